import { z } from 'zod';
import { rule } from '../declare/say.ts';

// The words an event or seal is made of, as sources of regular expressions, so that the schema and the fast
// reader are built from the same text and cannot drift apart.

const LEAP_YEAR = String.raw`(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)`;
const DAY_OF_YEAR = String.raw`(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))`;

/** A UUID in lower case. */
export const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Name of a field, kind, link type or command: an identifier without anything JSON would have to escape. */
export const NAME = '[A-Za-z][A-Za-z0-9_.:/-]{0,127}';

/** SHA-256 in lower-case hexadecimal. */
export const HASH = '[0-9a-f]{64}';

/** A real moment in UTC, with milliseconds and Z. Text order is time order. */
export const MOMENT = String.raw`(?:${LEAP_YEAR}-02-29|\d{4}-${DAY_OF_YEAR})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z`;

/** A whole number from 1, as canonical JSON writes it; the reader also checks that it is a safe integer. */
export const COUNT = String.raw`[1-9]\d{0,15}`;

export const uuidSchema = matching(UUID, rule`is not a UUID in lower case`);
export const nameSchema = matching(
  NAME,
  rule`is not a name (letters, digits and _ . : / -, at most 128, a letter first)`,
);
export const hashSchema = matching(HASH, rule`is not a SHA-256 in lower-case hexadecimal`);
export const momentSchema = matching(
  MOMENT,
  rule`is not a moment in UTC with milliseconds, such as 2026-03-01T09:30:00.000Z`,
);
export const countSchema = z.int().min(1);

function matching(source: string, message: string) {
  return z.string().regex(new RegExp(`^(?:${source})$`), message);
}
