import type { FieldChanges, FieldValues, ToldMessage } from '@callosum/kernel';

/** Something a planner should know about an import; nothing of it kept the import from going on. */
export interface ImportWarning extends ToldMessage {
  readonly code: string;
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
  /** The record it stands for, when it is one of ours that went out with a file and comes back with it. */
  readonly record?: string;
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

/** Link types a plan file speaks of, by the kind they leave. */
export const PLAN_LINKS: Readonly<Record<WantedRecord['kind'], readonly string[]>> = {
  calendar: ['calendar.basedOn'],
  resource: ['resource.uses'],
  task: ['task.partOf', 'task.dependsOn', 'task.uses'],
  assignment: ['assignment.of', 'assignment.by'],
  baseline: ['baseline.holds'],
};

/** Titles are required texts. */
export function titleOf(fields: FieldChanges): string {
  return typeof fields.title === 'string' ? fields.title : '';
}
