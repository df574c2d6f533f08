import type { Kind } from '@callosum/kernel';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [];
