import type { Discipline } from '@callosum/kernel';
import { recordTest } from './commands/record-test.ts';
import { countEndpoint, startEndpoint, stopEndpoint } from './commands/endpoints.ts';
import { releaseTested } from './commands/release.ts';
import { casesRan, runCases } from './commands/run-cases.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';

export const interoperability: Discipline = {
  name: 'interoperability',
  label: 'Interoperability',
  kinds: KINDS,
  commands: [recordTest, releaseTested, startEndpoint, stopEndpoint, countEndpoint, runCases, casesRan],
  facts: FACTS,
};
