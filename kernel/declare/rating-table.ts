/** One of the questions a rating answers, such as likelihood. */
export interface RatingAxis {
  readonly key: string;
  readonly label: string;
  /** Point → what it stands for, in ascending order. */
  readonly points: readonly { readonly key: string; readonly label: string; readonly help?: string }[];
}

/** A published table that turns a point on each axis into a level. Data, never code: it comes with where it is from. */
export interface RatingTable {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  readonly axes: readonly RatingAxis[];
  /** In ascending order of how bad it is. */
  readonly levels: readonly { readonly key: string; readonly label: string }[];
  /** Points joined by `/` in the order of the axes → level: `4/5`. Complete. */
  readonly cells: Readonly<Record<string, string>>;
}

/** The level of a table at a point on each axis; undefined until every axis has one of its points. */
export function lookUp(
  table: RatingTable,
  at: Readonly<Record<string, string>>,
): { readonly level: string; readonly rank: number } | undefined {
  const place = table.axes.map(({ key }) => (Object.hasOwn(at, key) ? at[key] : '')).join('/');
  const level = Object.hasOwn(table.cells, place) ? table.cells[place] : undefined;
  const rank = table.levels.findIndex(({ key }) => key === level) + 1;
  return level === undefined || rank === 0 ? undefined : { level, rank };
}

/** What separates points, and the level from them, in writing. */
export const RATING_SIGNS = [' × ', ' → ', ' ['] as const;

/** What is wrong with a table; nothing when every combination of points has one of its levels. */
export function faultsOf(table: RatingTable): readonly string[] {
  const places = table.axes.reduce<readonly string[][]>(
    (found, axis) => found.flatMap((before) => axis.points.map(({ key }) => [...before, key])),
    [[]],
  );
  const holes = places
    .map((place) => place.join('/'))
    .filter(
      (place) => !table.levels.some(({ key }) => Object.hasOwn(table.cells, place) && key === table.cells[place]),
    );
  const labels = [...table.levels, ...table.axes.flatMap(({ points }) => points)].map(({ label }) => label);
  const unwritable = labels.filter(
    (label) => label.trim() !== label || RATING_SIGNS.some((sign) => label.includes(sign)),
  );
  const more = Object.keys(table.cells).length > places.length;
  return [
    ...(table.axes.length === 0 ? ['has no axis'] : []),
    ...holes.map((place) => `has no level at ${place}`),
    ...(more ? ['has cells outside of its axes'] : []),
    ...unwritable.map((label) => `has the label “${label}”, which cannot be told from its surroundings in writing`),
  ];
}
