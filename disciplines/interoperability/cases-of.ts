import { attachmentsOf } from '@callosum/kernel';

/** How the name of a file of cases ends. */
export const CASES_NAME = '.cases.json';

/** The SHA-256 of the file of cases of a test: of those attached to it the one attached last. */
export function casesOf(row: Parameters<typeof attachmentsOf>[0]): string | undefined {
  return attachmentsOf(row).findLast(({ name }) => name.toLowerCase().endsWith(CASES_NAME))?.hash;
}
