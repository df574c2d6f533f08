import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { OneQuestion } from './one-question.tsx';

/** Asks for a link to set a new password. The answer is the same whether there is such an account or not. */
export function ForgottenPage() {
  const { t } = useTranslation();
  const api = useApi();
  const [email, setEmail] = useState('');
  return (
    <OneQuestion
      title={t('session.forgotten.title')}
      lead={t('session.forgotten.lead')}
      about="email"
      send={async () => {
        await api.people.askReset.call({ email });
      }}
      submit={t('session.forgotten.do')}
      taken={
        <>
          <p>{t('session.forgotten.asked', { email })}</p>
          <p>{t('session.forgotten.nothing')}</p>
        </>
      }
    >
      {(error) => (
        <TextInput
          required
          type="email"
          label={t('session.email')}
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={error}
        />
      )}
    </OneQuestion>
  );
}
