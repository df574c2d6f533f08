import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';

const SHORTEST_PASSWORD = 12;

/** The link of a letter: sets a new password, and leads to the sign-in. */
export function ResetPage() {
  const { token } = useParams({ from: '/reset/$token' });
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const fieldError = useFieldError();
  const [next, setNext] = useState('');
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, ['next']);
  const reset = async (): Promise<void> => {
    if (next.length < SHORTEST_PASSWORD) {
      setProblems([{ severity: 'error', code: 'short-password', message: '', path: ['next'] }]);
      return;
    }
    setBusy(true);
    try {
      await api.people.resetPassword.call({ token, next });
      queries.clear();
      setDone(true);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Doorway title={t('session.reset.title')} lead={done ? undefined : t('session.reset.lead')}>
      {done ? (
        <output>
          <p>{t('session.reset.done')}</p>
        </output>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void reset();
          }}
        >
          <Problems problems={found.rest} focus />
          <PasswordInput
            required
            label={t('account.password.next')}
            description={t('session.join.password', { count: SHORTEST_PASSWORD })}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={fieldError(found.at('next'))}
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
          />
          <Button mt="lg" type="submit" fullWidth loading={busy}>
            {t('session.reset.do')}
          </Button>
        </form>
      )}
      <p>
        <Link to="/sign-in">{t('session.forgotten.back')}</Link>
      </p>
    </Doorway>
  );
}
