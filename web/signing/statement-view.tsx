import type { Statement, StatementLine } from '@callosum/kernel/ledger';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { useFormat } from '../messages/format.ts';
import classes from './signing.module.css';

/** What is signed, or was, line by line. */
export function StatementView({ statement }: { readonly statement: Statement }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes['subject']}>{statement.title}</p>
      <dl className={classes['lines']}>
        {counted(statement.lines).map(({ key, line }) => (
          <div key={key}>
            <dt>{line.label}</dt>
            <dd>
              <Line line={line} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('signing.rests')}</dt>
          <dd>{statement.rests.map(({ name, version }) => t('signing.version', { name, version })).join(', ')}</dd>
        </div>
      </dl>
    </>
  );
}

/** Several lines may have the same label: each has its place among them. */
function counted(lines: readonly StatementLine[]): { readonly key: string; readonly line: StatementLine }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const count = (seen.get(line.label) ?? 0) + 1;
    seen.set(line.label, count);
    return { key: `${line.label} ${count}`, line };
  });
}

function Line({ line }: { readonly line: StatementLine }) {
  const nameOf = useNameOf();
  const format = useFormat();
  const parts = [
    line.account === undefined ? undefined : nameOf(line.account),
    line.date === undefined ? undefined : format.date(line.date),
    line.text,
  ].filter((part) => part !== undefined);
  return <>{parts.join(' · ')}</>;
}
