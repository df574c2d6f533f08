import type { Discipline } from '@callosum/kernel';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const golive: Discipline = {
  name: 'golive',
  label: 'Go-live',
  kinds: KINDS,
  commands: [],
  facts: FACTS,
};
