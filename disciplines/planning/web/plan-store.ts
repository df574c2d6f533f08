import type { Json } from '@callosum/kernel';
import type { PlanEdit } from '../commands/edit-plan.ts';
import type { Given } from '../plan/hand-over.ts';
import type { PlanRecords } from '../plan/records.ts';
import { createWorkingPlan, type WorkingPlan } from '../plan/working-plan.ts';

/** What the server said to a command. */
export type Answer = { readonly sequence: number; readonly events: number } | { readonly refused: unknown };

export type Send = (command: string, input: Json, versions: Readonly<Record<string, number>>) => Promise<Answer>;

/** Something one did, and the way back. */
interface Step {
  readonly what: string;
  readonly edits: readonly PlanEdit[];
  readonly undo: readonly PlanEdit[];
}

export interface PlanState {
  /** Another object whenever something in it is another one. */
  readonly plan: WorkingPlan;
  /** What the server has not confirmed yet: edits, and the dates that follow from them. */
  readonly unsaved: number;
  /** Whether nothing is on its way, nothing is only tried, and all dates that moved are kept. */
  readonly settled: boolean;
  readonly undoable: string | undefined;
  readonly redoable: string | undefined;
}

export interface PlanStore {
  readonly read: () => PlanState;
  /** The same, but not another one while something is only tried: a page need not be made anew at every step of a drag. */
  readonly readAtRest: () => PlanState;
  readonly subscribe: (listener: () => void) => () => void;
  /** How far the ledger was seen. */
  readonly sequence: () => number;
  /** Does something at once, and sends it. @returns tasks that moved. */
  readonly run: (what: string, edits: readonly PlanEdit[]) => readonly string[];
  /** Tries edits without sending them; what is tried is taken back by the next try, by `run`, or by no edits. */
  readonly attempt: (edits: readonly PlanEdit[]) => void;
  /** @returns what was undone; undefined when there is nothing to undo, or what it speaks of is gone */
  readonly undo: () => string | undefined;
  readonly redo: () => string | undefined;
  /** Keeps the calculated dates of all tasks. */
  readonly keepAll: () => void;
  /** Notes under which numbers records have gone out with a file. */
  readonly handedOver: (source: string, given: readonly Given[]) => void;
  /** Whether nothing can be taken from the server now, as something is on its way or only tried; `onBehind` says when it can. */
  readonly postpone: () => boolean;
  /** The plan as the server has it now; waits while something is on its way. @returns whether it was taken. */
  readonly sync: (records: PlanRecords, sequence: number) => boolean;
  /** Nobody looks any more: what would have waited for a pause is done at once. */
  readonly leave: () => void;
}

interface Parts {
  readonly records: PlanRecords;
  readonly sequence: number;
  readonly today: string;
  readonly send: Send;
  /** Something was refused: what was typed is gone, and the plan has to be read again. */
  readonly onRefused: (refused: unknown) => void;
  /** A step can be neither undone nor done again: somebody has taken away what it speaks of. */
  readonly onLost: (what: string) => void;
  /** Everything was confirmed, and somebody else has changed something meanwhile. */
  readonly onBehind: () => void;
}

/** What stood before a command: what a refusal leads back to. */
interface Before {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** Tasks that had moved by what went before. */
  readonly moved: ReadonlySet<string>;
}

/** How far the ledger was seen, of a plan that is not as the server has it. */
const NOWHERE = -1;

/** So many steps can be undone. */
const MOST_STEPS = 100;
/** Dates are kept once the planner pauses for so long. */
const PAUSE_MS = 1_500;

/** A plan on a page: edits hold at once and go to the server one after the other. */
export function createPlanStore(parts: Parts): PlanStore {
  const listeners = new Set<() => void>();
  let past: readonly Step[] = [];
  let future: readonly Step[] = [];
  let queue: (() => Promise<void>)[] = [];
  let running = false;
  let { sequence } = parts;
  let behind = false;
  let tried: readonly PlanEdit[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Tasks that moved since dates were last kept. */
  const moved = new Set<string>();
  /** Tasks whose versions are not known since one has changed them oneself. */
  const touched = new Set<string>();
  let state: PlanState = {
    plan: createWorkingPlan(parts.records, parts.today),
    unsaved: 0,
    settled: true,
    undoable: undefined,
    redoable: undefined,
  };

  let atRest = state;

  const tell = (plan: WorkingPlan = state.plan): void => {
    state = {
      plan: { ...plan },
      unsaved: queue.length + Number(running) + Number(moved.size > 0),
      settled: queue.length === 0 && !running && moved.size === 0 && tried.length === 0,
      undoable: past.at(-1)?.what,
      redoable: future.at(-1)?.what,
    };
    if (tried.length === 0) atRest = state;
    for (const listener of listeners) listener();
  };

  const isBusy = (): boolean => running || queue.length > 0 || moved.size > 0 || tried.length > 0;

  const drain = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let next = queue.shift(); next; next = queue.shift()) await next();
    running = false;
    tell();
    if (moved.size > 0) timer = setTimeout(keepMoved, PAUSE_MS);
    else if (behind) parts.onBehind();
  };

  /** @param unread what comes of it is told by the server alone: the plan is read again */
  const enqueue = (
    command: string,
    input: Json,
    before: Before,
    { versions = {}, unread = false }: { versions?: Readonly<Record<string, number>>; unread?: boolean } = {},
  ): void => {
    clearTimeout(timer);
    queue.push(async () => {
      const answer = await parts.send(command, input, versions);
      if ('refused' in answer) {
        takeBack(before);
        parts.onRefused(answer.refused);
        return;
      }
      if (!unread && answer.sequence - answer.events === sequence) ({ sequence } = answer);
      else behind = true;
    });
    void drain();
  };

  const here = (): Before => ({ past, future, moved: new Set(moved) });

  /** What was refused, and all that was to follow it, is not done; what went before stays done, and can be undone. */
  const takeBack = (before: Before): void => {
    queue = [];
    ({ past, future } = before);
    moved.clear();
    behind = true;
    sequence = NOWHERE;
    const tasks = [...before.moved];
    // Their dates are kept before the plan is read again, which is why nobody waits for a pause here.
    if (tasks.length > 0) enqueue('plan.reckon', { tasks }, { ...before, moved: new Set() });
  };

  const keepMoved = (): void => {
    const tasks = [...moved];
    moved.clear();
    state.plan.keep(tasks);
    for (const id of tasks) touched.add(id);
    enqueue('plan.reckon', { tasks }, here());
    tell();
  };

  /** @throws RangeError when an edit speaks of what is not there; nothing is changed then */
  const apply = (edits: readonly PlanEdit[]): readonly PlanEdit[] => {
    settle();
    const before = here();
    const versions = versionsOf(edits, state.plan.records(), touched);
    const edited = state.plan.edit(edits);
    for (const id of edited.moved) moved.add(id);
    for (const one of edits) {
      if ('task' in one) touched.add(one.task);
      // New tasks have no dates yet.
      if (one.do === 'add') moved.add(one.task);
      if (one.do === 'withdraw') moved.delete(one.task);
    }
    const unread = edits.some((one) => one.do === 'rest');
    enqueue('plan.edit', { edits: edits.map(asJson) }, before, { versions, unread });
    return edited.undo;
  };

  /** A step back or forth; when others have withdrawn what it speaks of, it is no step any more. */
  const stepped = ({ what }: Step, edits: readonly PlanEdit[]): readonly PlanEdit[] | undefined => {
    try {
      return apply(edits);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      tell();
      parts.onLost(what);
      return undefined;
    }
  };

  /** Takes back what was only tried. */
  const settle = (): void => {
    if (tried.length > 0) state.plan.edit(tried);
    tried = [];
  };

  return {
    read: () => state,
    readAtRest: () => atRest,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sequence: () => sequence,
    run: (what, edits) => {
      if (edits.length === 0) {
        settle();
        tell();
        return [];
      }
      const before = new Set(moved);
      const undo = apply(edits);
      past = [...past, { what, edits, undo }].slice(-MOST_STEPS);
      future = [];
      tell();
      return [...moved].filter((id) => !before.has(id));
    },
    attempt: (edits) => {
      // What was tried is taken back and what is tried now is done in one step, and calculated once; every edit has one way back.
      tried = state.plan.edit([...tried, ...edits]).undo.slice(0, edits.length);
      tell();
      if (behind && !isBusy()) parts.onBehind();
    },
    undo: () => {
      const step = past.at(-1);
      if (!step) return undefined;
      const rest = past.slice(0, -1);
      const undone = stepped(step, step.undo);
      past = rest;
      if (undone) future = [...future, step];
      tell();
      return undone && step.what;
    },
    redo: () => {
      const step = future.at(-1);
      if (!step) return undefined;
      const rest = future.slice(0, -1);
      const undo = stepped(step, step.edits.map(again));
      future = rest;
      if (undo) past = [...past, { ...step, undo }];
      tell();
      return undo && step.what;
    },
    keepAll: () => {
      state.plan.keep(state.plan.differing());
      moved.clear();
      enqueue('plan.reckon', {}, here());
      tell();
    },
    handedOver: (source, given) => {
      for (const { record } of given) touched.add(record);
      enqueue('plan.hand-over', { source, given: given.map(({ record, as }) => ({ record, as })) }, here());
      tell();
    },
    postpone: () => {
      const busy = isBusy();
      behind ||= busy;
      return busy;
    },
    sync: (records, now) => {
      if (isBusy()) {
        behind = true;
        return false;
      }
      behind = false;
      // What one has done oneself is there already; to calculate a large plan anew for it would be felt.
      if (now === sequence) return true;
      sequence = now;
      touched.clear();
      tell(createWorkingPlan(withGone(records, state.plan.records()), parts.today));
      return true;
    },
    leave: () => {
      clearTimeout(timer);
      if (moved.size > 0) keepMoved();
    },
  };
}

/** Waits until the server has everything that was done. */
export function whenSettled(store: Pick<PlanStore, 'read' | 'subscribe'>): Promise<void> {
  return new Promise((resolve) => {
    if (store.read().settled) {
      resolve();
      return;
    }
    const leave = store.subscribe(() => {
      if (!store.read().settled) return;
      leave();
      resolve();
    });
  });
}

/** A plan read anew, with what was withdrawn or taken away here before and is still gone: an undo brings it back. */
function withGone(records: PlanRecords, { gone = [], restsGone = [] }: PlanRecords): PlanRecords {
  if (gone.length === 0 && restsGone.length === 0) return records;
  const there = new Set(records.tasks.map(({ id }) => id));
  const rests = new Set(records.rests?.map(({ task, record }) => `${task} ${record}`));
  return {
    ...records,
    gone: gone.filter(({ row }) => !there.has(row.id)),
    restsGone: restsGone.filter(({ task, record }) => !rests.has(`${task} ${record}`)),
  };
}

/** A task that was made and undone is there, withdrawn. */
function again(edit: PlanEdit): PlanEdit {
  return edit.do === 'add' ? { do: 'restore', task: edit.task } : edit;
}

/** Versions of the tasks whose values change, as far as one knows them: another one's change is never lost. */
function versionsOf(
  edits: readonly PlanEdit[],
  { tasks }: PlanRecords,
  touched: ReadonlySet<string>,
): Record<string, number> {
  const set = new Set(edits.flatMap((one) => (one.do === 'set' && !touched.has(one.task) ? [one.task] : [])));
  const versions: Record<string, number> = {};
  if (set.size > 0) for (const { id, version } of tasks) if (set.has(id)) versions[id] = version;
  return versions;
}

function asJson(edit: PlanEdit): Json {
  const plain: Json = JSON.parse(JSON.stringify(edit));
  return plain;
}
