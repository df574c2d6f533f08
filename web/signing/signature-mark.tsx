import type { Signature, Statement } from '@callosum/kernel/ledger';
import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './signing.module.css';
import { StatementView } from './statement-view.tsx';

/** A signature as it stands in history: name, moment, meaning, and what it rests on. */
export function SignatureMark({
  signature,
  statement,
}: {
  readonly signature: Signature;
  readonly statement: Statement | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const rights = [
    ...signature.roles.map((role) => t(`role.${role}`, { defaultValue: role })),
    ...signature.offices.map((office) => words.option('appointment', 'office', office)),
  ];
  return (
    <div className={classes['signature']}>
      <p>
        <IconSignature size={16} stroke={1.7} aria-hidden="true" />{' '}
        <strong>{t('signing.signed', { name: signature.name, meaning: signature.meaning })}</strong>{' '}
        <time dateTime={signature.signed}>{format.instant(signature.signed)}</time>
        <span className={classes['soft']}>
          {t('signing.by', { rights: rights.join(', '), factor: t(`signing.factor.${signature.factor}`) })}
        </span>
      </p>
      {statement ? (
        <details>
          <summary>{t('signing.read')}</summary>
          <StatementView statement={statement} />
          <p className={classes['soft']}>
            {t('signing.digest')} <code>{signature.statement}</code>
          </p>
        </details>
      ) : (
        <p className={classes['soft']}>{t('signing.notShown')}</p>
      )}
    </div>
  );
}
