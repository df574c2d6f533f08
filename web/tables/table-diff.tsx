import type { Kind } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import type { TableDiff as Diff } from '../api/shapes.ts';
import { FieldCell } from '../fields/index.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './tables.module.css';

const FIGURES = ['created', 'updated', 'restored', 'unchanged', 'linked', 'unlinked'] as const;
const MOST_SHOWN = 50;

/** What an import of a table would change, and which rows stand in its way. */
export function TableDiff({ kind, diff }: { readonly kind: Kind; readonly diff: Diff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = FIGURES.filter((name) => diff[name] > 0);
  const nothing = figures.every((name) => name === 'unchanged') && diff.faulty === 0;
  return (
    <>
      {nothing && <p>{t('tables.nothing')}</p>}
      <dl className={classes['figures']}>
        {figures.map((name) => (
          <div key={name}>
            <dd className="numeric">{format.number(diff[name])}</dd>
            <dt>{t(`tables.${name}`)}</dt>
          </div>
        ))}
      </dl>
      {diff.faulty > 0 && <Faults diff={diff} />}
      {diff.rows.length > 0 && <Changes kind={kind} diff={diff} />}
    </>
  );
}

function Faults({ diff }: { readonly diff: Diff }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes['block']} aria-labelledby="faults">
      <h3 id="faults" data-tone="unmet">
        {t('tables.faults', { count: diff.faulty, number: format.number(diff.faulty) })}
      </h3>
      <p>{t('tables.mend')}</p>
      <table className={classes['rows']}>
        <thead>
          <tr>
            <th scope="col">{t('tables.line')}</th>
            <th scope="col">{t('tables.column')}</th>
            <th scope="col">{t('tables.why')}</th>
          </tr>
        </thead>
        <tbody>
          {diff.faults.slice(0, MOST_SHOWN).map(({ line, column, message }) => (
            <tr key={`${line} ${column} ${message}`}>
              <td className="numeric">{line}</td>
              <td>{column}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Changes({ kind, diff }: { readonly kind: Kind; readonly diff: Diff }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <details className={classes['block']} open={diff.faulty === 0}>
      <summary>{t('tables.changes')}</summary>
      <table className={classes['rows']}>
        <thead>
          <tr>
            <th scope="col">{t('tables.line')}</th>
            <th scope="col">{t('tables.change')}</th>
            <th scope="col">{t('tables.record')}</th>
          </tr>
        </thead>
        <tbody>
          {diff.rows.slice(0, MOST_SHOWN).map((row) => (
            <tr key={row.line}>
              <td className="numeric">{row.line}</td>
              <td>{t(`tables.action.${row.action}`)}</td>
              <td>
                {row.title}
                {row.action === 'update' && (
                  <ul>
                    {row.fields.map(({ name, before, after }) => (
                      <li key={name}>
                        {words.field(kind.name, name)}: <Value kind={kind} name={name} value={before} />
                        <span aria-hidden="true"> → </span>
                        <span className="hidden"> {t('record.after')} </span>
                        <Value kind={kind} name={name} value={after} />
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

type Changed = Diff['rows'][number]['fields'][number]['after'];

function Value({ kind, name, value }: { readonly kind: Kind; readonly name: string; readonly value: Changed }) {
  const { t } = useTranslation();
  const field = kind.fields[name];
  if (value === null || !field) return <span>{t('record.noField')}</span>;
  return <FieldCell kind={kind.name} name={name} field={field} value={value} />;
}
