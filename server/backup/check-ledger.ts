import { createChainVerifier, createTree, type EventValues, toHex } from '@callosum/kernel/ledger';
import type { LedgerFault } from '../ledger/verify.ts';
import { nativeSha256 } from '../store/hash.ts';
import type { SealedArchive } from './archive-seal.ts';
import type { SealedHistory } from './check-seals.ts';
import { hexOf } from './copy-text.ts';
import type { BackupFormat, Progress } from './format.ts';
import { readTable } from './read-archive.ts';

export interface ArchiveHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the small tables of an archive say about its ledger. */
export interface LedgerParts {
  /** Every scope, whether anything happened in it or not. */
  readonly scopes: ReadonlySet<string>;
  /** Scope → where its chain has to end. */
  readonly heads: ReadonlyMap<string, ArchiveHead>;
  readonly seals: SealedHistory;
}

export interface LedgerFinding {
  readonly events: number;
  readonly firstFault: LedgerFault | null;
}

const PROGRESS_EVERY = 10_000;

/**
 * Verifies the chains of an archive with their values against heads and seals, without a database. Events and values are two
 * tables in the same order, so the archive is read twice at once and nothing is kept.
 */
export async function checkArchiveLedger(
  archive: SealedArchive,
  format: BackupFormat,
  { scopes, heads, seals }: LedgerParts,
  onProgress?: Progress,
): Promise<LedgerFinding> {
  const total = [...heads.values()].reduce((sum, { sequence }) => sum + sequence, 0);
  const values = valuesInOrder(archive, format);
  const seen = new Set<string>();
  let scope: ScopeCheck | undefined;
  let events = 0;
  try {
    for await (const row of readTable(archive, format, 'event', EVENT_COLUMNS)) {
      const [id = '', sequenceText, text = '', hash, ...beside] = row;
      const sequence = Number(sequenceText);
      if (scope?.id !== id) {
        const fault = scope?.finish() ?? null;
        if (fault) return { events, firstFault: fault };
        seen.add(id);
        scope = createScopeCheck(id, heads.get(id), seals);
      }
      const stored = await values.of(id, sequence);
      const fault = scope.next({ sequence, text, hash: Buffer.from(hexOf(hash), 'hex'), values: stored, beside });
      if (fault) return { events, firstFault: fault };
      events += 1;
      if (events % PROGRESS_EVERY === 0) onProgress?.('Verifying the ledger', events, total);
    }
    const fault = scope?.finish() ?? unseen(scopes, heads, seen, seals) ?? (await values.left()) ?? seals.fault;
    return { events, firstFault: fault };
  } finally {
    await values.close();
  }
}

const EVENT_COLUMNS = ['scope', 'sequence', 'text', 'hash', 'subject', 'command', 'recorded', 'effective'];

interface ArchiveEvent {
  readonly sequence: number;
  readonly text: string;
  readonly hash: Buffer;
  readonly values: EventValues;
  /** Subject, command, recorded and effective, as the columns beside the text have them. */
  readonly beside: readonly string[];
}

interface ScopeCheck {
  readonly id: string;
  readonly next: (event: ArchiveEvent) => LedgerFault | null;
  readonly finish: () => LedgerFault | null;
}

function createScopeCheck(id: string, head: ArchiveHead | undefined, { sizes }: SealedHistory): ScopeCheck {
  const chain = createChainVerifier(id, { sha256: nativeSha256 });
  const tree = createTree(nativeSha256);
  const sealed = sizes.get(id) ?? [];
  let next = 0;
  const wrong = (sequence: number, code: string, detail: string): LedgerFault => ({
    scope: id,
    sequence,
    code,
    detail,
  });
  return {
    id,
    next: (event) => {
      const fault = chain.next(event);
      if (fault) return fault;
      if (!saysTheSame(event)) {
        const detail = 'The columns beside the event’s text say something else than the text.';
        return wrong(event.sequence, 'index-mismatch', detail);
      }
      tree.append(event.hash);
      for (let seal = sealed[next]; seal?.size === event.sequence; seal = sealed[next]) {
        const peaks = tree.state().peaks.map(toHex).join(',');
        if (toHex(tree.root()) !== seal.root || toHex(event.hash) !== seal.head || peaks !== seal.peaks) {
          return wrong(seal.size, 'seal-mismatch', `Seal ${seal.seal} holds another history up to event ${seal.size}.`);
        }
        next += 1;
      }
      return null;
    },
    finish: () => {
      const [fault] = chain.finish();
      if (fault) return fault;
      const { sequence, hash } = chain.head();
      const missing = sealed[next];
      if (missing) {
        return wrong(
          sequence,
          'events-missing',
          `Seal ${missing.seal} holds ${missing.size} events; ${sequence} are left.`,
        );
      }
      if (head?.sequence === sequence && head.hash === hash) return null;
      return wrong(
        sequence,
        'head-mismatch',
        `The head says ${head?.sequence ?? 0} events; the chain ends with ${sequence}.`,
      );
    },
  };
}

/** The columns answer questions about the past, so they have to say what the chain protects. */
function saysTheSame({
  text,
  beside: [subject = '', command = '', recorded = '', effective = ''],
}: ArchiveEvent): boolean {
  return (
    text.includes(`"subject":{"id":"${subject}"`) &&
    text.includes(`"command":{"id":"${command}"`) &&
    text.includes(`"recorded":"${isoOf(recorded)}"`) &&
    text.includes(`"effective":"${isoOf(effective)}"`)
  );
}

/** “2026-11-22T18:14:22.470Z” from SQL's “2026-11-22 18:14:22.47+00”. */
function isoOf(timestamp: string): string {
  const date = new Date(`${timestamp.replace(' ', 'T')}:00`);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** A scope whose head or events are all gone. */
function unseen(
  scopes: ReadonlySet<string>,
  heads: ReadonlyMap<string, ArchiveHead>,
  seen: ReadonlySet<string>,
  { sizes }: SealedHistory,
): LedgerFault | null {
  for (const scope of scopes) {
    if (!heads.has(scope)) return { scope, sequence: 0, code: 'head-missing', detail: 'The ledger has no head.' };
  }
  for (const scope of new Set([...heads.keys(), ...sizes.keys()])) {
    const said = Math.max(heads.get(scope)?.sequence ?? 0, sizes.get(scope)?.at(-1)?.size ?? 0);
    if (said === 0 || seen.has(scope)) continue;
    return { scope, sequence: 0, code: 'events-missing', detail: `Head or seal say ${said} events; none are left.` };
  }
  return null;
}

/** Gives the values of one event after the other, as the table holds them. */
function valuesInOrder(archive: SealedArchive, format: BackupFormat) {
  const rows = readTable(archive, format, 'value', ['scope', 'sequence', 'values']);
  let waiting: readonly string[] | undefined;
  let ended = false;
  const peek = async (): Promise<readonly string[] | undefined> => {
    if (waiting || ended) return waiting;
    const row = await rows.next();
    ended = row.done === true;
    waiting = row.done ? undefined : row.value;
    return waiting;
  };
  return {
    of: async (scope: string, sequence: number): Promise<EventValues> => {
      const row = await peek();
      if (row?.[0] !== scope || Number(row[1]) !== sequence) return {};
      waiting = undefined;
      return parseValues(row[2] ?? '');
    },
    /** Values of an event that is not there. Asked for when the last event has been read. */
    left: async (): Promise<LedgerFault | null> => {
      const row = await peek();
      if (!row) return null;
      const [scope = '', sequence] = row;
      const detail = `Values are stored for event ${sequence}, which is not there.`;
      return { scope, sequence: Number(sequence), code: 'value-extra', detail };
    },
    close: async () => {
      await rows.return();
    },
  };
}

/** What is no set of openings counts as no values: the chain then misses them. */
function parseValues(text: string): EventValues {
  try {
    const values: unknown = JSON.parse(text);
    return isValues(values) ? values : {};
  } catch {
    return {};
  }
}

function isValues(values: unknown): values is EventValues {
  if (typeof values !== 'object' || values === null) return false;
  return Object.values(values).every(isOpening);
}

function isOpening(opening: unknown): boolean {
  if (typeof opening !== 'object' || opening === null) return false;
  if ('redactedBy' in opening) return typeof opening.redactedBy === 'number';
  return 'salt' in opening && typeof opening.salt === 'string' && 'value' in opening;
}
