import {
  createChainVerifier,
  createTree,
  type Fault,
  type MerkleTree,
  orderHeads,
  type SealedHead,
  sealLeaf,
  toHex,
  treeHash,
  verifySeal,
  ZERO_HASH,
} from '@callosum/kernel/ledger';
import type { Pool, PoolClient } from 'pg';
import { readEvents } from '../store/events.ts';
import { nativeSha256 } from '../store/hash.ts';

/** A fault of a chain, of its head, or of a seal. */
export interface LedgerFault {
  readonly scope: string;
  readonly sequence: number;
  readonly code: string;
  readonly detail: string;
}

export interface LedgerCheck {
  /** Scopes whose chains were verified. */
  readonly scopes: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstFault: LedgerFault | null;
  readonly ms: number;
}

interface ScopeRow {
  scope: string;
  sequence: number | null;
  hash: Buffer | null;
}

interface SealRow {
  seal: number;
  size: number;
  root: Buffer;
  head: Buffer;
  peaks: Buffer[];
}

/**
 * Verifies chains, values and seals of one scope or all of them, within one snapshot of the store.
 * @param only a scope's id; all scopes when left out.
 * @param onProgress hears how many events were verified so far.
 */
export async function verifyLedger(
  pool: Pool,
  only?: string,
  onProgress?: (events: number) => void,
): Promise<LedgerCheck> {
  const started = performance.now();
  const client = await pool.connect();
  let events = 0;
  let firstFault: LedgerFault | null = null;
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<ScopeRow>(
      `select s.id as scope, h.sequence, h.hash from scope s left join head h on h.scope = s.id
       where $1::uuid is null or s.id = $1 order by s.id`,
      [only ?? null],
    );
    for (const row of rows) {
      const checked = await verifyScope(client, row, (count) => onProgress?.(events + count));
      events += checked.events;
      firstFault ??= checked.fault;
    }
    firstFault ??= await verifySeals(client);
    return {
      scopes: rows.length,
      events,
      ok: firstFault === null,
      firstFault,
      ms: Math.round(performance.now() - started),
    };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

const PROGRESS_EVERY = 10_000;

async function verifyScope(
  client: PoolClient,
  { scope, sequence, hash }: ScopeRow,
  onProgress: (events: number) => void,
): Promise<{ events: number; fault: LedgerFault | null }> {
  const seals = await client.query<SealRow>(
    'select seal, size, root, head, peaks from seal_scope where scope = $1 order by size',
    [scope],
  );
  const chain = createChainVerifier(scope, { sha256: nativeSha256 });
  const tree = createTree(nativeSha256);
  let next = 0;
  let events = 0;
  for await (const event of readEvents(client, scope, {})) {
    const fault = chain.next(event);
    if (fault) return { events, fault: toFault(fault) };
    events += 1;
    if (events % PROGRESS_EVERY === 0) onProgress(events);
    tree.append(event.hash);
    for (let seal = seals.rows[next]; seal && seal.size === event.sequence; seal = seals.rows[next]) {
      if (toHex(tree.root()) !== seal.root.toString('hex') || !event.hash.equals(seal.head) || !samePeaks(tree, seal)) {
        return {
          events,
          fault: {
            scope,
            sequence: seal.size,
            code: 'seal-mismatch',
            detail: `Seal ${seal.seal} holds another history up to event ${seal.size}.`,
          },
        };
      }
      next += 1;
    }
  }
  const [fault] = chain.finish();
  if (fault) return { events, fault: toFault(fault) };
  const missing = seals.rows[next];
  if (missing) {
    return {
      events,
      fault: {
        scope,
        sequence: events,
        code: 'events-missing',
        detail: `Seal ${missing.seal} holds ${missing.size} events; ${events} are left.`,
      },
    };
  }
  const [beside] = (await client.query<{ sequence: number }>(BESIDE, [scope])).rows;
  if (beside) {
    const detail = 'The columns beside the event’s text say something else than the text.';
    return { events, fault: { scope, sequence: beside.sequence, code: 'index-mismatch', detail } };
  }
  if (sequence === null || hash === null) {
    return { events, fault: { scope, sequence: events, code: 'head-missing', detail: 'The ledger has no head.' } };
  }
  if (chain.head().sequence !== sequence || (sequence > 0 && chain.head().hash !== hash.toString('hex'))) {
    return {
      events,
      fault: {
        scope,
        sequence,
        code: 'head-mismatch',
        detail: `The head says ${sequence} events; the chain ends with ${events}.`,
      },
    };
  }
  return { events, fault: null };
}

/** What the next seal's tree is grown from. */
function samePeaks(tree: MerkleTree, { peaks }: SealRow): boolean {
  const grown = tree.state().peaks;
  return grown.length === peaks.length && peaks.every((peak, index) => peak.equals(grown[index] ?? new Uint8Array()));
}

/** The first event found by another subject, command or time than its text says: the columns answer questions about the past. */
const BESIDE = `select sequence from event where scope = $1 and (
    strpos(text, '"subject":{"id":"' || subject || '"') = 0
    or strpos(text, '"command":{"id":"' || command || '"') = 0
    or strpos(text, '"recorded":"' || to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"') = 0
    or strpos(text, '"effective":"' || to_char(effective at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"') = 0
  ) order by sequence limit 1`;

/** Signatures and succession of the seals. */
async function verifySeals(client: PoolClient): Promise<LedgerFault | null> {
  const { rows } = await client.query<{ number: number; body: string; signature: Buffer; public_key: Buffer }>(
    'select number, body, signature, public_key from seal order by number',
  );
  const tables = await client.query<{ seal: number; scope: string; size: number; root: Buffer; head: Buffer }>(
    'select seal, scope, size, root, head from seal_scope order by seal',
  );
  const bySeal = Map.groupBy(tables.rows, ({ seal }) => seal);
  const heads = new Map<string, SealedHead>();
  let previous = ZERO_HASH;
  for (const [index, seal] of rows.entries()) {
    const check = verifySeal(seal.body, seal.signature, seal.public_key, nativeSha256);
    const wrong = (code: string, detail: string): LedgerFault => ({ scope: '', sequence: seal.number, code, detail });
    if (!check.ok) return wrong(`seal-${check.code}`, `Seal ${seal.number}: ${check.detail}`);
    if (check.body.number !== index + 1 || seal.number !== index + 1)
      return wrong('seal-missing', `Seal ${index + 1} is missing.`);
    if (check.body.previous !== previous)
      return wrong('seal-broken', `Seal ${seal.number} names another seal as its predecessor.`);
    for (const { scope, size, root, head } of bySeal.get(seal.number) ?? []) {
      heads.set(scope, { scope, size, root: root.toString('hex'), head: head.toString('hex') });
    }
    const root = toHex(treeHash(orderHeads([...heads.values()]).map(sealLeaf), nativeSha256));
    if (root !== check.body.root)
      return wrong('seal-mismatch', `The heads stored for seal ${seal.number} are not those it was made from.`);
    previous = toHex(nativeSha256(Buffer.from(seal.body, 'utf8')));
  }
  return null;
}

function toFault({ scope, sequence, code, field, detail }: Fault): LedgerFault {
  return { scope, sequence, code, detail: field ? `${field}: ${detail}` : detail };
}
