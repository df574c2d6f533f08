/** Under which source the keys of a kind's tables are remembered. */
export const tableSource = (kind: string): string => `table:${kind}`;
