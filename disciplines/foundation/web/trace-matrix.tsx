import type { ModelOf } from '@callosum/kernel';
import { ExportTable, Mentioned, useFormat, useProject, useRows, useWords } from '@callosum/web/views';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LETTERS, type trace } from '../index.ts';
import { StandingMark } from './standing-mark.tsx';
import classes from './trace.module.css';

type Trace = ModelOf<typeof trace>;

const ROW_HEIGHT = 36;
const STANDINGS = new Map(Object.entries(LETTERS).map(([standing, letter]) => [letter, standing]));
const standingsOf = (cells: string): readonly string[] =>
  cells.split('').map((letter) => STANDINGS.get(letter) ?? 'none');

/** Whoever works by keyboard scrolls what is too long. */
const SCROLLS = { role: 'region', tabIndex: 0 } as const;

/** A row for each requirement or need, a column for each station. Of ten thousand rows those in sight are drawn. */
export function TraceMatrix(props: {
  readonly model: Trace;
  readonly chosen: string | undefined;
  readonly onChoose: (record: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const project = useProject();
  const scroller = useRef<HTMLDivElement>(null);
  const { kind, columns, rows, counts } = props.model;
  const virtual = useRows({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const label = t('foundation.trace.table', { kinds: words.many(kind) });
  const sheet = () => ({
    headings: [
      t('foundation.trace.number'),
      words.one(kind),
      ...columns.map((column) => t(`foundation.trace.column.${column}`)),
    ],
    rows: rows.map(({ number, title, cells }) => [
      words.reference(kind, number),
      title,
      ...standingsOf(cells).map((standing) => t(`foundation.trace.standing.${standing}`)),
    ]),
  });
  if (rows.length === 0) return <p>{t('foundation.trace.none')}</p>;
  return (
    <>
      <div {...SCROLLS} ref={scroller} className={classes['matrix']} aria-label={label}>
        <table aria-rowcount={rows.length + 1}>
          <caption className="hidden">{label}</caption>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{words.one(kind)}</th>
              {columns.map((column, index) => (
                <th key={column} scope="col">
                  {t(`foundation.trace.column.${column}`)}
                  <Lacking counts={counts[index] ?? []} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Space height={before} />}
            {items.map(({ index }) => {
              const row = rows[index];
              if (!row) return null;
              const { id, number, title, cells, scope = project.key } = row;
              return (
                <tr key={id} aria-rowindex={index + 2} data-chosen={id === props.chosen}>
                  <th scope="row">
                    <div className={classes['record']}>
                      <button
                        type="button"
                        aria-pressed={id === props.chosen}
                        aria-label={t('foundation.trace.way', { record: words.reference(kind, number) })}
                        onClick={() => props.onChoose(id === props.chosen ? undefined : id)}
                      >
                        {'→'}
                      </button>
                      <Mentioned record={{ id, kind, number, title, scope, state: '' }} />
                    </div>
                  </th>
                  {standingsOf(cells).map((standing, at) => (
                    <td key={columns[at]}>
                      <StandingMark standing={standing} />
                    </td>
                  ))}
                </tr>
              );
            })}
            {after > 0 && <Space height={after} />}
          </tbody>
        </table>
      </div>
      <div className={classes['foot']}>
        <ExportTable name={label} sheet={sheet} />
        <span>{t('foundation.trace.shown', { count: rows.length, number: format.number(rows.length) })}</span>
      </div>
    </>
  );
}

/** How many of a column lack or fail what should be there. */
function Lacking({ counts }: { readonly counts: Trace['counts'][number] }) {
  const format = useFormat();
  const bad = counts.filter(({ standing }) => standing === 'missing' || standing === 'failing');
  return (
    <span className={classes['lacking']}>
      {bad.map(({ standing, count }) => (
        <span key={standing}>
          <StandingMark standing={standing} /> {format.number(count)}
        </span>
      ))}
    </span>
  );
}

/** The rows that are not in sight, as room. */
function Space({ height }: { readonly height: number }) {
  return <tr aria-hidden="true" style={{ blockSize: height }} />;
}
