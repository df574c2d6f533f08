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
      ? [fault('backup', 'Owner and backup are one person.', 'Name somebody else.')]
      : []),
    ...(actualFinish !== undefined && (actualStart === undefined || actualFinish < actualStart)
      ? [fault('actualFinish', 'It ended without having begun before.', 'Correct one of the two times.')]
      : []),
    ...(state === 'running' && actualStart === undefined
      ? [fault('actualStart', 'It is running since some time.', 'Give when it began.')]
      : []),
    ...(state === 'done' && actualFinish === undefined
      ? [fault('actualFinish', 'It was done at some time.', 'Give when it ended.')]
      : []),
    ...(lastSafeRollback !== undefined && plannedStart !== undefined && lastSafeRollback < plannedStart
      ? [
          fault(
            'lastSafeRollback',
            'It could no longer be taken back before it has begun.',
            'Move the start, or correct the last safe time.',
          ),
        ]
      : []),
  ];
}

function fault(name: keyof Task, message: string, remedy: string) {
  return { at: [name] as const, message, remedy };
}
