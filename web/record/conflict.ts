import { type FieldChanges, type FieldValues, type Json, sameJson } from '@callosum/kernel';

/** A field that both changed, to different values. */
interface Clash {
  readonly name: string;
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Comparison {
  /** My changes that touch nothing of theirs: kept without asking. */
  readonly mine: FieldChanges;
  /** What has to be chosen. */
  readonly clashes: readonly Clash[];
}

/**
 * Compares what I changed with what somebody else saved meanwhile.
 * @param base the record as it was when I began; @param theirs as it is now; @param mine my changes, null clears.
 */
export function compareChanges(base: FieldValues, theirs: FieldValues, mine: FieldChanges): Comparison {
  const kept: Record<string, Json> = {};
  const clashes: Clash[] = [];
  for (const [name, change] of Object.entries(mine)) {
    const wanted = change ?? undefined;
    if (sameJson(wanted, theirs[name])) continue;
    if (sameJson(base[name], theirs[name])) kept[name] = change;
    else clashes.push({ name, base: base[name], mine: wanted, theirs: theirs[name] });
  }
  return { mine: kept, clashes };
}

/** The changes to save once every clash is decided; theirs stay by not being mentioned. */
export function resolveChoices(
  comparison: Comparison,
  choices: Readonly<Record<string, 'mine' | 'theirs'>>,
): FieldChanges {
  const changes: Record<string, Json> = { ...comparison.mine };
  for (const clash of comparison.clashes) {
    if (choices[clash.name] === 'mine') changes[clash.name] = clash.mine ?? null;
  }
  return changes;
}
