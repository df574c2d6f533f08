import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import { useNameOf } from '../api/people.tsx';
import type { Trouble } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { PersonSelect } from '../fields/person-select.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { textOf } from '../kit/text-of.ts';
import { useProject } from '../shell/project.ts';
import classes from './record.module.css';

/** Shows a record to people by name: this is how those from outside see anything. */
export function ShareDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly view: RecordView;
  readonly reference: string;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('record.share.title', { reference: props.reference })}
    >
      <Shares view={props.view} />
    </Dialog>
  );
}

function Shares({ view }: { readonly view: RecordView }) {
  const { t } = useTranslation();
  const api = useApi();
  const nameOf = useNameOf();
  const announce = useAnnounce();
  const { key } = useProject();
  const command = useCommand(key);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const shares = view.links.filter(({ type, direction }) => type === 'share.of' && direction === 'in');
  const people = useQueries({
    queries: shares.map(({ other }) => api.records.get.queryOptions({ input: { key, id: other.id } })),
  }).flatMap(({ data }) => (data && !data.record.withdrawn ? [textOf(data.record.fields['person'])] : []));
  const run = async (name: string, person: string, done: string): Promise<void> => {
    const outcome = await command.run(name, { id: view.record.id, person });
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(done);
  };
  return (
    <>
      <p className={classes['soft']}>{t('record.share.lead')}</p>
      <Problems problems={problems} focus />
      {people.length > 0 && (
        <ul className={classes['shares']}>
          {people.map((person) => (
            <li key={person}>
              <span>{nameOf(person)}</span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('record.share.stopFor', { name: nameOf(person) })}
                loading={command.pending}
                onClick={() => void run('record.unshare', person, t('record.share.stopped', { name: nameOf(person) }))}
              >
                {t('record.share.stop')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <PersonSelect
        label={t('record.share.with')}
        value=""
        first={{ value: '', label: t('people.choose') }}
        without={people}
        onPick={(person) => {
          if (person !== '') void run('record.share', person, t('record.share.done', { name: nameOf(person) }));
        }}
      />
    </>
  );
}
