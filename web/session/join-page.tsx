import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { signIn } from '../api/session.ts';
import { useApi } from '../composition.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import { Form } from '../kit/form.tsx';

const SHORTEST_PASSWORD = 12;
const FIELDS = ['name', 'email', 'password'] as const;

/** The one-time link: the first account of an installation, or an invited colleague's. */
export function JoinPage() {
  const { token } = useParams({ from: '/join/$token' });
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const fieldError = useFieldError();
  const [entry, setEntry] = useState({ name: '', email: '', password: '' });
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [busy, setBusy] = useState(false);
  const found = byField(problems, FIELDS);
  const set = (name: (typeof FIELDS)[number]) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    setEntry((before) => ({ ...before, [name]: value }));
  };

  const join = async (): Promise<void> => {
    if (entry.password.length < SHORTEST_PASSWORD) {
      setProblems([{ severity: 'error', code: 'short-password', message: '', path: ['password'] }]);
      return;
    }
    setBusy(true);
    try {
      await api.people.join.call({ token, ...entry });
      const outcome = await signIn({ email: entry.email, password: entry.password });
      queries.clear();
      await navigate({ to: 'in' in outcome ? '/' : '/sign-in' });
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Doorway title={t('session.join.title')} lead={t('session.join.lead')}>
      <Form onSubmit={() => void join()}>
        <Problems problems={found.rest} focus />
        <TextInput
          required
          label={t('session.name')}
          autoComplete="name"
          value={entry.name}
          onChange={set('name')}
          error={fieldError(found.at('name'))}
        />
        <TextInput
          required
          mt="md"
          type="email"
          label={t('session.email')}
          autoComplete="username"
          value={entry.email}
          onChange={set('email')}
          error={fieldError(found.at('email'))}
        />
        <PasswordInput
          required
          mt="md"
          label={t('session.password')}
          description={t('session.join.password', { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          value={entry.password}
          onChange={set('password')}
          error={fieldError(found.at('password'))}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <Button mt="lg" type="submit" fullWidth loading={busy}>
          {t('session.join.do')}
        </Button>
      </Form>
      <ProviderButtons />
    </Doorway>
  );
}
