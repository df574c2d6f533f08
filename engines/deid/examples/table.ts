import { deidentify, Vault } from '../index.ts';

const table = 'mrn,last_name,dob,admitted,note\n4711001,Okafor,1950-03-09,2024-02-01,"seen again 2/15/2024"\n';

/** Dates of one person move by the same whole weeks, so that what lies between them stays. This is not Safe Harbor. */
export const shifted = deidentify(table, { mode: 'pseudonymised', kind: 'csv', asOf: 2026, vault: new Vault() });
