import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogAbove } from '../kit/dialog.tsx';
import { type Outcome, type Sign, SignatureProvider, type Stated } from './signer.ts';

// Few people sign, and seldom.
const SignForm = lazy(async () => ({ default: (await import('./sign-form.tsx')).SignForm }));

const NOTHING: Outcome = { ok: false, problems: [] };

/** The one dialog in which anything is signed: whichever form ran the command, it opens when the server asks for it. */
export function SignProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [unsigned, setUnsigned] = useState<Stated>();
  const answer = useRef<(outcome: Outcome) => void>(() => undefined);
  const sign = useCallback<Sign>(
    (wanted) =>
      new Promise((resolve) => {
        answer.current = resolve;
        setUnsigned(wanted);
      }),
    [],
  );
  const end = (outcome: Outcome): void => {
    setUnsigned(undefined);
    answer.current(outcome);
  };
  /** After the key that closed it has been heard by everybody: the dialog below must not take it for its own. */
  const leave = (): void => void setTimeout(() => end(NOTHING));
  const opened = unsigned !== undefined;
  return (
    <SignatureProvider value={sign}>
      <DialogAbove value={opened}>{children}</DialogAbove>
      <Dialog opened={opened} wide above onClose={leave} title={t('signing.title')}>
        {unsigned && (
          <Suspense>
            <SignForm unsigned={unsigned} onDone={end} />
          </Suspense>
        )}
      </Dialog>
    </SignatureProvider>
  );
}
