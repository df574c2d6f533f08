import type { Discipline } from '@callosum/kernel';
import { verifySafeguard } from './commands/verify.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const compliance: Discipline = {
  name: 'compliance',
  label: 'Compliance',
  kinds: KINDS,
  commands: [verifySafeguard],
  facts: FACTS,
};
