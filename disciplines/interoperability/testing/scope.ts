import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { createTestScope, standInsFor } from '@callosum/kernel/testing';
import { interoperability } from '../index.ts';

export const registry = createRegistry([interoperability, standInsFor([interoperability])], RECORD_COMMANDS);

/** A scope with interoperability’s kinds, and stand-ins for those it points at. */
export const interfaceScope = (today = '2027-03-01') => createTestScope(registry, today);
