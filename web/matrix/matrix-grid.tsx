import type { Placing } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import classes from './matrix.module.css';
import { levelAt, type MatrixWords, shadeOf } from './use-matrix.ts';

interface Placed {
  readonly cell: string | undefined;
  readonly from: string | undefined;
}

/** The table itself, the worst in the upper right: levels by shade and number, records by count, and where they came from by lines. */
export function MatrixGrid(props: {
  readonly placing: Placing;
  readonly words: MatrixWords;
  readonly caption: string;
  /** What is counted, one and many of it. */
  readonly one: string;
  readonly many: string;
  readonly cells: readonly Placed[];
  /** Lines are drawn from where records stood at first. */
  readonly moved: boolean;
  readonly open: string | undefined;
  readonly onOpen: (cell: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { placing, words } = props;
  const [down, across] = placing.table.axes;
  if (!down || !across) return null;
  const rows = down.points.toReversed();
  const counts = new Map<string, number>();
  for (const { cell } of props.cells) if (cell !== undefined) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return (
    <div className={classes['frame']}>
      <table className={classes['grid']}>
        <caption className="hidden">{props.caption}</caption>
        <thead>
          <tr>
            <td className={classes['axes']}>
              <span>{words.axis(0)} ↑</span>
              <span>{words.axis(1)} →</span>
            </td>
            {across.points.map(({ key }) => (
              <th key={key} scope="col">
                {words.point(1, key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key }) => (
            <tr key={key}>
              <th scope="row">{words.point(0, key)}</th>
              {across.points.map((point) => {
                const cell = `${key}/${point.key}`;
                const found = levelAt(placing, cell);
                const level = words.level(found?.level ?? '');
                const count = counts.get(cell) ?? 0;
                return (
                  <td key={cell} style={shadeOf(placing, found?.rank ?? 1)}>
                    <span className={classes['level']}>{level}</span>
                    {count > 0 && (
                      <button
                        type="button"
                        className={classes['count']}
                        aria-expanded={props.open === cell}
                        aria-label={t('matrix.cell', {
                          number: format.number(count),
                          kinds: count === 1 ? props.one : props.many,
                          cell: words.cell(cell),
                          level,
                        })}
                        onClick={() => props.onOpen(cell)}
                      >
                        {format.number(count)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {props.moved && <Lines placing={placing} cells={props.cells} />}
    </div>
  );
}

/** From where records stood at first to where they stand; thicker where more went the same way. The list tells it in words. */
function Lines({ placing, cells }: { readonly placing: Placing; readonly cells: readonly Placed[] }) {
  const [down, across] = placing.table.axes;
  const ways = new Map<string, { from: string; to: string; count: number }>();
  for (const { cell, from } of cells) {
    if (cell === undefined || from === undefined || cell === from) continue;
    const way = ways.get(`${from} ${cell}`) ?? { from, to: cell, count: 0 };
    ways.set(`${from} ${cell}`, { ...way, count: way.count + 1 });
  }
  const columns = across?.points.length ?? 1;
  const rows = down?.points.length ?? 1;
  const middle = (cell: string): { x: number; y: number } => {
    const [low, high] = cell.split('/');
    const x = (across?.points.findIndex(({ key }) => key === high) ?? 0) + 0.5;
    const y = rows - (down?.points.findIndex(({ key }) => key === low) ?? 0) - 0.5;
    return { x: (100 * x) / columns, y: (100 * y) / rows };
  };
  return (
    <div className={classes['lines']} aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        {[...ways.values()].map(({ from, to, count }) => {
          const [a, b] = [middle(from), middle(to)];
          return (
            <line
              key={`${from} ${to}`}
              x1={a.x}
              y1={a.y}
              x2={b.x}
              y2={b.y}
              strokeWidth={Math.min(6, 1 + count)}
              vectorEffect="non-scaling-stroke"
            />
          );
        })}
      </svg>
      {[...ways.values()].map(({ from, to }) => {
        const { x, y } = middle(from);
        return <i key={`${from} ${to}`} style={{ insetInlineStart: `${x}%`, insetBlockStart: `${y}%` }} />;
      })}
    </div>
  );
}
