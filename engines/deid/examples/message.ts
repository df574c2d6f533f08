import { deidentify, Vault } from '../index.ts';

const vault = new Vault();
const message = [
  'MSH|^~\\&|LAB|GENERAL|EHR|GENERAL|20240115120000||ORU^R01|A1|P|2.5.1',
  'PID|1||12345678^^^GENERAL^MR||Garcia^Maria||19310402|F|||12 Elm St^^Omaha^NE^68102',
  'NTE|1||Mrs. Garcia called from 402-555-7788 on 1/15/2024. Foley catheter removed.',
].join('\r');

export const safe = deidentify(message, { mode: 'safe-harbor', asOf: 2026, vault });
// The message is still one: dates are years, the number has its length, the same name is the same everywhere.
export const lines = safe.text.split('\r');
export const where = safe.replaced.map((one) => `${one.path} ${one.class}`);

// A second pass finds nothing, with or without the vault.
export const again = deidentify(safe.text, { mode: 'safe-harbor', asOf: 2026 }).replaced;

// Without the vault nothing leads back.
vault.clear();
