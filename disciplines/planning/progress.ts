/** How far a task has come. */
export interface Progress {
  readonly percentComplete?: number | null | undefined;
  readonly actualStart?: string | null | undefined;
  readonly actualFinish?: string | null | undefined;
}

/** The state of a task follows from its progress. */
export function stateOf({ percentComplete, actualStart, actualFinish }: Progress): 'planned' | 'started' | 'done' {
  const percent = percentComplete ?? 0;
  if (percent >= 100 || (actualFinish ?? undefined) !== undefined) return 'done';
  return percent > 0 || (actualStart ?? undefined) !== undefined ? 'started' : 'planned';
}
