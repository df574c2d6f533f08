import type { Json } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import type { ImportDiff } from '../api/shapes.ts';
import { useComposition } from '../composition.ts';
import { FieldCell } from '../fields/index.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './import.module.css';

/** What an import would change: how much, of what, what is withdrawn, and what one should know. */
export function Diff({ diff }: { readonly diff: ImportDiff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const removals = diff.rows.filter((row) => row.action === 'remove');
  const changes = diff.rows.filter((row) => row.action !== 'remove');
  const figures: readonly (readonly [string, number])[] = [
    ['created', diff.created],
    ['updated', diff.updated],
    ['removed', diff.removed],
    ['unchanged', diff.unchanged],
    ['linksAdded', diff.links.added],
    ['linksChanged', diff.links.changed],
    ['linksRemoved', diff.links.removed],
  ];
  const nothing = figures.every(([name, count]) => count === 0 || name === 'unchanged');
  return (
    <>
      <p>
        <strong>
          {diff.newProject
            ? t('import.newProject', { key: diff.project })
            : t('import.intoProject', { key: diff.project })}
        </strong>{' '}
        {diff.title}
        {diff.start !== null && diff.finish !== null && (
          <span className={classes['soft']}>
            {' '}
            {t('import.span', { start: format.date(diff.start), finish: format.date(diff.finish) })}
          </span>
        )}
      </p>
      {nothing && <p>{t('import.nothing')}</p>}
      <dl className={classes['figures']}>
        {figures
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <div key={name}>
              <dd className="numeric">{format.number(count)}</dd>
              <dt>{t(`import.${name}`)}</dt>
            </div>
          ))}
      </dl>
      <Warnings warnings={diff.warnings} />
      {removals.length > 0 && <Rows title={t('import.removals')} rows={removals} open />}
      <ByKind diff={diff} />
      {changes.length > 0 && <Rows title={t('import.rows')} rows={changes} open={!diff.newProject} />}
    </>
  );
}

function ByKind({ diff }: { readonly diff: ImportDiff }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const kinds = diff.byKind.filter((one) => one.created + one.updated + one.removed > 0);
  if (kinds.length === 0) return null;
  return (
    <table className={classes['byKind']}>
      <caption>{t('import.byKind')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.kind')}</th>
          {(['created', 'updated', 'removed'] as const).map((column) => (
            <th key={column} scope="col" className={classes['end']}>
              {t(`import.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((one) => (
          <tr key={one.kind}>
            <th scope="row">{words.many(one.kind)}</th>
            {(['created', 'updated', 'removed'] as const).map((column) => (
              <td key={column} className={`${classes['end']} numeric`}>
                {format.number(one[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Warnings({ warnings }: { readonly warnings: ImportDiff['warnings'] }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <details className={classes['block']} open={warnings.length <= 8}>
      <summary>{t('import.warnings', { count: warnings.length })}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.line} ${warning.message}`}>
            {warning.message}{' '}
            {warning.line !== null && (
              <span className={classes['soft']}>{t('import.line', { line: warning.line })}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Rows({
  title,
  rows,
  open,
}: {
  readonly title: string;
  readonly rows: ImportDiff['rows'];
  readonly open: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <details className={classes['block']} open={open}>
      <summary>
        {title} ({rows.length})
      </summary>
      <table className={classes['rows']}>
        <thead>
          <tr>
            <th scope="col">{t('import.change')}</th>
            <th scope="col">{t('import.kind')}</th>
            <th scope="col">{t('readiness.rows.record')}</th>
          </tr>
        </thead>
        <tbody>
          {withKeys(rows).map(({ row, key }) => (
            <tr key={key}>
              <td>{t(`import.action.${row.action}`)}</td>
              <td>{words.one(row.kind)}</td>
              <td>
                {row.title}
                {row.action === 'update' && (
                  <ul className={classes['fieldChanges']}>
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
function withKeys(
  rows: ImportDiff['rows'],
): readonly { readonly row: ImportDiff['rows'][number]; readonly key: string }[] {
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
