import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '../api/passkey.ts';
import type { Trouble } from '../api/problems.ts';
import { signIn, signInWithPasskey, type SignInOutcome } from '../api/session.ts';
import { Problems } from '../kit/problems.tsx';
import classes from './session.module.css';
import { Form } from '../kit/form.tsx';

/** Password, then a code where the account has an authenticator; or a passkey instead of both. */
export function SignInForm(props: { readonly email?: string; readonly onDone: () => Promise<void> }) {
  const { t } = useTranslation();
  const [entry, setEntry] = useState({ email: props.email ?? '', password: '', code: '' });
  const [asksCode, setAsksCode] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [busy, setBusy] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksCode) code.current?.focus();
  }, [asksCode]);
  const set = (name: keyof typeof entry) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    setEntry((before) => ({ ...before, [name]: value }));
  };
  const attempt = async (how: () => Promise<SignInOutcome | undefined>): Promise<void> => {
    setBusy(true);
    const outcome = await how();
    setBusy(false);
    if (!outcome) return;
    setProblems('problem' in outcome ? [outcome.problem] : []);
    if ('codeNeeded' in outcome) setAsksCode(true);
    if ('in' in outcome) await props.onDone();
  };
  const { email, password } = entry;
  const withPassword = () => signIn({ email, password, ...(asksCode ? { code: entry.code } : {}) });

  return (
    <Form onSubmit={() => void attempt(withPassword)}>
      <Problems problems={problems} focus />
      <div hidden={asksCode}>
        <TextInput
          required
          type="email"
          label={t('session.email')}
          autoComplete="username webauthn"
          readOnly={props.email !== undefined}
          value={email}
          onChange={set('email')}
        />
        <PasswordInput
          required
          mt="md"
          label={t('session.password')}
          autoComplete="current-password"
          value={password}
          onChange={set('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
      </div>
      {asksCode && (
        <TextInput
          ref={code}
          required
          label={t('session.code.label')}
          description={t('session.code.help')}
          autoComplete="one-time-code"
          inputMode="text"
          value={entry.code}
          onChange={set('code')}
        />
      )}
      <Button mt="lg" type="submit" fullWidth loading={busy}>
        {t('session.signIn.do')}
      </Button>
      {asksCode ? (
        <Button
          mt="sm"
          variant="subtle"
          fullWidth
          onClick={() => {
            setAsksCode(false);
            setEntry({ email, password: '', code: '' });
          }}
        >
          {t('session.code.back')}
        </Button>
      ) : (
        knowsPasskeys() && (
          <>
            <p className={classes['or']}>{t('session.or')}</p>
            <Button
              variant="default"
              fullWidth
              leftSection={<IconFingerprint size={18} stroke={1.6} aria-hidden="true" />}
              onClick={() => void attempt(signInWithPasskey)}
            >
              {t('session.passkey')}
            </Button>
          </>
        )
      )}
    </Form>
  );
}
