import type { EmergencyAccess } from '@callosum/kernel/contract';
import { Button, Checkbox, Group, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useNameOf } from '../api/people.tsx';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './emergency.module.css';
import { Form } from '../kit/form.tsx';

/** What was taken in an emergency, for those who answer for the project: ended, and looked at afterwards. */
export function ReviewPage() {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const list = useQuery(api.identity.emergency.list.queryOptions({ input: { key: project.key } }));
  return (
    <Page title={t('emergency.reviews')} context={project.title} lead={t('emergency.reviewsLead')}>
      <Loaded query={list}>
        {(all) =>
          all.length === 0 ? (
            <p>{t('emergency.none')}</p>
          ) : (
            <ul className={classes['list']}>
              {all.map((one) => (
                <Taken key={one.id} access={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}

function Taken({ access }: { readonly access: EmergencyAccess }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const nameOf = useNameOf();
  const { key, account } = useProject();
  const [reviewing, setReviewing] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setProblems([]);
      setReviewing(false);
    } catch (error) {
      setProblems(problemsOf(error));
    }
    await queries.invalidateQueries({ queryKey: api.identity.emergency.key() });
  };
  const name = nameOf(access.account);
  return (
    <li>
      <p>
        <strong>{name}</strong> {t(`role.${access.role}`)}{' '}
        <span className={classes['soft']}>
          {t('emergency.span', {
            from: format.instant(access.began),
            until: format.instant(access.ended ?? access.until),
          })}
        </span>
      </p>
      <p>{access.reason}</p>
      {access.reviewed !== null && (
        <p className={classes['soft']}>
          {t(access.justified ? 'emergency.justified' : 'emergency.unjustified', {
            name: nameOf(access.reviewer ?? ''),
            at: format.instant(access.reviewed),
          })}{' '}
          {access.finding}
        </p>
      )}
      {!reviewing && <Problems problems={problems} focus />}
      <Group gap={8}>
        {access.isOpen && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void act(() => api.identity.emergency.end.call({ key, id: access.id }))}
          >
            {t('emergency.end')}
          </Button>
        )}
        {access.reviewed === null && access.account !== account && (
          <Button size="xs" onClick={() => setReviewing(true)}>
            {t('emergency.review')}
          </Button>
        )}
      </Group>
      <Dialog opened={reviewing} onClose={() => setReviewing(false)} title={t('emergency.reviewOf', { name })}>
        <Problems problems={problems} focus />
        <Review
          onReview={(justified, finding) =>
            act(() => api.identity.emergency.review.call({ key, id: access.id, justified, finding }))
          }
        />
      </Dialog>
    </li>
  );
}

function Review({ onReview }: { readonly onReview: (justified: boolean, finding: string) => Promise<void> }) {
  const { t } = useTranslation();
  const [justified, setJustified] = useState(false);
  const [finding, setFinding] = useState('');
  return (
    <Form onSubmit={() => void onReview(justified, finding)}>
      <Textarea
        data-autofocus
        label={t('emergency.finding')}
        required
        autosize
        minRows={3}
        maxLength={2_000}
        value={finding}
        onChange={(event) => setFinding(event.currentTarget.value)}
      />
      <Checkbox
        mt="sm"
        label={t('emergency.wasJustified')}
        checked={justified}
        onChange={(event) => setJustified(event.currentTarget.checked)}
      />
      <Button mt="md" type="submit" disabled={finding.trim() === ''}>
        {t('emergency.review')}
      </Button>
    </Form>
  );
}
