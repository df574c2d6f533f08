import { formatInstant } from '@callosum/schedule';
import { stateOf } from '../progress.ts';
import { datesIn, type Gesture, isSummary, typeProgress } from './gestures.ts';
import type { TaskRecord } from './records.ts';
import type { WorkingPlan } from './working-plan.ts';

/** What the columns of the board are. */
export type BoardBy = 'state' | 'owner' | 'team';

const STATES = ['planned', 'started', 'done'] as const;
type State = (typeof STATES)[number];

export interface BoardColumn {
  /** A state, the account of an owner, or the name of a team; empty for tasks without one. */
  readonly id: string;
  readonly tasks: readonly TaskRecord[];
}

/**
 * Active tasks of the lowest level in the columns of a board, those first that are first to finish; what is done, last done first. By owner and
 * by team, what is done is nobody's concern any more and left out. A task that several teams work on stands with each of them.
 * @param people who have a column also while no task is theirs
 */
export function boardOf(plan: WorkingPlan, by: BoardBy, people: readonly string[] = []): readonly BoardColumn[] {
  const { model, dates } = plan.schedule();
  const tasks = plan
    .records()
    .tasks.map((task, place) => ({ task, place }))
    .filter(({ place }) => model.summary[place] !== 1 && model.active[place] === 1)
    .sort((a, b) => (dates.finish[a.place] ?? 0) - (dates.finish[b.place] ?? 0))
    .map(({ task }) => task);
  if (by === 'state') {
    const columns = Map.groupBy(tasks, ({ state }) => state);
    return STATES.map((id) => {
      const found = columns.get(id) ?? [];
      return { id, tasks: id === 'done' ? found.toReversed() : found };
    });
  }
  const open = tasks.filter(({ state }) => state !== 'done');
  if (by === 'team') return byTeam(plan, open);
  const columns = Map.groupBy(open, ({ fields }) => fields.owner ?? '');
  // Somebody whose work is done is still there to be given more.
  for (const { fields } of tasks) {
    const owner = fields.owner ?? '';
    if (!columns.has(owner)) columns.set(owner, []);
  }
  for (const one of ['', ...people]) if (!columns.has(one)) columns.set(one, []);
  return [...columns].map(([id, found]) => ({ id, tasks: found }));
}

/** The teams of those who are assigned: the group a resource is drawn from, or the resource itself. */
function byTeam(plan: WorkingPlan, open: readonly TaskRecord[]): readonly BoardColumn[] {
  const { resources, assignments } = plan.records();
  const teamOf = new Map(resources.map(({ id, fields: { group, title } }) => [id, group ?? title]));
  const teams = new Map<string, Set<string>>();
  for (const { task, resource } of assignments) {
    const team = teamOf.get(resource);
    if (team === undefined) continue;
    const known = teams.get(task);
    if (known) known.add(team);
    else teams.set(task, new Set([team]));
  }
  const columns = new Map<string, TaskRecord[]>([['', []]]);
  for (const task of open) {
    for (const team of teams.get(task.id) ?? ['']) {
      const column = columns.get(team);
      if (column) column.push(task);
      else columns.set(team, [task]);
    }
  }
  return [...columns].map(([id, found]) => ({ id, tasks: found }));
}

/** What carrying a task to a column means for the plan. @param today the day on which work begins that is said to begin now */
export function carry(plan: WorkingPlan, task: TaskRecord, by: BoardBy, to: string, today: string): Gesture {
  if (by === 'owner') {
    if ((task.fields.owner ?? '') === to) return { edits: [] };
    return { edits: [{ do: 'set', task: task.id, fields: { owner: to === '' ? null : to } }] };
  }
  // Who works on it is said where people are assigned.
  if (by === 'team') return { edits: [] };
  const state = STATES.find((one) => one === to);
  if (state === undefined || state === task.state) return { edits: [] };
  if (isSummary(plan, task.id)) return { fault: 'summary', text: to };
  return state === 'started' ? begin(plan, task, today) : typeProgress(plan, task, state === 'done' ? '100' : '0');
}

/** Work that begins keeps the start that was planned when that has come, and begins today otherwise; done work is taken up again. */
function begin(plan: WorkingPlan, { id, fields }: TaskRecord, today: string): Gesture {
  const planned = formatInstant(datesIn(plan, id).start).slice(0, 16);
  const now = `${today}${planned.slice(10)}`;
  const actualStart = fields.actualStart ?? (planned < now ? planned : now);
  const isDone: State = stateOf(fields);
  const percentComplete = isDone === 'done' ? null : (fields.percentComplete ?? 0);
  return { edits: [{ do: 'set', task: id, fields: { actualStart, actualFinish: null, percentComplete } }] };
}
