import type { Json } from '@callosum/kernel';

/** A stored value as text; what is not a text is written as JSON rather than as “[object Object]”. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
