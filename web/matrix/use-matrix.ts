import { type Kind, lookUp, type Placing, type Points } from '@callosum/kernel';
import { type CSSProperties, useMemo } from 'react';
import type { MatrixRow } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';

/** What holds today is asked for like a stage of its own. */
export const TODAY = 'today';

/** Where a record stands at a stage, or today: points joined in the order of the axes, as the table keeps its cells. */
export function cellOf({ table }: Placing, row: MatrixRow, stage: string): string | undefined {
  const key = stage === TODAY ? row.today : stage;
  const points = key === null ? undefined : row.places[key];
  return points && cellAt({ table }, points);
}

/** The cell of a point on each axis. */
export function cellAt({ table }: Pick<Placing, 'table'>, points: Points): string {
  return table.axes.map((axis) => points[axis.key] ?? '').join('/');
}

/** The level of a cell, and how bad it is: 1 the least. */
export function levelAt(
  { table }: Placing,
  cell: string,
): { readonly level: string; readonly rank: number } | undefined {
  const parts = cell.split('/');
  return lookUp(table, Object.fromEntries(table.axes.map(({ key }, index) => [key, parts[index] ?? ''])));
}

/** How dark a level is shown, from next to nothing to what the eye finds first; what it is called is written in it. */
export function shadeOf({ table }: Placing, rank: number): CSSProperties {
  const depth = (rank - 1) / Math.max(1, table.levels.length - 1);
  return { background: `color-mix(in srgb, var(--unmet-fill) ${Math.round(4 + depth * 42)}%, var(--surface))` };
}

/** Words of a matrix, as its table and its kind declare them. */
export function useMatrixWords(kind: Kind, placing: Placing) {
  const words = useWords();
  const { at } = useProject();
  return useMemo(() => {
    const { table, stages } = placing;
    const point = (axis: number, key: string): string => {
      const declared = table.axes[axis];
      const label = declared?.points.find((one) => one.key === key)?.label ?? key;
      return words.say(`table.${table.id}.point.${declared?.key}.${key}`, label);
    };
    return {
      title: words.say(`table.${table.id}.title`, table.title),
      source: words.say(`table.${table.id}.source`, table.source),
      axis: (axis: number): string => {
        const declared = table.axes[axis];
        return words.say(`table.${table.id}.axis.${declared?.key}`, declared?.label ?? '');
      },
      point,
      level: (key: string): string =>
        words.say(`table.${table.id}.level.${key}`, table.levels.find((one) => one.key === key)?.label ?? key),
      stage: (key: string): string =>
        key === TODAY
          ? words.t(at === undefined ? 'matrix.today' : 'matrix.thatDay')
          : words.say(`kind.${kind.name}.stage.${key}`, stages.find((one) => one.key === key)?.label ?? key),
      cell: (cell: string): string =>
        cell
          .split('/')
          .map((key, axis) => point(axis, key))
          .join(' × '),
    };
  }, [words, kind, placing, at]);
}

export type MatrixWords = ReturnType<typeof useMatrixWords>;
