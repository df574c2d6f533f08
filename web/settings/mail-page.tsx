import type { MailServer } from '@callosum/kernel/contract';
import { Button, Group, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../messages/words.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

const ENCRYPTIONS = ['tls', 'starttls', 'none'] as const;
const NEW: MailServer = { host: '', port: 465, encryption: 'tls', user: '', from: '' };

/** The server that takes e-mail from Callosum, for an owner of the organisation to say. */
export function MailPage() {
  const { t } = useTranslation();
  const api = useApi();
  const server = useQuery(api.identity.mailServer.queryOptions());
  return (
    <Page title={t('settings.mail.title')} lead={t('mailSettings.lead')}>
      <Loaded query={server}>{(data) => <Server server={data ?? undefined} />}</Loaded>
    </Page>
  );
}

function Server({ server }: { readonly server: MailServer | undefined }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const { problems, act } = useDoing();
  const [entry, setEntry] = useState(server ?? NEW);
  const [password, setPassword] = useState('');
  const words = useWords();
  const [tried, setTried] = useState<string>();
  const set = (part: Partial<MailServer>): void => setEntry((before) => ({ ...before, ...part }));
  const save = async (): Promise<void> => {
    setTried(undefined);
    const input = { ...entry, ...(password === '' ? {} : { password }) };
    if (!(await act(() => api.identity.setMailServer.call(input)))) return;
    setPassword('');
    announce(t('mailSettings.saved'));
  };
  const attempt = async (): Promise<void> => {
    setTried(undefined);
    await act(async () => {
      const outcome = await api.identity.setMailTried.call();
      setTried(outcome.sent ? t('mailSettings.sent') : t('mailSettings.notSent', { why: words.why(outcome) }));
    });
  };
  return (
    <Section title={t('mailSettings.server')} lead={t('mailSettings.serverLead')} problems={problems}>
      <Form className={classes['form']} onSubmit={() => void save()}>
        <TextInput
          label={t('mailSettings.host')}
          required
          value={entry.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <NumberInput
          label={t('mailSettings.port')}
          required
          min={1}
          max={65_535}
          allowDecimal={false}
          hideControls
          value={entry.port}
          onChange={(value) => set({ port: Number(value) })}
        />
        <NativeSelect
          label={t('mailSettings.encryption')}
          value={entry.encryption}
          data={ENCRYPTIONS.map((value) => ({ value, label: t(`mailSettings.encryptions.${value}`) }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            set({ encryption: ENCRYPTIONS.find((one) => one === value) ?? 'tls' });
          }}
        />
        <TextInput
          label={t('mailSettings.user')}
          autoComplete="off"
          value={entry.user}
          onChange={(event) => set({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('mailSettings.password')}
          description={server ? t('mailSettings.passwordKept') : undefined}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <TextInput
          label={t('mailSettings.from')}
          required
          type="email"
          value={entry.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit">{t('kit.save')}</Button>
          <Button variant="default" disabled={server === undefined} onClick={() => void attempt()}>
            {t('mailSettings.try')}
          </Button>
        </Group>
        <output>{tried}</output>
      </Form>
    </Section>
  );
}
