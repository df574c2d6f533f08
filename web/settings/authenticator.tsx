import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { byField } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFieldError } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { BackupCodes } from './backup-codes.tsx';
import { useProof } from './proof.tsx';
import { QrCode } from './qr-code.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';
import { Form } from '../kit/form.tsx';

/** The second factor by an authenticator: set up by its first code, with backup codes shown once. */
export function Authenticator(props: { readonly authenticator: { since: string; codesLeft: number } | null }) {
  const { t } = useTranslation();
  const api = useApi();
  const ask = useProof();
  const announce = useAnnounce();
  const format = useFormat();
  const { problems, act } = useDoing();
  const [begun, setBegun] = useState<{ readonly secret: string; readonly address: string }>();
  const [codes, setCodes] = useState<readonly string[]>();

  const withProof = async (work: (proof: string) => Promise<unknown>): Promise<void> => {
    const proof = await ask();
    if (proof !== undefined) await act(() => work(proof));
  };
  const begin = () => withProof(async (proof) => setBegun(await api.identity.authenticator.begin.call({ proof })));
  const confirm = (code: string) =>
    act(async () => {
      setCodes((await api.identity.authenticator.confirm.call({ code })).backupCodes);
      setBegun(undefined);
      announce(t('account.authenticator.on'));
    });
  const renew = () =>
    withProof(async (proof) => setCodes((await api.identity.authenticator.renewCodes.call({ proof })).backupCodes));
  const remove = () =>
    withProof(async (proof) => {
      await api.identity.authenticator.remove.call({ proof });
      setCodes(undefined);
      announce(t('account.authenticator.off'));
    });

  return (
    <Section
      title={t('account.authenticator.title')}
      lead={
        props.authenticator
          ? t('account.authenticator.is', {
              since: format.instant(props.authenticator.since),
              count: props.authenticator.codesLeft,
            })
          : t('account.authenticator.lead')
      }
      problems={begun ? byField(problems, ['code']).rest : problems}
    >
      {codes && <BackupCodes codes={codes} onDone={() => setCodes(undefined)} />}
      {begun && <Confirm begun={begun} problems={problems} onConfirm={confirm} onCancel={() => setBegun(undefined)} />}
      {!begun && !codes && (
        <div className={classes['buttons']}>
          {props.authenticator ? (
            <>
              <Button variant="default" onClick={() => void renew()}>
                {t('account.authenticator.renew')}
              </Button>
              <Button variant="default" onClick={() => void remove()}>
                {t('account.authenticator.remove')}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => void begin()}>
              {t('account.authenticator.begin')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}

function Confirm(props: {
  readonly begun: { readonly secret: string; readonly address: string };
  readonly problems: ReturnType<typeof useDoing>['problems'];
  readonly onConfirm: (code: string) => Promise<unknown>;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [code, setCode] = useState('');
  return (
    <Form onSubmit={() => void props.onConfirm(code)}>
      <p>{t('account.authenticator.scan')}</p>
      <QrCode text={props.begun.address} label={t('account.authenticator.picture')} />
      <p>
        {t('account.authenticator.type')} <span className={classes['secret']}>{inGroups(props.begun.secret)}</span>
      </p>
      <TextInput
        maw={376}
        label={t('account.authenticator.first')}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={fieldError(byField(props.problems, ['code']).at('code'))}
        ref={(input) => input?.focus()}
      />
      <div className={classes['buttons']}>
        <Button mt="sm" type="submit">
          {t('account.authenticator.confirm')}
        </Button>
        <Button mt="sm" variant="subtle" onClick={props.onCancel}>
          {t('kit.cancel')}
        </Button>
      </div>
    </Form>
  );
}

const GROUP = 4;

/** Easier to copy by hand. */
function inGroups(secret: string): string {
  return (secret.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join(' ');
}
