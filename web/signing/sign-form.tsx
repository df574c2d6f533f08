import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isConflict, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import { ProofQuestion } from '../settings/proof.tsx';
import type { Outcome, Stated } from './signer.ts';
import classes from './signing.module.css';
import { StatementView } from './statement-view.tsx';

/**
 * What is signed, read before it is signed. It stands still while it is read: what changes meanwhile is told when it is
 * signed, and read again.
 */
export function SignForm({
  unsigned,
  onDone,
}: {
  readonly unsigned: Stated;
  readonly onDone: (outcome: Outcome) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const me = useQuery(api.me.queryOptions()).data;
  const [statement, setStatement] = useState(unsigned.statement);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);

  const sign = async (proof: string): Promise<void> => {
    const outcome = await unsigned.send({ statement, proof });
    if (outcome.ok) return onDone(outcome);
    setProblems(outcome.problems);
    // What was read is no longer so: it is read anew, below what has changed.
    const now = isConflict(outcome.problems) ? await unsigned.read() : null;
    if (now) setStatement(now);
  };
  return (
    <>
      <Problems problems={problems} focus />
      <section
        key={statement.nonce}
        ref={focusOn}
        className={classes['paper']}
        tabIndex={-1}
        aria-label={t('signing.what')}
      >
        <StatementView statement={statement} />
      </section>
      <p className={classes['meaning']}>{t('signing.meaning', { name: me?.name ?? '', meaning: statement.meaning })}</p>
      <ProofQuestion lead={t('signing.lead')} submit={t('signing.do')} onProof={sign} />
    </>
  );
}

/** Reading comes first; the question for the factor follows with the next key. */
const focusOn = (paper: HTMLElement | null): void => paper?.focus({ preventScroll: true });
