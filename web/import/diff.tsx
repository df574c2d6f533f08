import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportDiff } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { ChangedRows, Figures } from './difference.tsx';
import shared from './difference.module.css';
import classes from './import.module.css';

/**
 * What an import would change: how much, of what, what is withdrawn, and what one should know.
 * @param kept what the file no longer holds stays
 * @param children what is asked about that
 */
export function Diff({
  diff,
  kept,
  children,
}: {
  readonly diff: ImportDiff;
  readonly kept: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const removals = diff.rows.filter((row) => row.action === 'remove');
  const changes = diff.rows.filter((row) => row.action !== 'remove');
  const figures: readonly (readonly [string, number])[] = [
    ['created', diff.created],
    ['updated', diff.updated],
    ['removed', kept ? 0 : diff.removed],
    ['unchanged', diff.unchanged],
    ['linked', diff.links.added],
    ['linksChanged', diff.links.changed],
    ['unlinked', diff.links.removed],
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
      <Figures figures={figures} />
      <Warnings warnings={diff.warnings} />
      {diff.gone > 0 && children}
      {removals.length > 0 && <ChangedRows title={t(kept ? 'import.gone' : 'import.removals')} rows={removals} open />}
      <ByKind diff={diff} kept={kept} />
      {changes.length > 0 && <ChangedRows title={t('import.rows')} rows={changes} open={!diff.newProject} />}
    </>
  );
}

function ByKind({ diff, kept }: { readonly diff: ImportDiff; readonly kept: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const counted = kept ? diff.byKind.map((one) => ({ ...one, removed: 0 })) : diff.byKind;
  const kinds = counted.filter((one) => one.created + one.updated + one.removed > 0);
  if (kinds.length === 0) return null;
  return (
    <table className={classes['byKind']}>
      <caption>{t('import.byKind')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.kind')}</th>
          {(['created', 'updated', 'removed'] as const).map((column) => (
            <th key={column} scope="col" className={classes['end']}>
              {t(`import.figure.${column}`)}
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
  const words = useWords();
  if (warnings.length === 0) return null;
  return (
    <details className={shared['block']} open={warnings.length <= 8}>
      <summary>{t('import.warnings', { count: warnings.length })}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.line} ${warning.message}`}>
            {words.told(warning)}{' '}
            {warning.line !== null && (
              <span className={classes['soft']}>{t('import.line', { line: warning.line })}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
