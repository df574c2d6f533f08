import type { Fact } from '@callosum/kernel';

export const FACTS: readonly Fact[] = [];
