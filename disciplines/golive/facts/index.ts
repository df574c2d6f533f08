import type { Fact } from '@callosum/kernel';
import { CUTOVER_FACTS } from './cutover.ts';
import { DEVICE_FACTS } from './devices.ts';
import { EXIT_FACTS } from './exit.ts';
import { MIGRATION_FACTS } from './migration.ts';
import { ROLLBACK_FACTS } from './rollback.ts';
import { SAMPLE_FACTS } from './samples.ts';
import { TICKET_FACTS } from './tickets.ts';

export const FACTS: readonly Fact[] = [
  ...MIGRATION_FACTS,
  ...SAMPLE_FACTS,
  ...DEVICE_FACTS,
  ...CUTOVER_FACTS,
  ...ROLLBACK_FACTS,
  ...TICKET_FACTS,
  ...EXIT_FACTS,
];
