import type { Kind } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import type { TableDiff as Diff } from '../api/shapes.ts';
import { ChangedRows, Figures } from '../import/difference.tsx';
import classes from '../import/difference.module.css';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';

const FIGURES = ['created', 'updated', 'restored', 'unchanged', 'linked', 'unlinked'] as const;
const MOST_SHOWN = 50;

/** What an import of a table would change, and which rows stand in its way. */
export function TableDiff({ kind, diff }: { readonly kind: Kind; readonly diff: Diff }) {
  const { t } = useTranslation();
  const figures = FIGURES.map((name) => [name, diff[name]] as const);
  const nothing = figures.every(([name, count]) => count === 0 || name === 'unchanged') && diff.faulty === 0;
  const rows = diff.rows.slice(0, MOST_SHOWN).map((row) => ({ ...row, kind: kind.name }));
  return (
    <>
      {nothing && <p>{t('tables.nothing')}</p>}
      <Figures figures={figures} />
      {diff.faulty > 0 && <Faults diff={diff} />}
      {rows.length > 0 && <ChangedRows title={t('import.rows')} rows={rows} open={diff.faulty === 0} />}
    </>
  );
}

function Faults({ diff }: { readonly diff: Diff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
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
          {diff.faults.slice(0, MOST_SHOWN).map(({ line, column, message, sentence }) => (
            <tr key={`${line} ${column} ${message}`}>
              <td className="numeric">{line}</td>
              <td>{column}</td>
              <td>{words.sentence(sentence)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
