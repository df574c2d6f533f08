import type { Json } from '@callosum/kernel';

/** A text field of a record whose kind is not known here. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
