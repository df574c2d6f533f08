import type { Row } from '@callosum/kernel';

/** The title of a record; empty when it is not there. */
export function titleOf(row: Row | undefined): string {
  const title = row?.fields.title;
  return typeof title === 'string' ? title : '';
}
