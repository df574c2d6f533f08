import {
  CONSISTENCY_FORMAT,
  keyFingerprint,
  PROOF_FORMAT,
  type ProofResult,
  verifyConsistencyDocument,
  verifyProof,
} from '@callosum/kernel/ledger';
import { refusal, say } from '@callosum/kernel';
import { checkArchive, isGzip, verifyLedger } from '@callosum/server';
import { requireWhole } from './acting.ts';
import { inStore, type StoreOptions } from './store.ts';
import { count, counted, createProgressBar, printResult } from './terminal.ts';
import { readUserFile, sizeOf } from './user-files.ts';

export interface VerifyArguments extends StoreOptions {
  readonly trustedKey?: readonly string[];
  readonly json: boolean;
}

/** The first thing that does not verify; what a document does not tell is null. */
interface Fault {
  readonly project: string | null;
  readonly scope: string | null;
  readonly sequence: number | null;
  readonly code: string;
  readonly detail: string;
}

interface Verified {
  readonly projects: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstFault: Fault | null;
}

/** Verifies the store, or a document or back-up without one. @returns the exit status: 1 when something does not verify. */
export async function verify(file: string | undefined, options: VerifyArguments): Promise<number> {
  const { result, lines } = file === undefined ? await verifyStore(options) : await verifyFile(file, options);
  printResult(options.json, result, lines);
  return result.ok ? 0 : 1;
}

interface Outcome {
  readonly result: Verified;
  readonly lines: readonly string[];
}

async function verifyStore(options: VerifyArguments): Promise<Outcome> {
  return inStore(options, async (installation, progress) => {
    await requireWhole(installation);
    const { pool } = installation;
    const sum = await pool.query<{ events: number }>('select coalesce(sum(sequence), 0)::bigint as events from head');
    const found = await verifyLedger(pool, undefined, (done) =>
      progress.show('Verifying the ledger', done, sum.rows[0]?.events),
    );
    const scopes = await pool.query<{ id: string; key: string }>(`select id, key from scope where type = 'project'`);
    const keys = await pool.query<{ public_key: Buffer }>('select distinct public_key from seal');
    const signers = keys.rows.map((row) => keyFingerprint(row.public_key));
    return outcome(found, new Map(scopes.rows.map(({ id, key }) => [id, key])), signers, options);
  });
}

async function verifyFile(path: string, options: VerifyArguments): Promise<Outcome> {
  await sizeOf(path);
  if (await isGzip(path)) return verifyArchive(path, options);
  const text = await readUserFile(path, DOCUMENT_LIMIT);
  const trusted = options.trustedKey ? { trustedFingerprint: options.trustedKey } : {};
  // A document that was damaged so that it is no JSON any more still is what it says it is.
  if (text.includes(PROOF_FORMAT)) return ofDocument(path, verifyProof(text, trusted), 1);
  if (text.includes(CONSISTENCY_FORMAT))
    return ofDocument(path, verifyConsistencyDocument(text, trusted), sizeInside(text));
  throw refusal('unreadable-file', say`${path} is neither a proof, a consistency document nor a back-up.`, {
    remedy: say`Give a file that “callosum ledger prove” or “callosum backup” wrote.`,
  });
}

const DOCUMENT_LIMIT = 64 * 1_048_576;

async function verifyArchive(path: string, options: VerifyArguments): Promise<Outcome> {
  const progress = createProgressBar();
  try {
    const { ledger } = await checkArchive(path, progress.show);
    return outcome(ledger, ledger.keys, ledger.signers, options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'unreadable-file')) throw error;
    const [detail = ''] = error.message.split(' Nothing was written.');
    return { result: failed(0, 0, { ...NOWHERE, code: 'archive-damaged', detail }), lines: [detail] };
  } finally {
    progress.end();
  }
}

const NOWHERE = { project: null, scope: null, sequence: null };

function failed(projects: number, events: number, firstFault: Fault): Verified {
  return { projects, events, ok: false, firstFault };
}

interface LedgerFound {
  readonly events: number;
  readonly firstFault: { scope: string; sequence: number; code: string; detail: string } | null;
}

/** What was found in a whole ledger, and whether a trusted key sealed it. */
function outcome(
  { events, firstFault }: LedgerFound,
  projects: ReadonlyMap<string, string>,
  signers: readonly string[],
  { trustedKey }: VerifyArguments,
): Outcome {
  const stranger = trustedKey && signers.find((signer) => !trustedKey.includes(signer));
  const fault = firstFault
    ? {
        project: projects.get(firstFault.scope) ?? null,
        scope: firstFault.scope || null,
        sequence: firstFault.sequence,
        code: firstFault.code,
        detail: firstFault.detail,
      }
    : stranger && { ...NOWHERE, code: 'key', detail: `The key ${stranger}, which made seals, is not a trusted one.` };
  const size = `${counted(projects.size, 'project')}, ${counted(events, 'event')}`;
  if (fault) {
    const place = [fault.project, fault.sequence === null ? null : count(fault.sequence)].filter(Boolean).join(':');
    const lines = [
      `Does not verify (${size} looked at).`,
      `${place === '' ? '' : `${place}: `}${fault.detail} (${fault.code})`,
    ];
    return { result: failed(projects.size, events, fault), lines };
  }
  return {
    result: { projects: projects.size, events, ok: true, firstFault: null },
    lines: [
      `Verified: ${size}. Every chain, value and seal holds.`,
      ...signers.map((signer) => `Sealed by the key ${signer}.`),
    ],
  };
}

function ofDocument(path: string, { ok, steps, firstFault }: ProofResult, events: number): Outcome {
  const fault = firstFault && { ...NOWHERE, code: firstFault.name, detail: firstFault.detail };
  return {
    result: fault ? failed(1, events, fault) : { projects: 1, events, ok, firstFault: null },
    lines: [
      `${path} ${ok ? 'verifies' : 'does not verify'}.`,
      ...steps.map((step) => `  ${step.ok ? '●' : '▲'} ${step.name}: ${step.detail}`),
    ],
  };
}

/** How many events a consistency document speaks of. */
function sizeInside(text: string): number {
  try {
    const document: { second?: { head?: { size?: unknown } } } = JSON.parse(text);
    const size = document.second?.head?.size;
    return typeof size === 'number' ? size : 0;
  } catch {
    return 0;
  }
}
