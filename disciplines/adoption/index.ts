import type { Discipline } from '@callosum/kernel';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const adoption: Discipline = {
  name: 'adoption',
  label: 'Adoption',
  kinds: KINDS,
  commands: [],
  facts: FACTS,
};
