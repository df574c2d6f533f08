import type { Discipline } from '@callosum/kernel';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const interoperability: Discipline = {
  name: 'interoperability',
  label: 'Interoperability',
  kinds: KINDS,
  commands: [],
  facts: FACTS,
};
