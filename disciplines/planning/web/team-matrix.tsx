import { ExportTable, ToneMark, useFormat, useWords, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { TONES, type Waits } from './waits.ts';
import classes from './team-waits.module.css';

type Cell = Waits['cells'][number];
type Chosen = Pick<ViewProps<Waits>, 'onChoose'>;

/** Whoever works by keyboard scrolls what is too wide. */
const SCROLLS = { role: 'region', tabIndex: 0 } as const;
/** Shades of the ground, by the share of what waits most. */
const SHADES = 4;

/** The picture is a table: those who wait down, those who are waited for across. A number opens to what it counts. */
export function TeamMatrix({ model, onChoose }: { readonly model: Waits } & Chosen) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { parties, cells, chosen } = model;
  const waiting = parties.filter(({ key }) => cells.some(({ waits }) => waits === key));
  const giving = parties.filter(({ key }) => cells.some(({ gives }) => gives === key));
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const found = new Map(cells.map((cell) => [`${cell.waits} ${cell.gives}`, cell]));
  const label = t('planning.waits.matrix');
  const side = ({ side: one }: Waits['parties'][number]): string =>
    one === undefined ? '' : words.option('team', 'side', one);
  const sheet = () => ({
    headings: ['waiting', 'side', 'giving', 'giverSide', 'count', 'late', 'undated', 'first', 'worst'].map((name) =>
      t(`planning.waits.column.${name}`),
    ),
    rows: waiting.flatMap((row) =>
      giving.flatMap((column) => {
        const cell = found.get(`${row.key} ${column.key}`);
        if (!cell) return [];
        return [
          [
            row.title,
            side(row),
            column.title,
            side(column),
            { number: cell.count },
            { number: cell.late },
            { number: cell.undated },
            cell.first === undefined ? null : { date: cell.first },
            { number: cell.worst },
          ],
        ];
      }),
    ),
  });
  const choose = (waits: string | undefined, gives: string | undefined): void => {
    const same = chosen.waits === waits && chosen.gives === gives;
    onChoose(same ? { waits: undefined, gives: undefined } : { waits, gives });
  };
  const isOpen = (waits: string | undefined, gives: string | undefined): boolean =>
    (waits ?? gives) !== undefined && chosen.waits === waits && chosen.gives === gives;
  return (
    <>
      <div {...SCROLLS} className={classes['matrix']} aria-label={label}>
        <table>
          <caption className="hidden">{label}</caption>
          <thead>
            <tr>
              <td className={classes['axes']}>
                <span>{t('planning.waits.gives')} →</span>
                <span>{t('planning.waits.waits')} ↓</span>
              </td>
              {giving.map((one) => (
                <th key={one.key} scope="col">
                  {one.title}
                  <small>{side(one)}</small>
                </th>
              ))}
              <th scope="col">{t('planning.waits.all')}</th>
            </tr>
          </thead>
          <tbody>
            {waiting.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.title}
                  <small>{side(row)}</small>
                </th>
                {giving.map((column) => {
                  const cell = found.get(`${row.key} ${column.key}`);
                  return (
                    <td key={column.key} data-own={row.key === column.key}>
                      {cell && (
                        <CellButton
                          cell={cell}
                          shade={Math.ceil((cell.count / most) * SHADES)}
                          name={t('planning.waits.cell', { waits: row.title, gives: column.title })}
                          open={isOpen(row.key, column.key)}
                          onOpen={() => choose(row.key, column.key)}
                        />
                      )}
                    </td>
                  );
                })}
                <td>
                  <Sum
                    count={cells.reduce((sum, { waits, count }) => sum + (waits === row.key ? count : 0), 0)}
                    name={t('planning.waits.allOf', { waits: row.title })}
                    open={isOpen(row.key, undefined)}
                    onOpen={() => choose(row.key, undefined)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('planning.waits.all')}</th>
              {giving.map((column) => (
                <td key={column.key}>
                  <Sum
                    count={cells.reduce((sum, { gives, count }) => sum + (gives === column.key ? count : 0), 0)}
                    name={t('planning.waits.allFor', { gives: column.title })}
                    open={isOpen(undefined, column.key)}
                    onOpen={() => choose(undefined, column.key)}
                  />
                </td>
              ))}
              <td>
                <span className={classes['total']}>
                  {format.number(cells.reduce((sum, { count }) => sum + count, 0))}
                </span>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div>
        <ExportTable name={label} sheet={sheet} />
      </div>
    </>
  );
}

interface Opens {
  readonly name: string;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function CellButton({ cell, shade, name, open, onOpen }: { readonly cell: Cell; readonly shade: number } & Opens) {
  const { t } = useTranslation();
  const format = useFormat();
  const standing = cell.late > 0 ? 'late' : cell.undated > 0 ? 'undated' : 'inTime';
  const how =
    standing === 'inTime'
      ? t('planning.waits.standing.inTime')
      : t(`planning.waits.some.${standing}`, { count: cell[standing], number: format.number(cell[standing]) });
  return (
    <button type="button" data-shade={shade} aria-expanded={open} onClick={onOpen}>
      <span className="hidden">{name}: </span>
      <span className={classes['count']}>
        <ToneMark tone={TONES[standing]} word={how} quiet /> {format.number(cell.count)}
      </span>
      <small>
        {cell.worst > 0
          ? t('planning.waits.daysLate', { count: cell.worst, number: format.number(cell.worst) })
          : cell.first === undefined
            ? t('planning.waits.noDay')
            : t('planning.waits.from', { day: format.brief(cell.first) })}
      </small>
    </button>
  );
}

function Sum({ count, name, open, onOpen }: { readonly count: number } & Opens) {
  const format = useFormat();
  return (
    <button type="button" aria-expanded={open} onClick={onOpen}>
      <span className="hidden">{name}: </span>
      {format.number(count)}
    </button>
  );
}
