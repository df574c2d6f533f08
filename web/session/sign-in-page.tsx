import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import { signIn } from '../api/session.ts';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const status = useQuery(api.status.queryOptions());
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [busy, setBusy] = useState(false);

  if (status.data?.setupNeeded) {
    return (
      <Doorway title={t('session.setup.title')} lead={t('session.setup.lead')}>
        <p>{t('session.setup.where')}</p>
        <p>{t('session.setup.lost')}</p>
      </Doorway>
    );
  }
  const enter = async (): Promise<void> => {
    setBusy(true);
    const problem = await signIn(email, password);
    setBusy(false);
    if (problem) {
      setProblems([problem]);
      return;
    }
    queries.clear();
    // Only a path of this site is followed: an address from elsewhere could imitate the sign-in.
    await router.navigate({ href: next?.startsWith('/') && !next.startsWith('//') ? next : '/' });
  };
  return (
    <Doorway title={t('session.signIn.title')} lead={next ? t('session.signIn.next') : undefined}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <Problems problems={problems} focus />
        <TextInput
          required
          type="email"
          label={t('session.email')}
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          required
          mt="md"
          label={t('session.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <Button mt="lg" type="submit" fullWidth loading={busy}>
          {t('session.signIn.do')}
        </Button>
      </form>
    </Doorway>
  );
}
