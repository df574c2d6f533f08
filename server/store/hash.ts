import type { Sha256 } from '@callosum/kernel/ledger';
import { hash } from 'node:crypto';

/** Node's own SHA-256: several times faster than the portable one, and checked against it in a test. */
export const nativeSha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
