import { refusal, say, sentenceOf } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import type { LedgerFault } from '../ledger/fault.ts';
import type { StoredHead } from '../ledger/scope-verifier.ts';
import { createSealVerifier } from '../ledger/seal-verifier.ts';
import { checkArchiveSeal, type SealedArchive } from './archive-seal.ts';
import { checkArchiveLedger } from './check-ledger.ts';
import { bytesOf, countRows, hexesOf, hexOf } from './copy-text.ts';
import {
  type BackupEntry,
  type BackupFormat,
  type BackupSecrets,
  damaged,
  fileOfEntry,
  FORMAT_ENTRY,
  MANIFEST_ENTRY,
  type Progress,
  readFormat,
  readManifest,
  readSecrets,
  SECRETS_ENTRY,
  tableEntry,
} from './format.ts';
import { type ArchiveEntry, readEntries, readText, rowsOf } from './read-archive.ts';

/** An archive that was read from end to end and is what it was when it was made. */
export interface CheckedArchive extends SealedArchive {
  readonly format: BackupFormat;
  readonly entries: readonly BackupEntry[];
  readonly secrets: BackupSecrets;
  readonly ledger: ArchiveLedger;
}

export interface ArchiveLedger {
  readonly projects: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstFault: LedgerFault | null;
  /** Scope → key of the project. */
  readonly keys: ReadonlyMap<string, string>;
  /** Fingerprints of the keys that signed the seals. */
  readonly signers: readonly string[];
}

const SMALL = 16 * 1_048_576;
const MANIFEST_LIMIT = 512 * 1_048_576;

/**
 * Reads an archive from end to end: seal, hash, size and rows of every entry, that all files are there, and the ledger.
 * A fault of the ledger is an answer; the archive may still be exactly what was written.
 * @throws Refusal `unreadable-file` when the archive is not whole.
 */
export async function checkArchive(path: string, onProgress?: Progress): Promise<CheckedArchive> {
  const archive = await checkArchiveSeal(path, onProgress);
  const { format, entries, secrets, scopes, projects, heads, seals } = await readParts(archive, onProgress);
  const sealed = seals.finish();
  const { events, firstFault } = await checkArchiveLedger(
    archive,
    format,
    { scopes, heads, seals: sealed },
    onProgress,
  );
  const ledger = {
    projects: projects.size,
    events,
    ok: firstFault === null,
    firstFault,
    keys: projects,
    signers: sealed.keys,
  };
  return { ...archive, format, entries, secrets, ledger };
}

/** @throws Refusal `refused` when the ledger within the archive does not verify. */
export function requireSoundLedger({ path, ledger }: CheckedArchive): void {
  const { firstFault } = ledger;
  if (!firstFault) return;
  const place = firstFault.scope === '' ? '' : `${ledger.keys.get(firstFault.scope) ?? firstFault.scope}: `;
  throw refusal(
    'refused',
    say`The ledger in ${path} does not verify. ${place}${sentenceOf(firstFault.sentences.detail)}`,
    {
      remedy: say`Nothing was kept. Run “callosum ledger verify”, and restore a back-up from before the damage.`,
    },
  );
}

async function readParts(archive: SealedArchive, onProgress?: Progress) {
  const { path, size } = archive;
  const reading = readEntries(archive, (done) => onProgress?.('Checking the archive', done, size));
  const entries: BackupEntry[] = [];
  const state = createState();
  let format: BackupFormat | undefined;
  let secrets: BackupSecrets | undefined;
  let manifest: readonly BackupEntry[] | undefined;
  for await (const entry of reading) {
    if (manifest) throw damaged(path, `${entry.name} comes after the manifest.`);
    if (!format) {
      if (entry.name !== FORMAT_ENTRY) throw damaged(path, `it does not begin with ${FORMAT_ENTRY}.`);
      const text = await readText(path, entry, SMALL);
      entries.push(describeText(entry.name, text));
      format = readFormat(path, text);
    } else if (entry.name === SECRETS_ENTRY) {
      const text = await readText(path, entry, SMALL);
      entries.push(describeText(entry.name, text));
      secrets = readSecrets(path, text);
    } else if (entry.name === MANIFEST_ENTRY) {
      manifest = readManifest(path, await readText(path, entry, MANIFEST_LIMIT)).entries;
    } else {
      entries.push(await readContent(path, format, entry, state));
    }
  }
  if (!format || !secrets || !manifest) throw damaged(path, 'it has no end.');
  compareEntries(path, entries, manifest);
  compareTables(path, entries, format);
  const missing = state.files.keys().next().value;
  if (missing !== undefined) throw damaged(path, `the file ${missing} is missing.`);
  return { format, entries, secrets, ...state };
}

function createState() {
  return {
    scopes: new Set<string>(),
    /** Those of projects, with their keys. */
    projects: new Map<string, string>(),
    heads: new Map<string, StoredHead>(),
    seals: createSealVerifier(),
    /** Files the table speaks of that were not met yet, with their sizes. */
    files: new Map<string, number>(),
  };
}

type State = ReturnType<typeof createState>;

async function readContent(
  path: string,
  format: BackupFormat,
  entry: ArchiveEntry,
  state: State,
): Promise<BackupEntry> {
  const { name, size } = entry;
  const digest = createHash('sha256');
  const table = format.tables.find((one) => tableEntry(one.name) === name)?.name;
  const file = fileOfEntry(name);
  if (table === undefined && file === undefined) throw damaged(path, `nobody knows what ${name} is.`);
  let rows = 0;
  const look = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of entry.content) {
      digest.update(chunk);
      if (table !== undefined) rows += countRows(chunk);
      yield chunk;
    }
  };
  await collect(path, format, table, look(), state);
  const sha256 = digest.digest('hex');
  if (file === undefined) return { name, size, sha256, rows };
  if (file !== sha256 || state.files.get(file) !== size)
    throw damaged(path, `the file ${file} is not what its name says.`);
  state.files.delete(file);
  return { name, size, sha256 };
}

/** Reads all of a table or file, and keeps of the small tables what the ledger is checked against. */
async function collect(
  path: string,
  format: BackupFormat,
  table: string | undefined,
  content: AsyncIterable<Buffer>,
  { scopes, projects, heads, seals, files }: State,
): Promise<void> {
  const rows = (columns: readonly string[]) => rowsOf(path, format, table ?? '', columns, content);
  switch (table) {
    case 'scope':
      for await (const [id = '', type, key = ''] of rows(['id', 'type', 'key'])) {
        scopes.add(id);
        if (type === 'project') projects.set(id, key);
      }
      return;
    case 'head':
      for await (const [scope = '', sequence, hash] of rows(['scope', 'sequence', 'hash'])) {
        heads.set(scope, { sequence: Number(sequence), hash: hexOf(hash) });
      }
      return;
    case 'seal':
      for await (const [number, body = '', signature, key] of rows(['number', 'body', 'signature', 'public_key'])) {
        seals.seal({ number: Number(number), body, signature: bytesOf(signature), publicKey: bytesOf(key) });
      }
      return;
    case 'seal_scope':
      for await (const row of rows(['seal', 'scope', 'size', 'root', 'head', 'peaks'])) {
        const [seal, scope = '', size, root, head, peaks] = row;
        const sizes = { seal: Number(seal), size: Number(size), root: hexOf(root), head: hexOf(head) };
        seals.sealScope(scope, { ...sizes, peaks: hexesOf(peaks) });
      }
      return;
    case 'file':
      for await (const [hash = '', size] of rows(['hash', 'size'])) files.set(hash, Number(size));
      return;
    default:
      for await (const _chunk of content);
  }
}

function describeText(name: string, text: string): BackupEntry {
  const bytes = Buffer.from(text, 'utf8');
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function compareEntries(path: string, found: readonly BackupEntry[], manifest: readonly BackupEntry[]): void {
  if (found.length !== manifest.length) {
    throw damaged(path, `it has ${found.length} entries, and its manifest speaks of ${manifest.length}.`);
  }
  for (const [index, entry] of found.entries()) {
    const said = manifest[index];
    const same =
      said?.name === entry.name && said.size === entry.size && said.sha256 === entry.sha256 && said.rows === entry.rows;
    if (!same) throw damaged(path, `${entry.name} is not what its manifest says.`);
  }
}

/** Tables a ledger cannot be without. */
const NEEDED = ['scope', 'head', 'event', 'value', 'seal', 'seal_scope', 'file'];

function compareTables(path: string, entries: readonly BackupEntry[], { tables }: BackupFormat): void {
  const there = entries.flatMap(({ name, rows }) => (rows === undefined ? [] : [name]));
  const said = tables.map(({ name }) => tableEntry(name));
  const missing = [...NEEDED.map(tableEntry), ...said].find((name) => !there.includes(name));
  if (missing !== undefined) throw damaged(path, `${missing} is missing.`);
  if (there.join('\n') !== said.join('\n'))
    throw damaged(path, `its tables are not in the order ${FORMAT_ENTRY} gives.`);
}
