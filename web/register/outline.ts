import type { Kind } from '@callosum/kernel';

/** A kind whose records form an outline says so by declaring how deep each record lies and in which order. */
export function isOutline(kind: Kind): boolean {
  return kind.fields['outlineLevel']?.type === 'number' && kind.fields['position'] !== undefined;
}
