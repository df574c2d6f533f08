import { useNavigate, useSearch } from '@tanstack/react-router';
import { useProject } from '@callosum/web/views';
import { planView } from '../index.ts';
import type { BoardBy } from '../plan/board.ts';

/** Ways to look at a plan; each has an address of its own. */
export const WAYS = ['timeline', 'board', 'calendar', 'workload', 'moves'] as const;
export type Way = (typeof WAYS)[number];

/** What the address of the plan's page chooses. */
export interface PlanAddress {
  readonly as: Way;
  /** What the plan is held against: `baseline-0`, or a day gone by. */
  readonly compare: string | undefined;
  /** What the columns of the board are. */
  readonly by: BoardBy;
  /** Month of the calendar, such as `2027-01`; undefined for that of today. */
  readonly month: string | undefined;
  /** A day in the first week of the workload; undefined for that of today. */
  readonly week: string | undefined;
  /** Whether the table stands in the place of its picture. */
  readonly table: boolean;
}

const COLUMNS = ['state', 'owner', 'team'] as const satisfies readonly BoardBy[];
const COMPARED = /^(?:baseline-\d{1,2}|\d{4}-\d{2}-\d{2})$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const text = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

/** Reads an address; what makes no sense is left out. */
export function readAddress(search: Readonly<Record<string, unknown>>): PlanAddress {
  const compare = text(search['compare'], COMPARED);
  const way = WAYS.find((one) => one === search['as']) ?? 'timeline';
  return {
    as: way === 'moves' && compare === undefined ? 'timeline' : way,
    compare,
    by: COLUMNS.find((one) => one === search['by']) ?? 'state',
    month: text(search['month'], MONTH),
    week: text(search['week'], DAY),
    table: search['table'] === 'yes',
  };
}

/** An address as it is written: what goes without saying is left out. */
export function writeAddress({ as, by, table, ...rest }: PlanAddress): Record<string, string | undefined> {
  return {
    ...rest,
    as: as === 'timeline' ? undefined : as,
    by: by === 'state' ? undefined : by,
    table: table ? 'yes' : undefined,
  };
}

/** What the address chooses, and the way to choose otherwise. */
export function usePlanAddress(): readonly [PlanAddress, (next: Partial<PlanAddress>) => void] {
  const address = readAddress(useSearch({ strict: false }));
  const { key, at } = useProject();
  const navigate = useNavigate();
  return [
    address,
    (next) =>
      void navigate({
        to: '/p/$key/$reference',
        params: { key, reference: planView.name },
        search: { at, ...writeAddress({ ...address, ...next }) },
        replace: true,
      }),
  ];
}
