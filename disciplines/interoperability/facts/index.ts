import type { Fact } from '@callosum/kernel';
import { COMPLEXITY_FACTS } from './complexity.ts';
import { CONFORMANCE_FACTS } from './conformance.ts';
import { INTERFACE_FACTS } from './interfaces.ts';
import { MAP_FACTS } from './maps.ts';
import { QUEUE_FACTS } from './queues.ts';
import { SYSTEM_FACTS } from './systems.ts';
import { TEST_FACTS } from './tests.ts';

export const FACTS: readonly Fact[] = [
  ...TEST_FACTS,
  ...INTERFACE_FACTS,
  ...MAP_FACTS,
  ...QUEUE_FACTS,
  ...SYSTEM_FACTS,
  ...CONFORMANCE_FACTS,
  ...COMPLEXITY_FACTS,
];
