import type { FieldChanges } from '@callosum/kernel';
import type { PlanEdit, TaskChanges } from '../commands/edit-plan.ts';
import { stateOf } from '../progress.ts';
import type { RestRecord } from './rests.ts';
import { inOutline, type LinkRecord, type PlanRecords, type TaskFields, type TaskRecord } from './records.ts';

export interface Undone {
  readonly records: PlanRecords;
  /** The edits that lead back, in the order in which they have to be done. */
  readonly undo: readonly PlanEdit[];
}

/**
 * The records of a plan after edits: what `plan.edit` does to the store, done to what a browser holds of it. Tasks that come back do so
 * with what they had.
 * @param placeOf where a task stands among those of the source, when somebody knows it already
 * @throws RangeError when an edit speaks of what is not there
 */
export function editRecords(
  source: PlanRecords,
  edits: readonly PlanEdit[],
  placeOf?: (id: string) => number | undefined,
): Undone {
  let { tasks, links } = source;
  let gone = source.gone ?? [];
  let { rests = [], restsGone = [] } = source;
  const undo: PlanEdit[] = [];
  let moved = false;
  let known = placeOf ? undefined : placesIn(tasks);
  /** Places of all tasks; made once rows come, go or move. */
  const indexes = (): Map<string, number> => (known ??= placesIn(tasks));
  const place = (id: string): number | undefined => (known ? known.get(id) : placeOf?.(id));
  const find = (id: string): TaskRecord => {
    const row = tasks[place(id) ?? -1];
    if (!row) throw new RangeError(`There is no task ${id} in the plan.`);
    return row;
  };
  const put = (row: TaskRecord): void => {
    tasks = tasks.with(place(row.id) ?? 0, row);
  };
  for (const one of edits) {
    switch (one.do) {
      case 'set': {
        const row = find(one.task);
        undo.unshift({ do: 'set', task: row.id, fields: wayBack(row.fields, one.fields) });
        put(changed(row, one.fields));
        break;
      }
      case 'add': {
        const number = tasks.reduce((most, row) => Math.max(most, row.number), 0) + 1;
        const { title = '', ...rest } = one.fields;
        const fields = values({ title, active: true, constraint: 'asap' }, { ...rest, position: one.position });
        indexes().set(one.task, tasks.length);
        tasks = [...tasks, { id: one.task, number, version: 1, state: 'planned', ...hung(one.parent), fields }];
        undo.unshift({ do: 'withdraw', task: one.task });
        moved = true;
        break;
      }
      case 'place': {
        const row = find(one.task);
        const { parent = null, ...rest } = row;
        undo.unshift({ do: 'place', task: row.id, parent, position: row.fields.position ?? 0 });
        put({ ...rest, ...hung(one.parent), fields: { ...row.fields, position: one.position } });
        moved = true;
        break;
      }
      case 'withdraw': {
        const row = find(one.task);
        const held = links.filter(({ from, to }) => from === row.id || to === row.id);
        gone = [...gone, { row, links: held }];
        links = links.filter((link) => !held.includes(link));
        tasks = tasks.filter(({ id }) => id !== row.id);
        known = placesIn(tasks);
        undo.unshift({ do: 'restore', task: row.id });
        moved = true;
        break;
      }
      case 'restore': {
        const back = gone.find(({ row }) => row.id === one.task);
        if (!back) throw new RangeError(`Task ${one.task} was not withdrawn here.`);
        gone = gone.filter((other) => other !== back);
        const places = indexes().set(one.task, tasks.length);
        tasks = [...tasks, back.row];
        links = [...links, ...back.links.filter(({ from, to }) => places.has(from) && places.has(to))];
        undo.unshift({ do: 'withdraw', task: one.task });
        moved = true;
        break;
      }
      case 'link': {
        find(one.from);
        find(one.to);
        const { do: _, from, to, ...fields } = one;
        const at = links.findIndex((link) => isSame(link, one));
        const before = links[at];
        undo.unshift(before ? linkEdit(before) : { do: 'unlink', from, to, type: one.type });
        const link: LinkRecord = { id: before?.id ?? `${from} ${to} ${one.type}`, from, to, fields };
        links = before ? links.with(at, link) : [...links, link];
        break;
      }
      case 'unlink': {
        const at = links.findIndex((link) => isSame(link, one));
        const before = links[at];
        if (!before) throw new RangeError(`There is no ${one.type} link between these tasks.`);
        undo.unshift(linkEdit(before));
        links = links.toSpliced(at, 1);
        break;
      }
      case 'rest': {
        find(one.task);
        // What nobody has read yet of a record is there once the plan is read anew.
        const back = restsGone.find((rest) => isRest(rest, one));
        if (back) rests = [...rests, back];
        restsGone = restsGone.filter((rest) => rest !== back);
        undo.unshift({ ...one, do: 'unrest' });
        break;
      }
      case 'unrest': {
        find(one.task);
        restsGone = [...restsGone, ...rests.filter((rest) => isRest(rest, one))];
        rests = rests.filter((rest) => !isRest(rest, one));
        undo.unshift({ ...one, do: 'rest' });
        break;
      }
    }
  }
  const about = { links, gone, rests, restsGone };
  return { records: { ...source, tasks: moved ? inOutline(tasks) : tasks, ...about }, undo };
}

function placesIn(tasks: readonly TaskRecord[]): Map<string, number> {
  return new Map(tasks.map(({ id }, index) => [id, index]));
}

const hung = (parent: string | null): { parent?: string } => (parent === null ? {} : { parent });

const isSame = ({ from, to, fields }: LinkRecord, wanted: { from: string; to: string; type: string }): boolean =>
  from === wanted.from && to === wanted.to && (fields.type ?? 'FS') === wanted.type;

const isRest = ({ task, record }: RestRecord, wanted: { task: string; record: string }): boolean =>
  task === wanted.task && record === wanted.record;

function linkEdit({ from, to, fields: { type = 'FS', ...lag } }: LinkRecord): PlanEdit {
  return { do: 'link', from, to, type, ...lag };
}

/** What a task had before, for every field that changes. */
function wayBack(fields: TaskFields, changes: TaskChanges): TaskChanges {
  const before: Record<string, unknown> = {};
  for (const name of names(changes)) before[name] = fields[name] ?? null;
  return before;
}

function names(changes: TaskChanges): (keyof TaskChanges)[] {
  return Object.keys(changes).filter((name): name is keyof TaskChanges => name in changes);
}

function changed(row: TaskRecord, changes: TaskChanges): TaskRecord {
  const fields = values(row.fields, changes);
  const progressed = (['percentComplete', 'actualStart', 'actualFinish'] as const).some((name) => name in changes);
  return { ...row, fields, state: progressed ? stateOf(fields) : row.state };
}

/** Fields after a change; null clears. */
function values(fields: Readonly<Record<string, unknown>> & { title: string }, changes: object): TaskFields {
  const after: Record<string, unknown> = { ...fields };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return { title: fields.title, ...after };
}

/** A task with other values in the store's own fields. */
export function withFields(row: TaskRecord, changes: FieldChanges): TaskRecord {
  return { ...row, fields: values(row.fields, changes) };
}
