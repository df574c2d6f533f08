import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { ProofProvider, useProof } from '../settings/proof.tsx';
import { Section, useDoing } from '../settings/section.tsx';
import classes from '../settings/settings.module.css';
import { Form } from '../kit/form.tsx';

const ROLES = ['reader', 'lead'] as const;
const USUAL_MINUTES = 60;

/** Takes access to a project that one may not open otherwise, with a reason that somebody will review. */
export function TakePage() {
  const { t } = useTranslation();
  const api = useApi();
  const policy = useQuery(api.identity.emergency.policy.queryOptions());
  return (
    <ProofProvider>
      <Page title={t('emergency.title')} lead={t('emergency.lead')}>
        <Loaded query={policy}>
          {({ mayTake, longestMinutes }) =>
            mayTake ? <Take longest={longestMinutes} /> : <p>{t('emergency.mayNot')}</p>
          }
        </Loaded>
      </Page>
    </ProofProvider>
  );
}

function Take({ longest }: { readonly longest: number }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const prove = useProof();
  const { problems, act } = useDoing();
  const [key, setKey] = useState('');
  const [reason, setReason] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]>('reader');
  const [minutes, setMinutes] = useState(Math.min(USUAL_MINUTES, longest));
  const take = async (): Promise<void> => {
    const proof = await prove();
    if (proof === undefined) return;
    if (!(await act(() => api.identity.emergency.begin.call({ key, reason, role, minutes, proof })))) return;
    await queries.invalidateQueries();
    await navigate({ to: '/p/$key', params: { key } });
  };
  return (
    <Section title={t('emergency.ask')} lead={t('emergency.askLead')} problems={problems}>
      <Form className={classes['form']} onSubmit={() => void take()}>
        <TextInput
          label={t('emergency.key')}
          required
          value={key}
          onChange={(event) => setKey(event.currentTarget.value.trim().toUpperCase())}
        />
        <Textarea
          label={t('emergency.reason')}
          description={t('emergency.reasonHelp')}
          required
          autosize
          minRows={3}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('invite.role')}
          description={t(`roleHelp.${role}`)}
          value={role}
          data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={(event) => setRole(event.currentTarget.value === 'lead' ? 'lead' : 'reader')}
        />
        <NumberInput
          label={t('emergency.minutes', { longest })}
          min={5}
          max={longest}
          allowDecimal={false}
          hideControls
          value={minutes}
          onChange={(value) => setMinutes(Number(value))}
        />
        <Button type="submit" disabled={key === '' || reason.trim() === ''}>
          {t('emergency.take')}
        </Button>
      </Form>
    </Section>
  );
}
