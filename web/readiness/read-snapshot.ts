import type { Comparison, CriterionState, Json } from '@callosum/kernel';

/** A criterion as it was frozen. */
export interface FrozenCriterion {
  readonly key: string;
  readonly title: string;
  readonly fact: string;
  readonly value: number | null;
  readonly unit: string;
  readonly comparison: Comparison;
  readonly target: number;
  readonly stop: boolean;
  /** The day to come it was judged for, and its weight; absent in decisions that are older. */
  readonly on: string | undefined;
  readonly weight: number | undefined;
  readonly state: CriterionState;
  readonly total: number;
  readonly failing: number;
  readonly rows: readonly {
    readonly id: string;
    readonly reason: string;
    readonly details: Readonly<Record<string, Json>>;
  }[];
  readonly rowsLeftOut: number;
}

type Members = Readonly<Record<string, Json>>;

/** The criteria in a frozen snapshot; whatever is not one is left out rather than breaking the page. */
export function readSnapshot(value: Json | undefined): readonly FrozenCriterion[] {
  return list(members(value)?.['criteria']).flatMap((one) => {
    const criterion = members(one);
    return criterion ? [readCriterion(criterion)] : [];
  });
}

function readCriterion(one: Members): FrozenCriterion {
  const { value } = one;
  return {
    key: text(one['key']),
    title: text(one['title']),
    fact: text(one['fact']),
    value: typeof value === 'number' ? value : null,
    unit: text(one['unit']),
    comparison: comparisonOf(one['comparison']),
    target: number(one['target']),
    stop: one['stop'] === true,
    on: typeof one['on'] === 'string' ? one['on'] : undefined,
    weight: typeof one['weight'] === 'number' ? one['weight'] : undefined,
    state: stateOf(one['state']),
    total: number(one['total']),
    failing: number(one['failing']),
    rows: list(one['rows']).flatMap((row) => {
      const found = members(row);
      return found
        ? [{ id: text(found['id']), reason: text(found['reason']), details: members(found['details']) ?? {} }]
        : [];
    }),
    rowsLeftOut: number(one['rowsLeftOut']),
  };
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const STATES = ['met', 'unmet', 'unknown', 'waived'] as const;
const stateOf = (value: Json | undefined): CriterionState => STATES.find((state) => state === value) ?? 'unknown';

function comparisonOf(value: Json | undefined): Comparison {
  if (value === 'atMost' || value === 'atLeast' || value === 'exactly') return value;
  return 'exactly';
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

const list = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

function members(value: Json | undefined): Members | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined;
}
