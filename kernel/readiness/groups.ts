/**
 * Which of the answers may be counted: as many as make up whole groups, the earliest first. The figures then move only
 * when a whole group has joined, so that nobody can find a single answer by looking before and after it.
 */
export function wholeGroups<T>(answers: readonly T[], minimumGroup: number): readonly T[] {
  return answers.slice(0, Math.floor(answers.length / minimumGroup) * minimumGroup);
}

/** Whether a part of a group may be shown: it is large enough, and so is what it leaves, unless that is nothing. */
export function isShowable(part: number, whole: number, minimumGroup: number): boolean {
  return part >= minimumGroup && (part === whole || whole - part >= minimumGroup);
}

/**
 * The parts of a group that may be shown. Those too small are held back, and with them the smallest of the others for
 * as long as what is held back could be found out by subtraction.
 */
export function showableParts<K, T>(
  parts: ReadonlyMap<K, readonly T[]>,
  minimumGroup: number,
): ReadonlyMap<K, readonly T[]> {
  const ordered = [...parts].sort(([, a], [, b]) => b.length - a.length);
  const shown = ordered.filter(([, part]) => part.length >= minimumGroup);
  let held = ordered.reduce((sum, [, part]) => sum + (part.length < minimumGroup ? part.length : 0), 0);
  while (held > 0 && held < minimumGroup) held += shown.pop()?.[1].length ?? minimumGroup;
  return new Map(shown);
}
