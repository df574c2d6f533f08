/** Versions with definitions of their own, oldest first. */
export const DEFINED_VERSIONS = ['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.7.1'] as const;
export type DefinedVersion = (typeof DEFINED_VERSIONS)[number];

/** What is taken when a message states no version, because it is the one most messages state. */
export const USUAL_VERSION: DefinedVersion = '2.5.1';

/** The newest version that has been published and is read with the definitions of 2.7.1, see decision 25. */
const NEWEST = '2.9';

/** The definitions that a stated version is read with: its own, or those of the version before it; undefined for no version of HL7 v2. */
export function definitionsFor(stated: string): DefinedVersion | undefined {
  const wanted = numbersOf(stated);
  if (!wanted || compare(wanted, numbersOf(NEWEST) ?? []) > 0) return undefined;
  return DEFINED_VERSIONS.findLast((version) => compare(numbersOf(version) ?? [], wanted) <= 0);
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^2(?:\.\d{1,2}){1,2}$/.test(version) ? version.split('.').map(Number) : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
