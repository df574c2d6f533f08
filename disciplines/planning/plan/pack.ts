import type { AssignmentRecord, HeldTask, LinkRecord, PlanRecords, TaskRecord } from './records.ts';

/**
 * The values of one property over all rows. What repeats is said once (`values`, and where each row finds its own, -1 for none); what names a task
 * says its place (`tasks`); what differs from row to row is written out (null for none).
 */
type Column =
  | { readonly values: readonly unknown[]; readonly at: readonly number[] }
  | { readonly tasks: readonly number[] }
  | { readonly each: readonly unknown[] };

/** Rows by column: a fraction of their size as objects, and as quick to write and to read. */
interface Table {
  readonly count: number;
  readonly own: Readonly<Record<string, Column>>;
  /** Of the part of each row that is called `fields`; undefined where rows have none. */
  readonly fields?: Readonly<Record<string, Column>>;
}

type Baseline = PlanRecords['baselines'][number];

/** A plan as it goes over the wire: what grows with its tasks as tables, all else as it is. */
export interface PackedPlan {
  readonly ids: readonly string[];
  readonly tasks: Table;
  readonly links: Table;
  readonly assignments: Table;
  readonly baselines: readonly { readonly row: Omit<Baseline, 'held'>; readonly held: Table }[];
  readonly rest: Omit<PlanRecords, 'tasks' | 'links' | 'assignments' | 'baselines'>;
}

/** Makes a plan small: 10,000 tasks with links and assignments take a quarter of what they take row by row. */
export function packPlan({ tasks, links, assignments, baselines, ...rest }: PlanRecords): PackedPlan {
  const ids = tasks.map(({ id }) => id);
  const places = new Map(ids.map((id, place) => [id, place]));
  return {
    ids,
    tasks: tableOf(tasks, places),
    // Nobody asks for the id of a link: its two ends and its type are what it is found by.
    links: tableOf(
      links.map(({ from, to, fields }) => ({ from, to, fields })),
      places,
    ),
    assignments: tableOf(assignments, places),
    baselines: baselines.map(({ held, ...row }) => ({ row, held: tableOf(held, places) })),
    rest,
  };
}

/** The plan that was packed. Values that repeat are the same object, which nobody may change. */
export function unpackPlan({ ids, tasks, links, assignments, baselines, rest }: PackedPlan): PlanRecords {
  return {
    ...rest,
    tasks: rowsOf<TaskRecord>(tasks, ids, ['id', 'number', 'version', 'state']),
    links: rowsOf<Omit<LinkRecord, 'id'>>(links, ids, ['from', 'to']).map((link) => ({ id: linkId(link), ...link })),
    assignments: rowsOf<AssignmentRecord>(assignments, ids, ['id', 'task', 'resource']),
    baselines: baselines.map(({ row, held }) => ({ ...row, held: rowsOf<HeldTask>(held, ids, ['task']) })),
  };
}

function linkId({ from, to, fields }: Omit<LinkRecord, 'id'>): string {
  return `${from} ${to} ${fields.type ?? 'FS'}`;
}

type Places = ReadonlyMap<string, number>;

function tableOf(rows: readonly object[], places: Places): Table {
  const own = new Map<string, unknown[]>();
  const fields = new Map<string, unknown[]>();
  const put = (columns: Map<string, unknown[]>, row: number, name: string, value: unknown): void => {
    if (value === undefined) return;
    let column = columns.get(name);
    if (!column) columns.set(name, (column = Array.from<unknown>({ length: rows.length })));
    column[row] = value;
  };
  let hasFields = false;
  for (const [row, one] of rows.entries()) {
    for (const [name, value] of Object.entries(one)) {
      if (name !== 'fields') put(own, row, name, value);
    }
    if ('fields' in one) hasFields = true;
    if ('fields' in one && typeof one.fields === 'object' && one.fields !== null) {
      for (const [name, value] of Object.entries(one.fields)) put(fields, row, name, value);
    }
  }
  const packed = (columns: Map<string, unknown[]>): Record<string, Column> =>
    Object.fromEntries([...columns].map(([name, values]) => [name, columnOf(values, places)]));
  return { count: rows.length, own: packed(own), ...(hasFields ? { fields: packed(fields) } : {}) };
}

function columnOf(column: readonly unknown[], places: Places): Column {
  const tasks = tasksIn(column, places);
  if (tasks) return { tasks };
  const known = new Map<unknown, number>();
  const values: unknown[] = [];
  // Where more than half of the values differ, saying where each is found costs more than it saves.
  const most = column.length / 2;
  const at: number[] = [];
  for (const value of column) {
    if (value === undefined) {
      at.push(-1);
      continue;
    }
    const key = typeof value === 'object' ? JSON.stringify(value) : value;
    let place = known.get(key);
    if (place === undefined) {
      known.set(key, (place = values.length));
      values.push(value);
    }
    at.push(place);
    if (values.length > most && !column.includes(null)) return { each: column.map((one) => one ?? null) };
  }
  return { values, at };
}

function tasksIn(column: readonly unknown[], places: Places): number[] | undefined {
  const found: number[] = [];
  for (const value of column) {
    const place = value === undefined ? -1 : typeof value === 'string' ? places.get(value) : undefined;
    if (place === undefined) return undefined;
    found.push(place);
  }
  return found;
}

/**
 * @param names what every row has besides its fields
 * @throws RangeError when these rows were never packed as such
 */
function rowsOf<Row extends object>(
  { count, own, fields }: Table,
  ids: readonly string[],
  names: readonly (keyof Row & string)[],
): Row[] {
  const inner = fields && objectsOf(fields, count, ids);
  const rows = objectsOf(own, count, ids);
  if (inner) for (const [row, one] of rows.entries()) one['fields'] = inner[row];
  if (!areRows(rows, own, names)) throw new RangeError('The plan cannot be read: load the page again.');
  return rows;
}

function areRows<Row extends object>(
  rows: readonly object[],
  own: Table['own'],
  names: readonly (keyof Row & string)[],
): rows is Row[] {
  return rows.length === 0 || names.every((name) => name in own);
}

function objectsOf(columns: Table['own'], count: number, ids: readonly string[]): { [name: string]: unknown }[] {
  const named = Object.entries(columns);
  return Array.from({ length: count }, (_, row) => {
    const object: { [name: string]: unknown } = {};
    for (const [name, column] of named) {
      const value = valueAt(column, row, ids);
      if (value !== undefined) object[name] = value;
    }
    return object;
  });
}

function valueAt(column: Column, row: number, ids: readonly string[]): unknown {
  if ('tasks' in column) return ids[column.tasks[row] ?? -1];
  if ('each' in column) return column.each[row] ?? undefined;
  return column.values[column.at[row] ?? -1];
}
