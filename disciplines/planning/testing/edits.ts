import fc from 'fast-check';
import type { PlanEdit } from '../commands/edit-plan.ts';
import type { PlanRecords } from '../plan/records.ts';
import { testId } from '@callosum/kernel/testing';

/** What somebody does to a plan, as numbers that {@link editOf} reads: the same draw makes sense of any plan. */
export const drawnEdit = fc.record({
  what: fc.constantFrom('duration', 'constraint', 'progress', 'name', 'add', 'place', 'link', 'unlink', 'withdraw'),
  one: fc.nat(1_000),
  other: fc.nat(1_000),
  amount: fc.integer({ min: 0, max: 12 }),
  type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
});
export type DrawnEdit = typeof drawnEdit extends fc.Arbitrary<infer T> ? T : never;

/** The edit that a draw means in a plan; undefined when it means nothing there. @param fresh makes ids of new tasks */
export function editOf(
  { what, one, other, amount, type }: DrawnEdit,
  records: PlanRecords,
  fresh: number,
): PlanEdit | undefined {
  const rows = records.tasks;
  const [a, b] = [rows[one % rows.length], rows[other % rows.length]];
  if (!a || !b) return undefined;
  const days = { seconds: amount * 28_800, unit: 'd', elapsed: false } as const;
  const day = `2027-02-${String(amount + 1).padStart(2, '0')}`;
  switch (what) {
    case 'duration':
      return { do: 'set', task: a.id, fields: { duration: days } };
    case 'constraint':
      return amount === 0
        ? { do: 'set', task: a.id, fields: { constraint: 'asap', constraintDate: null } }
        : { do: 'set', task: a.id, fields: { constraint: 'snet', constraintDate: `${day}T08:00` } };
    case 'progress':
      return amount === 0
        ? { do: 'set', task: a.id, fields: { percentComplete: null, actualStart: null } }
        : { do: 'set', task: a.id, fields: { percentComplete: amount * 8, actualStart: `${day}T08:00` } };
    case 'name':
      return { do: 'set', task: a.id, fields: { title: `Named ${amount}` } };
    case 'add':
      return {
        do: 'add',
        task: testId(700_000 + fresh),
        parent: amount % 2 === 0 ? a.id : null,
        position: amount + 0.5,
        fields: { title: `New ${fresh}`, duration: days },
      };
    case 'place':
      return a === b || isBelow(b.id, a.id, records)
        ? undefined
        : { do: 'place', task: a.id, parent: amount % 3 === 0 ? null : b.id, position: other + 0.25 };
    case 'link':
      // Rows further down wait for those further up, and nothing for what holds it: no circles.
      if (one % rows.length >= other % rows.length || isBelow(b.id, a.id, records) || isBelow(a.id, b.id, records))
        return undefined;
      return { do: 'link', from: a.id, to: b.id, type, lag: days };
    case 'unlink': {
      const link = records.links[one % Math.max(1, records.links.length)];
      return link && { do: 'unlink', from: link.from, to: link.to, type: link.fields.type ?? 'FS' };
    }
    case 'withdraw':
      return records.tasks.some(({ parent }) => parent === a.id) ? undefined : { do: 'withdraw', task: a.id };
  }
}

function isBelow(id: string, above: string, { tasks }: PlanRecords): boolean {
  const parents = new Map(tasks.map((row) => [row.id, row.parent]));
  for (let at = parents.get(id); at !== undefined; at = parents.get(at)) if (at === above) return true;
  return false;
}
