import { PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { OneQuestion } from './one-question.tsx';

const SHORTEST_PASSWORD = 12;
const TOO_SHORT: Trouble = { severity: 'error', code: 'short-password', message: '', path: ['next'] };

/** The link of a letter: sets a new password, and leads to the sign-in. */
export function ResetPage() {
  const { token } = useParams({ from: '/reset/$token' });
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [next, setNext] = useState('');
  return (
    <OneQuestion
      title={t('session.reset.title')}
      lead={t('session.reset.lead')}
      about="next"
      check={() => (next.length < SHORTEST_PASSWORD ? [TOO_SHORT] : [])}
      send={async () => {
        await api.people.resetPassword.call({ token, next });
        queries.clear();
      }}
      submit={t('session.reset.do')}
      taken={<p>{t('session.reset.done')}</p>}
    >
      {(error) => (
        <PasswordInput
          required
          label={t('account.password.next')}
          description={t('session.join.password', { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={error}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
      )}
    </OneQuestion>
  );
}
