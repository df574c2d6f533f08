/** Longest text a plan file may hold; an import never cuts. Matches the limit of the plan readers. */
export const IMPORTED_TEXT = 4 * 1024 * 1024;
