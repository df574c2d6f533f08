/** Sorts of work that a window may keep out. */
export const WORK_CLASSES = {
  golive: 'Go-live and cutover',
  training: 'Training',
  testing: 'Tests with clinicians',
  downtime: 'Downtime',
  changes: 'Changes to the system',
} as const;

export type WorkClass = keyof typeof WORK_CLASSES;
