import { type Sentence, say } from '@callosum/kernel';
interface Task {
  readonly owner?: string;
  readonly backup?: string;
  readonly actualStart?: string;
  readonly actualFinish?: string;
  readonly plannedStart?: string;
  readonly lastSafeRollback?: string;
}

/** What a task of the cutover cannot be. */
export function cutoverFaults(task: Task, { state }: { readonly state: string }) {
  const { owner, backup, actualStart, actualFinish, plannedStart, lastSafeRollback } = task;
  return [
    ...(owner !== undefined && owner === backup
      ? [fault('backup', say`Owner and backup are one person.`, say`Name somebody else.`)]
      : []),
    ...(actualFinish !== undefined && (actualStart === undefined || actualFinish < actualStart)
      ? [fault('actualFinish', say`It ended without having begun before.`, say`Correct one of the two times.`)]
      : []),
    ...(state === 'running' && actualStart === undefined
      ? [fault('actualStart', say`It is running since some time.`, say`Give when it began.`)]
      : []),
    ...(state === 'done' && actualFinish === undefined
      ? [fault('actualFinish', say`It was done at some time.`, say`Give when it ended.`)]
      : []),
    ...(lastSafeRollback !== undefined && plannedStart !== undefined && lastSafeRollback < plannedStart
      ? [
          fault(
            'lastSafeRollback',
            say`It could no longer be taken back before it has begun.`,
            say`Move the start, or correct the last safe time.`,
          ),
        ]
      : []),
  ];
}

function fault(name: keyof Task, message: Sentence, remedy: Sentence) {
  return { at: [name] as const, message, remedy };
}
