import { foundation } from '@callosum/foundation';
import { createRegistry, type Discipline, RECORD_COMMANDS, type Registry } from '@callosum/kernel';
import { organisation } from '@callosum/organisation';
import { planning } from '@callosum/planning';
import { safety } from '@callosum/safety';

/** The disciplines of this build, in the order the navigation shows them. */
export const disciplines: readonly Discipline[] = [foundation, organisation, planning, safety];

/** Everything they declare. */
export const registry: Registry = createRegistry(disciplines, RECORD_COMMANDS);
