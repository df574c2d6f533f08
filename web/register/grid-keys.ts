export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that PageUp and PageDown go. */
  readonly page: number;
}

/** Where a key leads within a grid; undefined when it leads nowhere and belongs to somebody else. */
export function moveBy(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean },
  from: Place,
  { rows, columns, page }: Extent,
): Place | undefined {
  if (rows === 0 || event.altKey) return undefined;
  const whole = event.ctrlKey || event.metaKey;
  const to = (row: number, column: number): Place => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  switch (event.key) {
    case 'ArrowDown':
      return to(whole ? rows - 1 : from.row + 1, from.column);
    case 'ArrowUp':
      return to(whole ? 0 : from.row - 1, from.column);
    case 'ArrowRight':
      return to(from.row, whole ? columns - 1 : from.column + 1);
    case 'ArrowLeft':
      return to(from.row, whole ? 0 : from.column - 1);
    case 'Home':
      return to(whole ? 0 : from.row, 0);
    case 'End':
      return to(whole ? rows - 1 : from.row, columns - 1);
    case 'PageDown':
      return to(from.row + page, from.column);
    case 'PageUp':
      return to(from.row - page, from.column);
    default:
      return undefined;
  }
}
