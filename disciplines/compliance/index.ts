import type { Discipline } from '@callosum/kernel';
import { FACTS } from './facts.ts';
import { KINDS } from './kinds/index.ts';

export const compliance: Discipline = {
  name: 'compliance',
  label: 'Compliance',
  kinds: KINDS,
  commands: [],
  facts: FACTS,
};
