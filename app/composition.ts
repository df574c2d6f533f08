import { adoption } from '@callosum/adoption';
import { compliance } from '@callosum/compliance';
import { foundation } from '@callosum/foundation';
import { golive } from '@callosum/golive';
import { interoperability } from '@callosum/interoperability';
import { createRegistry, type Discipline, RECORD_COMMANDS, type Registry } from '@callosum/kernel';
import { organisation } from '@callosum/organisation';
import { planning } from '@callosum/planning';
import { safety } from '@callosum/safety';
import { tellStory } from './demo/tell.ts';

/** The disciplines of this build, in the order the navigation shows them. */
export const disciplines: readonly Discipline[] = [
  foundation,
  organisation,
  planning,
  compliance,
  adoption,
  interoperability,
  safety,
  golive,
];

/** Everything they declare. */
export const registry: Registry = createRegistry(disciplines, [...RECORD_COMMANDS, tellStory]);
