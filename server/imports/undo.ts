import { type Actor, type Json, type UndoInput } from '@callosum/kernel';
import { importUndone } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { readEvents, type StoredRow, toHistory } from '../store/events.ts';
import type { WritePath } from '../write/execute.ts';
import { closeRun, openRun } from './runs.ts';

interface Parts {
  readonly pool: Pool;
  readonly writes: WritePath;
}

const SPINE = 'spine:';

/**
 * Takes an import back, as far as nobody has changed since what it did: one batch through the write path, whole or not at
 * all. What stays is told with the reason.
 */
export async function undoImport(
  { pool, writes }: Parts,
  scope: string,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof importUndone>> {
  const run = await openRun(pool, scope, id);
  const input = await whatItDid(pool, scope, run.first, run.last);
  const command = run.source === 'table' ? 'table.undo' : 'import.undo';
  const { result } = await writes.execute({ scope, actor, commands: [{ command, input }], internal: true });
  await closeRun(pool, id, actor.account);
  return importUndone.parse(result);
}

/** What the events between two sequences did to each record and link, and what there was before. */
async function whatItDid(pool: Pool, scope: string, first: number, last: number): Promise<UndoInput> {
  const records = new Map<string, UndoInput['records'][number]>();
  const links = new Map<string, UndoInput['links'][number]>();
  for await (const stored of readEvents(pool, scope, { after: first - 1, upTo: last })) {
    const { subject, action, version, values, link } = toHistory(stored);
    if (link) {
      const one = links.get(subject.id);
      links.set(subject.id, {
        id: subject.id,
        version,
        did: action === 'withdraw' ? 'removed' : action === 'create' || one?.did === 'made' ? 'made' : 'changed',
        type: link.type,
        from: link.from,
        to: link.to,
        fields: { ...one?.fields, ...Object.fromEntries(fieldNames(values).map((name) => [name, null])) },
      });
      continue;
    }
    const known = records.get(subject.id);
    records.set(subject.id, {
      id: subject.id,
      version,
      made: (known?.made ?? false) || action === 'create',
      restored: (known?.restored ?? false) || action === 'restore',
      withdrew: action === 'withdraw' || ((known?.withdrew ?? false) && action !== 'restore'),
      before: { ...known?.before, ...Object.fromEntries(fieldNames(values).map((name) => [name, null])) },
    });
  }
  const changed = [...records.values()].filter(({ made, before }) => !made && Object.keys(before).length > 0);
  const altered = [...links.values()].filter(({ did }) => did !== 'made');
  const earlier = await valuesBefore(
    pool,
    scope,
    first,
    [...changed, ...altered].map(({ id }) => id),
  );
  for (const { id, before } of changed) {
    const values = earlier.get(id) ?? {};
    for (const name of Object.keys(before)) before[name] = values[name] ?? null;
  }
  return {
    records: [...records.values()],
    links: [...links.values()].map((one) => {
      const values = earlier.get(one.id) ?? {};
      if (one.did === 'removed') return { ...one, fields: fieldsOf(values) };
      const changes = Object.keys(one.fields).map((name) => [name, values[name] ?? null]);
      return one.did === 'made' ? { ...one, fields: {} } : { ...one, fields: Object.fromEntries(changes) };
    }),
  };
}

const fieldNames = (values: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(values).filter((name) => !name.startsWith(SPINE));

function fieldsOf(values: Readonly<Record<string, Json>> = {}): Record<string, Json> {
  const kept = Object.entries(values).filter(([name, value]) => !name.startsWith(SPINE) && value !== null);
  return Object.fromEntries(kept);
}

const BEFORE = `select e.sequence, e.text, e.hash, v."values" from event e join value v using (scope, sequence)
  where e.scope = $1 and e.subject = any ($2::uuid[]) and e.sequence < $3 order by e.sequence`;

/** The values that records and links had before a sequence. */
async function valuesBefore(
  pool: Pool,
  scope: string,
  sequence: number,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, Json>>>> {
  const values = new Map<string, Record<string, Json>>();
  if (subjects.length === 0) return values;
  const { rows } = await pool.query<StoredRow>(BEFORE, [scope, subjects, sequence]);
  for (const row of rows) {
    const event = toHistory(row);
    values.set(event.subject.id, { ...values.get(event.subject.id), ...event.values });
  }
  return values;
}
