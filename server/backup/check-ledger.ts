import { say } from '@callosum/kernel';
import type { EventValues } from '@callosum/kernel/ledger';
import { type LedgerFault, ledgerFault } from '../ledger/fault.ts';
import { createScopeVerifier, type ScopeVerifier, type StoredHead } from '../ledger/scope-verifier.ts';
import type { SealedHistory } from '../ledger/seal-verifier.ts';
import { momentOf } from '../store/spelling.ts';
import type { SealedArchive } from './archive-seal.ts';
import { hexOf } from './copy-text.ts';
import type { BackupFormat, Progress } from './format.ts';
import { readTable } from './read-archive.ts';

/** What the small tables of an archive say about its ledger. */
export interface LedgerParts {
  /** Every scope, whether anything happened in it or not. */
  readonly scopes: ReadonlySet<string>;
  /** Scope → where its chain has to end. */
  readonly heads: ReadonlyMap<string, StoredHead>;
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
  let verifier: ScopeVerifier | undefined;
  let events = 0;
  try {
    for await (const row of readTable(archive, format, 'event', EVENT_COLUMNS)) {
      const [id = '', number, text = '', hash, subject = '', command = '', recorded = '', effective = ''] = row;
      const sequence = Number(number);
      if (verifier?.scope !== id) {
        const fault = verifier?.finish() ?? null;
        if (fault) return { events, firstFault: fault };
        seen.add(id);
        verifier = createScopeVerifier(id, heads.get(id), seals.sizes.get(id) ?? []);
      }
      const index = { subject, command, recorded: momentOf(recorded), effective: momentOf(effective) };
      const stored = { sequence, text, hash: hexOf(hash), index, values: await values.of(id, sequence) };
      const fault = verifier.next(stored);
      if (fault) return { events, firstFault: fault };
      events += 1;
      if (events % PROGRESS_EVERY === 0) onProgress?.('Verifying the ledger', events, total);
    }
    const fault = verifier?.finish() ?? unseen(scopes, heads, seen, seals) ?? (await values.left()) ?? seals.fault;
    return { events, firstFault: fault };
  } finally {
    await values.close();
  }
}

const EVENT_COLUMNS = ['scope', 'sequence', 'text', 'hash', 'subject', 'command', 'recorded', 'effective'];

/** A scope whose head or events are all gone. */
function unseen(
  scopes: ReadonlySet<string>,
  heads: ReadonlyMap<string, StoredHead>,
  seen: ReadonlySet<string>,
  { sizes }: SealedHistory,
): LedgerFault | null {
  for (const scope of scopes) {
    if (!heads.has(scope)) return ledgerFault(scope, 0, 'head-missing', say`The ledger has no head.`);
  }
  for (const scope of new Set([...heads.keys(), ...sizes.keys()])) {
    const said = Math.max(heads.get(scope)?.sequence ?? 0, sizes.get(scope)?.at(-1)?.size ?? 0);
    if (said === 0 || seen.has(scope)) continue;
    return ledgerFault(scope, 0, 'events-missing', say`Head or seal say ${said} events; none are left.`);
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
      const detail = say`Values are stored for event ${sequence ?? ''}, which is not there.`;
      return ledgerFault(scope, Number(sequence), 'value-extra', detail);
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
