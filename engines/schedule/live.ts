import { setLinks, workOf, writeLags, writeTask } from './network/compile.ts';
import type { SchedulePlan, Work } from './network/compile.ts';
import { backward } from './network/backward.ts';
import { emptyFloats, fillFloats } from './network/float.ts';
import { forward } from './network/forward.ts';
import { LAG } from './network/model.ts';
import { Marks } from './network/marks.ts';
import type { Model, Rules } from './network/model.ts';
import { noteLag, orderOf } from './network/order.ts';
import { logicWarnings } from './network/warnings.ts';
import type { LinkLag, PlanLink, PlanTask } from './plan.ts';
import { endOf, fill, hasLate, start } from './schedule.ts';
import type { Schedule } from './schedule.ts';

/** Which link: between two tasks there is at most one of a type. */
export type LinkKey = Pick<PlanLink, 'from' | 'to' | 'type'>;

/** What may change without reading the plan anew. Rows that come, go or move in the outline need a new schedule. */
export type PlanChange =
  | { readonly task: number; readonly set: Partial<Omit<PlanTask, 'uid' | 'parentUid' | 'outlineLevel' | 'summary'>> }
  | { readonly lagOf: LinkKey; readonly lag: LinkLag }
  | { readonly addLink: PlanLink }
  | { readonly removeLink: LinkKey };

export interface Moved {
  /** Index of the task. */
  readonly task: number;
  readonly uid: number;
  /** Start and finish as they were, in seconds; what they are now stands in the schedule. */
  readonly start: number;
  readonly finish: number;
}

export interface LiveSchedule {
  /** The plan as it now is. Its arrays are written by the next edit. */
  readonly current: () => Schedule;
  readonly plan: () => SchedulePlan;
  /**
   * Applies changes and reckons anew what they touch; every array is then bit-equal with that of a full pass.
   * @returns the tasks that moved, in the order in which they were reckoned
   * @throws RangeError if a task or link is not in the plan; nothing is changed then
   */
  readonly edit: (changes: readonly PlanChange[]) => readonly Moved[];
}

/** A schedule that follows edits. */
export function createLiveSchedule(source: SchedulePlan, rules: Partial<Rules> = {}): LiveSchedule {
  const first = start(source, rules);
  const work = workOf(source);
  const tasks = [...source.tasks];
  const floats = emptyFloats(tasks.length);
  let links = first.model.links;
  let model: Model = { ...first.model, tasks };
  let { order } = first;
  const { dates } = first;
  const ahead = new Marks(order.sequence.length);
  const back = new Marks(order.sequence.length);
  const slack = new Marks(tasks.length);
  let outcome = fill(model, order, dates, floats);
  let full = hasLate(model) || !Number.isNaN(model.projectFinish) || model.maxLags.length > 0;

  const beginOf = (task: number): number => (model.summary[task] === 1 ? model.count + task : task);
  const markAhead = (vertex: number): void => ahead.add(order.position[vertex] ?? 0);
  const markBack = (vertex: number): void => back.add(order.position[vertex] ?? 0);

  /** What follows a task whose dates changed. */
  const followers = (task: number): void => {
    for (let at = order.outStart[task] ?? 0; at < (order.outStart[task + 1] ?? 0); at++) {
      markAhead(beginOf(model.linkTo[order.outLinks[at] ?? 0] ?? 0));
    }
    const above = model.parent[task] ?? -1;
    if (above >= 0) markAhead(above);
  };

  /** What must be done before a task whose late dates changed. */
  const leaders = (task: number): void => {
    for (let at = order.inStart[task] ?? 0; at < (order.inStart[task + 1] ?? 0); at++) {
      markBack(model.linkFrom[order.inLinks[at] ?? 0] ?? 0);
    }
    const above = model.parent[task] ?? -1;
    if (above >= 0) markBack(model.count + above);
  };

  /** Float depends on a task's own dates and on those of what follows it. */
  const markSlack = (task: number): void => {
    slack.add(task);
    for (let at = order.inStart[task] ?? 0; at < (order.inStart[task + 1] ?? 0); at++) {
      slack.add(model.linkFrom[order.inLinks[at] ?? 0] ?? 0);
    }
  };

  /** A task whose own words changed is reckoned anew in both directions, and so are its neighbours. */
  const touch = (task: number): void => {
    markAhead(beginOf(task));
    markAhead(task);
    followers(task);
    markBack(task);
    markBack(beginOf(task));
    leaders(task);
    markSlack(task);
  };

  const indexOf = (uid: number): number => {
    const index = model.indexOf.get(uid);
    if (index === undefined) throw new RangeError(`There is no task ${uid} in the plan.`);
    return index;
  };
  const linkOf = ({ from, to, type }: LinkKey): number => {
    const index = links.findIndex((link) => link.from === from && link.to === to && link.type === type);
    if (index < 0) throw new RangeError(`There is no ${type} link from task ${from} to task ${to} in the plan.`);
    return index;
  };

  /** Finds what changes speak of before the first is applied. */
  const check = (changes: readonly PlanChange[]): void => {
    for (const change of changes) {
      if ('task' in change) indexOf(change.task);
      else if ('lagOf' in change) linkOf(change.lagOf);
      else if ('removeLink' in change) linkOf(change.removeLink);
      else if (indexOf(change.addLink.from) === indexOf(change.addLink.to)) {
        throw new RangeError(`Task ${change.addLink.to} cannot be linked to itself.`);
      }
    }
  };

  const relink = (next: readonly PlanLink[], ends: LinkKey): void => {
    const before = order.circles.length;
    links = next;
    model = setLinks(model, next);
    order = orderOf(model);
    if (before > 0 || order.circles.length > 0) full = true;
    for (const uid of [ends.from, ends.to]) touched.add(indexOf(uid));
  };
  const touched = new Set<number>();

  const apply = (change: PlanChange): void => {
    if ('task' in change) {
      const index = indexOf(change.task);
      const known = tasks[index];
      if (known === undefined) return;
      const task = { ...known, ...change.set };
      tasks[index] = task;
      const ofTask: readonly Work[] = work.get(task.uid) ?? [];
      writeTask(model, index, task, ofTask);
      writeLags(model, order, index);
      touched.add(index);
    } else if ('lagOf' in change) {
      const index = linkOf(change.lagOf);
      const link = links[index];
      if (link === undefined) return;
      links = links.with(index, { ...link, lag: change.lag });
      model.linkLag[index] = change.lag.value;
      model.linkLagKind[index] = LAG[change.lag.unit];
      noteLag(model, order, index);
      writeLags(model, order, indexOf(link.to));
      touched.add(indexOf(link.from)).add(indexOf(link.to));
    } else if ('addLink' in change) relink([...links, change.addLink], change.addLink);
    else {
      const index = linkOf(change.removeLink);
      relink(links.toSpliced(index, 1), change.removeLink);
      // Links after it have moved up by one, also where they are a cause.
      for (let task = 0; task < model.count; task++) {
        const cause = dates.cause[task] ?? 0;
        if (cause > index) dates.cause[task] = cause - 1;
      }
    }
  };

  const reckonAll = (): Moved[] => {
    const before = { start: dates.start.slice(), finish: dates.finish.slice() };
    outcome = fill(model, order, dates, floats);
    const moved: Moved[] = [];
    for (let task = 0; task < model.count; task++) {
      const [start_, finish] = [before.start[task] ?? 0, before.finish[task] ?? 0];
      if (start_ === dates.start[task] && finish === dates.finish[task]) continue;
      moved.push({ task, uid: tasks[task]?.uid ?? 0, start: start_, finish });
    }
    return moved;
  };

  const reckonAhead = (): Moved[] => {
    const moved: Moved[] = [];
    for (let at = ahead.take(); at >= 0; at = ahead.take(at)) {
      const vertex = order.sequence[at] ?? 0;
      if (vertex >= model.count) {
        const task = vertex - model.count;
        const bound = dates.bound[task];
        forward(model, order, dates, at, at + 1);
        if (bound === dates.bound[task]) continue;
        for (let row = order.childStart[task] ?? 0; row < (order.childStart[task + 1] ?? 0); row++) {
          markAhead(beginOf(order.children[row] ?? 0));
        }
        continue;
      }
      const from = dates.start[vertex] ?? 0;
      const until = dates.finish[vertex] ?? 0;
      forward(model, order, dates, at, at + 1);
      if (from === dates.start[vertex] && until === dates.finish[vertex]) continue;
      moved.push({ task: vertex, uid: tasks[vertex]?.uid ?? 0, start: from, finish: until });
      followers(vertex);
      markBack(vertex);
      markSlack(vertex);
    }
    return moved;
  };

  const reckonBack = (end: number): void => {
    for (let at = back.takeLast(); at >= 0; at = back.takeLast(at)) {
      const vertex = order.sequence[at] ?? 0;
      if (vertex < model.count && model.summary[vertex] === 1) {
        const bound = dates.lateBound[vertex];
        backward(model, order, dates, end, at + 1, at);
        if (bound === dates.lateBound[vertex]) continue;
        for (let row = order.childStart[vertex] ?? 0; row < (order.childStart[vertex + 1] ?? 0); row++) {
          markBack(order.children[row] ?? 0);
        }
        continue;
      }
      const task = vertex >= model.count ? vertex - model.count : vertex;
      const from = dates.lateStart[task];
      const until = dates.lateFinish[task];
      backward(model, order, dates, end, at + 1, at);
      if (from === dates.lateStart[task] && until === dates.lateFinish[task]) continue;
      leaders(task);
      slack.add(task);
    }
  };

  const edit = (changes: readonly PlanChange[]): readonly Moved[] => {
    check(changes);
    touched.clear();
    for (const change of changes) apply(change);
    full ||= hasLate(model, touched);
    if (full) {
      full =
        hasLate(model) || order.circles.length > 0 || !Number.isNaN(model.projectFinish) || model.maxLags.length > 0;
      return reckonAll();
    }
    for (const task of touched) touch(task);
    const moved = reckonAhead();
    const end = endOf(model, dates);
    if (end === outcome.finish) {
      reckonBack(end);
      for (let task = slack.take(); task >= 0; task = slack.take(task))
        fillFloats(model, order, dates, dates, floats, task, task + 1);
    } else {
      // With the end of the plan nearly all late dates move: to go through all of them asks less than to ask for each whether it does.
      back.clear();
      slack.clear();
      backward(model, order, dates, end);
      fillFloats(model, order, dates, dates, floats);
    }
    outcome = { ...outcome, finish: end };
    return moved;
  };

  return {
    current: () => {
      const { early, finish, unmet } = outcome;
      const [{ warnings: stated }, logic, sequence] = [first, model, order];
      let warnings: Schedule['warnings'] | undefined;
      return {
        model,
        order,
        dates,
        floats,
        early,
        finish,
        // A plan is asked for after every step of a drag, and what is odd in it hardly ever.
        get warnings() {
          return (warnings ??= [...stated, ...unmet, ...logicWarnings(logic, sequence, dates)]);
        },
      };
    },
    plan: () => ({ ...source, tasks, links }),
    edit,
  };
}
