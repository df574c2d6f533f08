import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys, makePasskey } from '../api/passkey.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFormat } from '../messages/format.ts';
import { useProof } from './proof.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created: string;
  readonly lastUsed: string | null;
}

export function Passkeys({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const { t } = useTranslation();
  const api = useApi();
  const ask = useProof();
  const announce = useAnnounce();
  const format = useFormat();
  const { problems, act } = useDoing();
  const [name, setName] = useState('');
  const add = async (): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    await act(async () => {
      const response = await makePasskey(await api.identity.passkeys.options.call({ proof }));
      if (!response) return;
      await api.identity.passkeys.add.call({ name: name.trim() || t('account.passkeys.unnamed'), response });
      setName('');
      announce(t('account.passkeys.added'));
    });
  };
  const remove = async (id: string): Promise<void> => {
    const proof = await ask();
    if (proof !== undefined) await act(() => api.identity.passkeys.remove.call({ id, proof }));
  };
  return (
    <Section title={t('account.passkeys.title')} lead={t('account.passkeys.lead')} problems={problems}>
      <ul className={classes['rows']}>
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span className={classes['what']}>
              {passkey.name}
              <span className={classes['detail']}>
                {passkey.lastUsed
                  ? t('account.passkeys.used', { at: format.instant(passkey.lastUsed) })
                  : t('account.passkeys.made', { at: format.instant(passkey.created) })}
              </span>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={t('account.passkeys.removeNamed', { name: passkey.name })}
              onClick={() => void remove(passkey.id)}
            >
              {t('account.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {knowsPasskeys() ? (
        <Form onSubmit={() => void add()}>
          <TextInput
            maw={376}
            label={t('account.passkeys.name')}
            placeholder={t('account.passkeys.example')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button mt="sm" variant="default" type="submit">
            {t('account.passkeys.add')}
          </Button>
        </Form>
      ) : (
        <p>{t('account.passkeys.unable')}</p>
      )}
    </Section>
  );
}
