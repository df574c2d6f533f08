/** Roles that the linter knows by their name only. The grid holds the focus and names the active cell. */
export const GROUP = { role: 'rowgroup' } as const;
export const ROW = { role: 'row' } as const;
export const CELL = { role: 'gridcell' } as const;
export const HEADER = { role: 'columnheader' } as const;
