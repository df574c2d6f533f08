import type { ClientBase } from 'pg';

/** Makes this transaction write and read values in one spelling, whatever the server's settings are. */
export async function useStandardSpelling(client: ClientBase): Promise<void> {
  await client.query(`set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
    set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';
    set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`);
}

/**
 * The moment of a timestamp in that spelling, as an event's text has it: “2026-11-22T18:14:22.470Z” from
 * “2026-11-22 18:14:22.47+00”. What is spelled otherwise comes back as it is, and is no moment.
 */
export function momentOf(timestamp: string): string {
  const end = timestamp.length - ZONE.length;
  if (!timestamp.endsWith(ZONE) || end > WITH_MILLISECONDS || timestamp[DATE] !== ' ') return timestamp;
  const fraction = timestamp.slice(SECONDS + 1, end).padEnd(3, '0');
  return `${timestamp.slice(0, DATE)}T${timestamp.slice(DATE + 1, Math.min(SECONDS, end))}.${fraction}Z`;
}

const ZONE = '+00';
const DATE = '2026-11-22'.length;
const SECONDS = '2026-11-22 18:14:22'.length;
const WITH_MILLISECONDS = '2026-11-22 18:14:22.470'.length;
