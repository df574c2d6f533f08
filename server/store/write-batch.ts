import { canonical, commit, toHex, type WrittenEvent, writeEvent } from '@callosum/kernel/ledger';
import { type Json, refusal, type Registry, type Write, say } from '@callosum/kernel';
import { randomFillSync } from 'node:crypto';
import type { PoolClient } from 'pg';
import { nativeSha256 } from './hash.ts';
import type { Room } from './room.ts';
import { linkColumns, recordColumns } from './columns.ts';

export interface Head {
  readonly sequence: number;
  readonly hash: string;
  /** UTC ISO of the last event. */
  readonly recorded: string;
}

/** Who and when, for all events of one command. */
export interface Stamp {
  readonly scope: string;
  readonly command: { readonly id: string; readonly name: string };
  readonly account: string;
  readonly recorded: string;
  readonly effective: string;
}

interface PreparedEvent extends WrittenEvent {
  readonly sequence: number;
  readonly subject: string;
  /** Values and salts as they are stored. */
  readonly stored: string;
}

const SALT_BYTES = 16;

/** Turns checked writes into chained ledger events with salted commitments. */
export function prepareEvents(writes: readonly Write[], stamp: Stamp, head: Head): PreparedEvent[] {
  const salts = randomSalts(writes.reduce((sum, write) => sum + Object.keys(write.values).length, 0));
  let { hash: previous, sequence } = head;
  return writes.map((write) => {
    sequence += 1;
    const values: Record<string, { salt: string; value: Json }> = {};
    const commitments: Record<string, string> = {};
    for (const [name, value] of Object.entries(write.values)) {
      const salt = salts.next();
      values[name] = { salt: toHex(salt), value };
      commitments[name] = toHex(commit(salt, value, nativeSha256));
    }
    const { scope, command, account, recorded, effective } = stamp;
    const written = writeEvent(
      {
        scope,
        sequence,
        previous,
        command,
        account,
        recorded,
        effective,
        commitments,
        subject: write.subject,
        action: write.action,
        version: write.version,
        ...(write.link ? { link: write.link } : {}),
      },
      nativeSha256,
    );
    previous = written.hash;
    return { ...written, sequence, subject: write.subject.id, stored: canonical(values) };
  });
}

/** All random bytes of a batch in one call. */
function randomSalts(count: number): { next: () => Uint8Array } {
  const bytes = randomFillSync(new Uint8Array(count * SALT_BYTES));
  let at = 0;
  return { next: () => bytes.subarray(at, (at += SALT_BYTES)) };
}

/** Rows per statement: large enough to be quick, small enough for the server's memory. */
const CHUNK = 2_000;

/** Writes events, values, records, links and the new head within the caller's transaction. */
export async function writeBatch(
  client: PoolClient,
  registry: Registry,
  writes: readonly Write[],
  stamp: Stamp,
  head: Head,
  room: Room,
): Promise<Head> {
  const events = prepareEvents(writes, stamp, head);
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK);
    await room.require(chunk.reduce((bytes, event) => bytes + event.text.length + event.stored.length, 0));
    await writeChunk(client, registry, writes.slice(from, from + CHUNK), chunk, stamp);
  }
  const last = events.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash, recorded: stamp.recorded } : head;
}

async function writeChunk(
  client: PoolClient,
  registry: Registry,
  writes: readonly Write[],
  events: readonly PreparedEvent[],
  stamp: Stamp,
): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const records = recordColumns(writes, registry);
  const links = linkColumns(writes);
  const { rows: written } = await client.query<{ records: number; links: number }>({
    name: 'write-chunk',
    text: WRITE_CHUNK,
    values: [
      stamp.scope,
      stamp.command.id,
      stamp.recorded,
      stamp.effective,
      stamp.account,
      last.sequence,
      Buffer.from(last.hash, 'hex'),
      events.map((event) => event.sequence),
      events.map((event) => event.subject),
      events.map((event) => event.text),
      events.map((event) => Buffer.from(event.hash, 'hex')),
      events.map((event) => event.stored),
      ...records,
      ...links,
      `${stamp.scope}:${last.sequence}`,
    ],
  });
  if (written[0]?.records === records[0]?.length && written[0]?.links === links[0]?.length) return;
  throw refusal('conflict', say`An id of this request is used in another project already; nothing was written.`, {
    remedy: say`Leave the id out, or make a new one.`,
  });
}

/**
 * One statement, so that a small command costs one round trip. Within it the last state of each record or link is
 * written once, however often the batch touched it. An id of another scope is left alone, and the count tells.
 * `is true` keeps the planner from looking for the links that are gone by their scope, which may hold very many.
 */
const WRITE_CHUNK = `
with input as (
  select * from unnest($8::bigint[], $9::uuid[], $10::text[], $11::bytea[], $12::text[])
    as t (sequence, subject, body, hash, vals)
), events as (
  insert into event (scope, sequence, command, subject, recorded, effective, text, hash)
  select $1, sequence, $2, subject, $3, $4, body, hash from input
), vals as (
  insert into value (scope, sequence, "values") select $1, sequence, vals::jsonb from input
), records as (
  insert into record (id, scope, kind, kind_version, number, title, state, owner, due, version, material_version, withdrawn,
    source, external_id, created, created_by, updated, updated_by, fields, search)
  select id, $1, kind, kind_version, number, title, state, owner, due, version, material_version, withdrawn, source,
    external_id,
    $3, $5, $3, $5, fields::jsonb, search::tsvector
  from unnest($13::uuid[], $14::text[], $15::int[], $16::int[], $17::text[], $18::text[], $19::text[], $20::date[],
    $21::int[], $22::int[], $23::bool[], $24::text[], $25::text[], $26::text[], $27::text[])
    as t (id, kind, kind_version, number, title, state, owner, due, version, material_version, withdrawn, source, external_id,
      fields, search)
  on conflict (id) do update set kind_version = excluded.kind_version, title = excluded.title, state = excluded.state,
    owner = excluded.owner, due = excluded.due, version = excluded.version,
    material_version = excluded.material_version, withdrawn = excluded.withdrawn,
    source = excluded.source, external_id = excluded.external_id,
    updated = excluded.updated, updated_by = excluded.updated_by, fields = excluded.fields,
    search = excluded.search
    where record.scope = excluded.scope
  returning 1
), links as (
  insert into link (id, scope, type, from_record, to_record, version, fields)
  select id, $1, type, from_record, to_record, version, fields::jsonb
  from unnest($28::uuid[], $29::text[], $30::uuid[], $31::uuid[], $32::int[], $33::text[])
    as t (id, type, from_record, to_record, version, fields)
  on conflict (id) do update set version = excluded.version, fields = excluded.fields where link.scope = excluded.scope
  returning 1
), gone as (
  delete from link where id = any ($34::uuid[]) and (scope = $1) is true
), moved as (
  update head set sequence = $6, hash = $7, recorded = $3 where scope = $1
)
select pg_notify('ledger', $35), (select count(*) from records) as records, (select count(*) from links) as links`;
