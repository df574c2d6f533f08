import type { Discipline } from '@callosum/kernel';
import { planUat } from './commands/plan-uat.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const adoption: Discipline = {
  name: 'adoption',
  label: 'Adoption',
  kinds: KINDS,
  commands: [planUat],
  facts: FACTS,
};
