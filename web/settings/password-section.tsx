import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { byField } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { useFieldError } from '../kit/problems.tsx';
import { useProof } from './proof.tsx';
import { Section, useDoing } from './section.tsx';
import { Form } from '../kit/form.tsx';

export function PasswordSection({ hasPassword }: { readonly hasPassword: boolean }) {
  const { t } = useTranslation();
  const api = useApi();
  const ask = useProof();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const { problems, act } = useDoing();
  const [next, setNext] = useState('');
  const found = byField(problems, ['next']);
  const change = async (): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    if (!(await act(() => api.identity.changePassword.call({ next, proof })))) return;
    setNext('');
    announce(t('account.password.done'));
  };
  return (
    <Section
      title={t('account.password.title')}
      lead={hasPassword ? t('account.password.lead') : t('account.password.none')}
      problems={found.rest}
    >
      <Form onSubmit={() => void change()}>
        <PasswordInput
          maw={376}
          label={t('account.password.next')}
          description={t('session.join.password', { count: 12 })}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={fieldError(found.at('next'))}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        <Button mt="sm" variant="default" type="submit" disabled={next === ''}>
          {t('account.password.do')}
        </Button>
      </Form>
    </Section>
  );
}
