import { Button, Checkbox, NumberInput } from '@mantine/core';
import type { SessionPolicy } from '@callosum/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Section, useDoing } from './section.tsx';
import { Form } from '../kit/form.tsx';
import { Refused } from './refused.tsx';

/** How everybody signs in, for an owner of the organisation to say. */
export function SignInSettingsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const policy = useQuery(api.identity.policy.queryOptions());
  return (
    <Page title={t('signInSettings.title')} lead={t('signInSettings.lead')}>
      <Loaded query={policy}>{(data) => <Policy policy={data} />}</Loaded>
      <Refused />
    </Page>
  );
}

function Policy({ policy }: { readonly policy: SessionPolicy }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const { problems, act } = useDoing();
  const [entry, setEntry] = useState(policy);
  const save = async (): Promise<void> => {
    if (await act(() => api.identity.setPolicy.call(entry))) announce(t('signInSettings.saved'));
  };
  return (
    <Section title={t('signInSettings.times.title')} lead={t('signInSettings.times.lead')} problems={problems}>
      <Form onSubmit={() => void save()}>
        <NumberInput
          maw={376}
          label={t('signInSettings.times.idle')}
          min={1}
          max={240}
          allowDecimal={false}
          hideControls
          value={entry.idleMinutes}
          onChange={(value) => setEntry((before) => ({ ...before, idleMinutes: Number(value) }))}
        />
        <NumberInput
          mt="sm"
          maw={376}
          label={t('signInSettings.times.absolute')}
          min={1}
          max={24}
          allowDecimal={false}
          hideControls
          value={entry.absoluteHours}
          onChange={(value) => setEntry((before) => ({ ...before, absoluteHours: Number(value) }))}
        />
        <Checkbox
          mt="md"
          label={t('signInSettings.times.factor')}
          checked={entry.secondFactor === 'required'}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setEntry((before) => ({ ...before, secondFactor: checked ? 'required' : 'optional' }));
          }}
        />
        <Button mt="md" type="submit">
          {t('signInSettings.save')}
        </Button>
      </Form>
    </Section>
  );
}
