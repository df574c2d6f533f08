import type { FieldChanges, FieldValues } from '@callosum/kernel';

/** Something a planner should know about an import; nothing of it kept the import from going on. */
export interface ImportWarning {
  readonly code: string;
  readonly message: string;
  readonly uid?: number;
  readonly line?: number;
}

/** A record as the file wants it. Every field the file speaks of is named; null: the file leaves it empty. */
export interface WantedRecord {
  readonly kind: 'calendar' | 'resource' | 'task' | 'assignment' | 'baseline';
  /** External id, such as `task:12`. */
  readonly key: string;
  readonly fields: FieldChanges;
  readonly state?: string;
}

/** A link as the file wants it, by external ids. */
export interface WantedLink {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly fields: FieldValues;
}

export interface Wanted {
  readonly records: readonly WantedRecord[];
  readonly links: readonly WantedLink[];
  readonly warnings: readonly ImportWarning[];
}

/** Link types a plan file speaks of, by the kind they leave, and whether a record has one at most. */
export const PLAN_LINKS: Readonly<Record<WantedRecord['kind'], readonly { type: string; single: boolean }[]>> = {
  calendar: [{ type: 'calendar.basedOn', single: true }],
  resource: [{ type: 'resource.uses', single: true }],
  task: [
    { type: 'task.partOf', single: true },
    { type: 'task.dependsOn', single: false },
    { type: 'task.uses', single: true },
  ],
  assignment: [
    { type: 'assignment.of', single: true },
    { type: 'assignment.by', single: true },
  ],
  baseline: [{ type: 'baseline.holds', single: false }],
};

/** Titles are required texts. */
export function titleOf(fields: FieldChanges): string {
  return typeof fields.title === 'string' ? fields.title : '';
}
