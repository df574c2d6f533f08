import type { Write } from '@callosum/kernel';

/** What a command comes to, counted: records by kind made, changed and taken away, and links. */
export interface WriteCounts {
  readonly created: Record<string, number>;
  readonly changed: Record<string, number>;
  readonly withdrawn: Record<string, number>;
  readonly linked: number;
  readonly unlinked: number;
}

/** Counts what would be written; a link that is pinned anew counts as neither made nor removed. */
export function countWrites(writes: readonly Write[]): WriteCounts {
  const records = (...actions: readonly Write['action'][]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { subject, action } of writes)
      if (subject.type === 'record' && actions.includes(action)) counts[subject.kind] = (counts[subject.kind] ?? 0) + 1;
    return counts;
  };
  const links = (wanted: Write['action']): number =>
    writes.filter(({ subject, action }) => subject.type === 'link' && action === wanted).length;
  return {
    created: records('create'),
    changed: records('update', 'restore', 'redact'),
    withdrawn: records('withdraw'),
    linked: links('create'),
    unlinked: links('withdraw'),
  };
}
