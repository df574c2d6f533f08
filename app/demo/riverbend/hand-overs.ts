import type { Teller } from '../teller.ts';

/** Tasks to come, each of another team than what it waits for. */
const WAITING = ['task 10.8 34', 'task 11.8 34', 'task 12.8 34', 'task 3.8 36', 'task 12.8 36'] as const;

/** Decisions that hold up tasks as well as requirements, by their place among all. */
const HELD = [
  [41, 'task 4.8 36'],
  [158, 'task 5.8 36'],
  [244, 'task 10.8 36'],
] as const;

/** What teams wait for from each other beyond their workstreams: work that is late sixty days before go-live, and decisions. */
export function tellHandOvers(
  { id, link, t }: Teller,
  late: readonly string[],
  decisions: readonly { readonly id: string; readonly raised: number }[],
): void {
  for (const [place, task] of late.entries()) {
    const waiting = WAITING[place];
    if (waiting !== undefined) link(t(-495), 'task.dependsOn', id(waiting), task, { type: 'FS' });
  }
  for (const [place, task] of HELD) {
    const decision = decisions[place];
    if (decision) link(t(decision.raised), 'decision.holds', decision.id, id(task));
  }
}
