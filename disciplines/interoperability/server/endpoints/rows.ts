import type { Finding } from '@callosum/hl7v2';
import type { PartServices } from '@callosum/server';
import type { TriggerCount } from '../../trigger-counts.ts';
import type { Judged } from './judge.ts';

type Pool = PartServices['pool'];

/** An endpoint that shall listen. */
export interface Wanted {
  readonly id: string;
  readonly scope: string;
}

export async function wantedEndpoints(pool: Pool): Promise<readonly Wanted[]> {
  const { rows } = await pool.query<Wanted>(
    `select id, scope from record where kind = 'testEndpoint' and state = 'listening' and not withdrawn order by id`,
  );
  return rows;
}

/** Ports that endpoints of this installation listen on, whatever project they are of: only one of them can have a port. */
export async function takenPorts(pool: Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ port: number }>(
    `select distinct (fields ->> 'port')::int as port from record
       where kind = 'testEndpoint' and state = 'listening' and not withdrawn and fields ->> 'port' is not null order by port`,
  );
  return rows.map(({ port }) => port);
}

export interface NewMessage extends Judged {
  readonly id: string;
  readonly scope: string;
  readonly endpoint: string;
  /** Now, by the clock of the scope, unless it is told of another moment. */
  readonly received?: Date;
  readonly bytes: number;
  readonly answer: string;
  readonly profile: string | null;
  /** The run of a test that sent it; a partner did, where there is none. */
  readonly run?: string | undefined;
}

export async function insertMessage(pool: Pool, row: NewMessage): Promise<void> {
  await pool.query(
    `insert into message_received
       (id, scope, endpoint, received, trigger, control_id, version, bytes, body, replaced, valid, answer, profile, findings, run)
     values ($1, $2, $3, coalesce($4, (select pinned from scope where id = $2), now()), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (id) do nothing`,
    [
      row.id,
      row.scope,
      row.endpoint,
      row.received,
      row.trigger,
      row.controlId,
      row.version,
      row.bytes,
      row.body,
      JSON.stringify(row.replaced),
      row.valid,
      row.answer,
      row.profile,
      JSON.stringify(row.findings),
      row.run,
    ],
  );
}

/** What partners sent, by trigger, of messages held against a profile (null: the standard alone), and when the last one did. */
export async function countMessages(
  pool: Pool,
  endpoint: string,
  profile: string | null,
): Promise<{ readonly counts: readonly TriggerCount[]; readonly last: Date | undefined }> {
  const { rows } = await pool.query<TriggerCount & { last: Date }>(
    `select trigger, count(*)::int as received, count(*) filter (where valid)::int as conforming, max(received) as last
       from message_received where endpoint = $1 and profile is not distinct from $2 and trigger <> '' and run is null
       group by trigger order by trigger`,
    [endpoint, profile],
  );
  const counts = rows.map(({ trigger, conforming, received }) => ({ trigger, conforming, received }));
  const last = rows
    .map((row) => row.last)
    .toSorted((a, b) => a.getTime() - b.getTime())
    .at(-1);
  return { counts, last };
}

export interface KeptMessage {
  readonly id: string;
  readonly received: Date;
  readonly trigger: string;
  readonly controlId: string;
  readonly version: string;
  readonly bytes: number;
  readonly valid: boolean;
  readonly answer: string;
  readonly profile: string | null;
  readonly findings: readonly Finding[];
  readonly replaced: Readonly<Record<string, number>>;
  readonly run: string | null;
}

const COLUMNS = `id, received, trigger, control_id as "controlId", version, bytes, valid, answer, profile, findings, replaced, run`;

/** Which messages of an endpoint are wanted. */
export interface Wish {
  readonly scope: string;
  readonly endpoint: string;
  /** Words that all stand somewhere in the message, in any case. */
  readonly find?: string | undefined;
  readonly trigger?: string | undefined;
  /** Those that conform, or those that do not. */
  readonly valid?: boolean | undefined;
  /** Those that runs of tests sent, or those that partners did. */
  readonly run?: boolean | undefined;
}

const WISHED = `scope = $1 and endpoint = $2 and ($3::text is null or trigger = $3) and ($4::boolean is null or valid = $4)
  and body ilike all($5::text[]) and ($6::boolean is null or (run is not null) = $6)`;

function wished({ scope, endpoint, find = '', trigger, valid, run }: Wish): unknown[] {
  const words = find.split(/\s+/).filter((word) => word !== '');
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  return [scope, endpoint, trigger ?? null, valid ?? null, patterns, run ?? null];
}

/** Messages of an endpoint, newest first, older than one where that is given. */
export async function messagesOf(
  pool: Pool,
  { before, limit, ...wish }: Wish & { before?: string | undefined; limit: number },
): Promise<readonly KeptMessage[]> {
  const { rows } = await pool.query<KeptMessage>(
    `select ${COLUMNS} from message_received where ${WISHED}
       and ($7::uuid is null or (received, id) < (select received, id from message_received where id = $7))
     order by received desc, id desc limit $8`,
    [...wished(wish), before ?? null, limit],
  );
  return rows;
}

/** How many there are of what is wanted. */
export async function countWished(pool: Pool, wish: Wish): Promise<number> {
  const { rows } = await pool.query<{ found: number }>(
    `select count(*)::int as found from message_received where ${WISHED}`,
    wished(wish),
  );
  return rows[0]?.found ?? 0;
}

export interface KeptOfTrigger extends TriggerCount {
  /** How many of them runs of tests sent, and how many of those conform. */
  readonly ofRuns: number;
  readonly conformingOfRuns: number;
}

/** What is kept of an endpoint, by trigger: whatever it was held against, and whoever sent it. */
export async function triggersAt(pool: Pool, scope: string, endpoint: string): Promise<readonly KeptOfTrigger[]> {
  const { rows } = await pool.query<KeptOfTrigger>(
    `select trigger, count(*)::int as received, count(*) filter (where valid)::int as conforming,
         count(*) filter (where run is not null)::int as "ofRuns",
         count(*) filter (where valid and run is not null)::int as "conformingOfRuns"
       from message_received where scope = $1 and endpoint = $2 group by trigger order by trigger`,
    [scope, endpoint],
  );
  return rows;
}

/** So many of each trigger, and at most so many that are no longer than so many bytes, show what an endpoint is sent. */
const NEWEST = { each: 5, most: 40, bytes: 100_000 };

/** The newest messages of each trigger that partners sent to an endpoint, whole: what a run sends may be faulty on purpose. */
export async function newestOf(
  pool: Pool,
  scope: string,
  endpoint: string,
): Promise<readonly { readonly trigger: string; readonly body: string; readonly findings: readonly Finding[] }[]> {
  const { rows } = await pool.query<{ trigger: string; body: string; findings: readonly Finding[] }>(
    `select m.trigger, m.body, m.findings from message_received m join (
         select id, row_number() over (partition by trigger order by received desc, id desc) as place
         from message_received where scope = $1 and endpoint = $2 and bytes <= $5 and run is null) p on p.id = m.id
     where p.place <= $3 order by m.received desc, m.id desc limit $4`,
    [scope, endpoint, NEWEST.each, NEWEST.most, NEWEST.bytes],
  );
  return rows;
}

export async function messageBody(
  pool: Pool,
  scope: string,
  id: string,
): Promise<(KeptMessage & { readonly endpoint: string; readonly body: string }) | undefined> {
  const { rows } = await pool.query<KeptMessage & { endpoint: string; body: string }>(
    `select ${COLUMNS}, endpoint, body from message_received where scope = $1 and id = $2`,
    [scope, id],
  );
  return rows[0];
}

/**
 * Forgets messages that are kept no longer: after the days that their endpoint states or else the usual ones, by the clock of their scope, and beyond so many of one
 * endpoint.
 */
export async function forgetMessages(pool: Pool, days: number, most: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from message_received m using (
       select k.id, row_number() over (partition by k.endpoint order by k.received desc) as place, k.received,
         coalesce((r.fields->>'keepDays')::int, $1::int) as days,
         coalesce(s.pinned, now()) as today
       from message_received k join scope s on s.id = k.scope left join record r on r.id = k.endpoint) old
     where m.id = old.id and (old.place > $2 or old.received < old.today - make_interval(days => old.days))`,
    [days, most],
  );
  return rowCount ?? 0;
}
