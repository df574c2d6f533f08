import type { Json } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { FieldCell } from '../fields/index.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './difference.module.css';

/** A record that an import makes, changes, withdraws or brings back. */
export interface ChangedRow {
  readonly kind: string;
  readonly title: string;
  readonly action: 'create' | 'update' | 'remove' | 'restore';
  /** Of the table it comes from. */
  readonly line?: number;
  readonly fields: readonly { readonly name: string; readonly before: Json; readonly after: Json }[];
}

/** How much an import changes, in figures; `unchanged` alone says that it changes nothing. */
export function Figures({ figures }: { readonly figures: readonly (readonly [name: string, count: number])[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes['figures']}>
      {figures
        .filter(([, count]) => count > 0)
        .map(([name, count]) => (
          <div key={name}>
            <dd className="numeric">{format.number(count)}</dd>
            <dt>{t(`import.figure.${name}`)}</dt>
          </div>
        ))}
    </dl>
  );
}

/** The records that an import changes, one by one, with what each value was and becomes. */
export function ChangedRows(props: {
  readonly title: string;
  readonly rows: readonly ChangedRow[];
  readonly open: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const byLine = props.rows.some(({ line }) => line !== undefined);
  return (
    <details className={classes['block']} open={props.open}>
      <summary>
        {props.title} ({props.rows.length})
      </summary>
      <table className={classes['rows']}>
        <thead>
          <tr>
            {byLine && <th scope="col">{t('tables.line')}</th>}
            <th scope="col">{t('import.change')}</th>
            <th scope="col">{t('import.kind')}</th>
            <th scope="col">{t('readiness.rows.record')}</th>
          </tr>
        </thead>
        <tbody>
          {withKeys(props.rows).map(({ row, key }) => (
            <tr key={key}>
              {byLine && <td className="numeric">{row.line}</td>}
              <td>{t(`import.action.${row.action}`)}</td>
              <td>{words.one(row.kind)}</td>
              <td>
                {row.title}
                {row.action === 'update' && (
                  <ul className={classes['changes']}>
                    {row.fields.map((field) => (
                      <li key={field.name}>
                        {words.field(row.kind, field.name)}:{' '}
                        <Value kind={row.kind} name={field.name} value={field.before} />
                        <span aria-hidden="true"> → </span>
                        <span className="hidden"> {t('record.after')} </span>
                        <Value kind={row.kind} name={field.name} value={field.after} />
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

/** Rows of a dry run have no id, and titles may repeat: the second of the same name is its second. */
function withKeys(rows: readonly ChangedRow[]): readonly { readonly row: ChangedRow; readonly key: string }[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = `${row.kind} ${row.title}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { row, key: `${name} ${count}` };
  });
}

function Value({ kind, name, value }: { readonly kind: string; readonly name: string; readonly value: Json }) {
  const { t } = useTranslation();
  const { registry } = useComposition();
  const field = registry.kinds.get(kind)?.fields[name];
  if (value === null) return <span>{t('record.noField')}</span>;
  if (!field) return <span>{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
  return <FieldCell kind={kind} name={name} field={field} value={value} />;
}
