/**
 * Roles of the grid's parts. A table's own elements cannot be used: rows are placed one by one in a list of
 * thousands, and elements that are laid out otherwise than as a table lose their meaning in some browsers.
 */
export const GROUP = { role: 'rowgroup' } as const;
export const ROW = { role: 'row' } as const;
export const HEADER = { role: 'columnheader' } as const;
export const CELL = { role: 'gridcell' } as const;
