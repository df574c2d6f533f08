import type { Row } from '../graph/reader.ts';
import { ratingOf } from './fields/rating.ts';
import type { FieldValues } from './json.ts';
import type { Kind } from './kind.ts';
import type { Sentence } from './say.ts';
import { lookUp, type RatingTable } from './rating-table.ts';

/** Axis → point. */
export type Points = Readonly<Record<string, string>>;

/** One of the moments at which a record is rated, such as before and after what is done about it. */
export interface Stage {
  readonly key: string;
  readonly label: string;
  /** Where a record stands by its fields; undefined while nobody has said. */
  readonly at: (fields: FieldValues) => Points | undefined;
}

/** How records of a kind are placed in a table of two axes. */
export interface Placing {
  readonly table: RatingTable;
  /** The earliest first. */
  readonly stages: readonly Stage[];
}

/** What holds of a record’s ratings at a moment, and on what it rests. */
export interface Held {
  /** Key of the stage that holds. */
  readonly stage: string;
  /** Why the last one does not hold, where no record is the reason. */
  readonly why: readonly Sentence[];
  /** The records it counts on, and why some of them do not count. */
  readonly on: readonly {
    readonly record: Row;
    readonly counts: boolean;
    readonly why: readonly Sentence[];
    /** Whether it was looked at once, and what that rested on no longer carries it. */
    readonly fallen?: boolean;
  }[];
}

/**
 * How records of a kind are placed in a matrix: as the kind says, else by its ratings of one table with two axes.
 * @returns undefined for a kind that has none.
 */
export function placingOf(kind: Kind): Placing | undefined {
  if (kind.placing) return kind.placing;
  const rated = kind.form
    .flatMap(({ fields }) => fields)
    .flatMap((name) => {
      const field = kind.fields[name];
      return field?.type === 'rating' && field.table.axes.length === 2 ? [{ name, field }] : [];
    });
  const [first] = rated;
  if (!first) return undefined;
  const { table } = first.field;
  return {
    table,
    stages: rated
      .filter(({ field }) => field.table.id === table.id)
      .map(({ name, field }) => ({ key: name, label: field.label, at: (fields) => ratingOf(fields[name])?.at })),
  };
}

/** Where records of the table stand at each stage, as far as that is one of its places. */
export function placesOf({ table, stages }: Placing, fields: FieldValues): Readonly<Record<string, Points>> {
  return Object.fromEntries(
    stages.flatMap(({ key, at }) => {
      const points = at(fields);
      return points && lookUp(table, points) ? [[key, points] as const] : [];
    }),
  );
}
