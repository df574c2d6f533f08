import { searchVector } from '@callosum/kernel/search';
import type { Installation } from '@callosum/server';

export interface Million {
  /** Scopes that have projects already. */
  readonly scopes: readonly string[];
  readonly records: number;
}

const AT_ONCE = 5_000;
const CATEGORIES = ['schedule', 'technical', 'clinical', 'people', 'vendor', 'privacy', 'financial'];
const SUBJECTS = ['interface', 'portal', 'ward', 'laboratory', 'pharmacy', 'theatre', 'archive', 'printer', 'network'];
const TROUBLES = ['is late', 'loses messages', 'has no owner', 'was not tested', 'needs training', 'fails at night'];

/**
 * Risks by the bulk, straight into the table of records with their index of words, past the write path and without events:
 * a million commands would take half an hour, and lists and searches read nothing but this table.
 */
export async function fillMillion({ pool, registry }: Installation, { scopes, records }: Million): Promise<number> {
  const kind = registry.kinds.get('risk');
  if (!kind) throw new Error('There are no risks here');
  for (let from = 0; from < records; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, records - from) }, (_, n) => riskAt(from + n));
    await pool.query(
      `insert into record (id, scope, kind, kind_version, number, title, state, owner, due, version,
         material_version, withdrawn, created,
         created_by, updated, updated_by, fields, search)
       select uuidv7(), scope, $1, $2, number, fields ->> 'title', state, null, (fields ->> 'due')::date, 1, 1, false, now(), 'console',
         now(), 'console', fields, search::tsvector
       from unnest($3::uuid[], $4::int[], $5::text[], $6::jsonb[], $7::text[])
         as t (scope, number, state, fields, search)`,
      [
        kind.name,
        kind.version,
        rows.map((_, n) => scopes[(from + n) % scopes.length]),
        // Numbers count in each project; those of records that were there before are left free.
        rows.map((_, n) => 1_000 + Math.floor((from + n) / scopes.length)),
        rows.map((_, n) => ((from + n) % 4 === 0 ? 'closed' : 'open')),
        rows.map((fields) => JSON.stringify(fields)),
        rows.map((fields) => searchVector(kind, fields)),
      ],
    );
  }
  await pool.query('analyze record');
  return records;
}

/** Words as they come in such texts: some in every record, some in a few, one in itself alone. */
function riskAt(n: number): Record<string, string> {
  const subject = SUBJECTS[n % SUBJECTS.length] ?? '';
  const trouble = TROUBLES[(n * 7) % TROUBLES.length] ?? '';
  return {
    title: `The ${subject} of unit ${n % 997} ${trouble}`,
    cause: `Vendor${n % 4_999} delivers late and the test environment is shared with team${n % 211}.`,
    effect: `Orders are entered twice and results of case${n} arrive on paper.`,
    category: CATEGORIES[n % CATEGORIES.length] ?? '',
    due: `2027-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  };
}
