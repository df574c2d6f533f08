import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';

/** Asks for a link to set a new password. The answer is the same whether there is such an account or not. */
export function ForgottenPage() {
  const { t } = useTranslation();
  const api = useApi();
  const fieldError = useFieldError();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const found = byField(problems, ['email']);
  const ask = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.people.askReset.call({ email });
      setAsked(true);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Doorway title={t('session.forgotten.title')} lead={asked ? undefined : t('session.forgotten.lead')}>
      {asked ? (
        <output>
          <p>{t('session.forgotten.asked', { email })}</p>
          <p>{t('session.forgotten.nothing')}</p>
        </output>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <Problems problems={found.rest} focus />
          <TextInput
            required
            type="email"
            label={t('session.email')}
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldError(found.at('email'))}
          />
          <Button mt="lg" type="submit" fullWidth loading={busy}>
            {t('session.forgotten.do')}
          </Button>
        </form>
      )}
      <p>
        <Link to="/sign-in">{t('session.forgotten.back')}</Link>
      </p>
    </Doorway>
  );
}
