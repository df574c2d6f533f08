import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askPasskey, knowsPasskeys } from '../api/passkey.ts';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { Form } from '../kit/form.tsx';

type Ask = () => Promise<string | undefined>;
const ProofContext = createContext<Ask>(() => Promise.resolve(undefined));

/** Asks whoever sits there to show again that it is he. Gives a proof for one act, or undefined when he would not. */
export const useProof = (): Ask => useContext(ProofContext);

/** Holds the question; the second factor is asked for where there is one. */
export function ProofProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const answer = useRef<(proof: string | undefined) => void>(() => undefined);
  const ask = useCallback(
    () =>
      new Promise<string | undefined>((resolve) => {
        answer.current = resolve;
        setOpened(true);
      }),
    [],
  );
  const end = (proof: string | undefined): void => {
    setOpened(false);
    answer.current(proof);
  };
  return (
    <ProofContext value={ask}>
      {children}
      <Dialog opened={opened} onClose={() => end(undefined)} title={t('account.proof.title')}>
        {opened && <ProofQuestion lead={t('account.proof.lead')} submit={t('account.proof.do')} onProof={end} focus />}
      </Dialog>
    </ProofContext>
  );
}

/** Asks for the second factor where there is one, else for the password, and gives a proof for one act. */
export function ProofQuestion({
  lead,
  submit,
  onProof,
  focus = false,
}: {
  readonly lead: string;
  readonly submit: string;
  readonly onProof: (proof: string) => void | Promise<void>;
  /** The input is what one comes for. */
  readonly focus?: boolean;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const security = useQuery(api.identity.security.queryOptions()).data;
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [pending, setPending] = useState(false);
  if (!security) return null;
  const byCode = security.authenticator !== null;
  const byPasskey = security.passkeys.length > 0 && knowsPasskeys();
  const byPassword = !byCode && security.passkeys.length === 0 && security.hasPassword;

  const show = async (showing: Parameters<typeof api.identity.reauthenticate.call>[0]): Promise<void> => {
    setPending(true);
    try {
      const { proof } = await api.identity.reauthenticate.call(showing);
      setProblems([]);
      // Each code is good for one proof, and each proof for one act.
      setText('');
      await onProof(proof);
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setPending(false);
    }
  };
  const showPasskey = async (): Promise<void> => {
    try {
      const passkey = await askPasskey(await api.identity.passkeys.showOptions.call());
      if (passkey) await show({ passkey });
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <Form
      onSubmit={() => void show(byCode ? { code: text } : byPassword ? { password: text } : { justSignedIn: true })}
    >
      <p>{lead}</p>
      <Problems problems={problems} focus />
      {byCode && (
        <TextInput
          {...(focus ? { 'data-autofocus': true } : {})}
          label={t('session.code.label')}
          description={t('session.code.help')}
          autoComplete="one-time-code"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {byPassword && (
        <PasswordInput
          {...(focus ? { 'data-autofocus': true } : {})}
          label={t('session.password')}
          autoComplete="current-password"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
      )}
      {(byCode || byPassword || !byPasskey) && (
        <Button mt="md" type="submit" loading={pending}>
          {submit}
        </Button>
      )}
      {byPasskey && (
        <Button
          mt="md"
          ml={byCode ? 'sm' : 0}
          variant={byCode ? 'default' : 'filled'}
          onClick={() => void showPasskey()}
        >
          {t('account.proof.passkey')}
        </Button>
      )}
    </Form>
  );
}
