import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { createTestScope, standInsFor } from '@callosum/kernel/testing';
import { golive } from '../index.ts';

export const registry = createRegistry([golive, standInsFor([golive])], RECORD_COMMANDS);

/** A scope with go-live’s kinds, and stand-ins for those they point at. */
export const goLiveScope = (today = '2027-03-01') => createTestScope(registry, today);
