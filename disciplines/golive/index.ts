import type { Discipline } from '@callosum/kernel';
import { releaseSample } from './commands/release.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const golive: Discipline = {
  name: 'golive',
  label: 'Go-live',
  kinds: KINDS,
  commands: [releaseSample],
  facts: FACTS,
};
