import { refusal, say } from '@callosum/kernel';
import { z } from 'zod';

/** The form of a back-up archive; README.md describes it. */
export const BACKUP_FORMAT = 'callosum-backup/1';

export const FORMAT_ENTRY = 'format.json';
export const SECRETS_ENTRY = 'secrets.json';
export const MANIFEST_ENTRY = 'manifest.json';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(63);

const tableSchema = z.strictObject({ name, columns: z.array(name).min(1) });

const formatSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** Version of Callosum that wrote the archive. */
  product: z.string(),
  created: z.iso.datetime(),
  organisation: z.strictObject({ id: z.uuid(), key: z.string() }),
  /** Migrations applied to the store, in order. */
  migrations: z.array(z.string()).min(1),
  /** Every table in the order of the archive, which is one that foreign keys allow. */
  tables: z.array(tableSchema),
});

const entrySchema = z.strictObject({
  name: z.string(),
  size: z.int().nonnegative(),
  sha256: hash,
  /** Of a table. */
  rows: z.int().nonnegative().exactOptional(),
});

const manifestSchema = z.strictObject({ format: z.literal(BACKUP_FORMAT), entries: z.array(entrySchema) });

const base64 = z.base64();

const secretsSchema = z.strictObject({
  /** File name → what the secret can be recognised by without knowing it. */
  fingerprints: z.record(z.string(), hash),
  /** Null when they were left out. */
  encrypted: z
    .strictObject({
      kdf: z.strictObject({
        name: z.literal('scrypt'),
        N: z.int().min(1024).max(1_048_576),
        r: z.int().min(1).max(32),
        p: z.int().min(1).max(16),
        salt: base64,
      }),
      cipher: z.literal('aes-256-gcm'),
      iv: base64,
      tag: base64,
      data: base64,
    })
    .nullable(),
});

export type BackupTable = z.infer<typeof tableSchema>;
export type BackupFormat = z.infer<typeof formatSchema>;
export type BackupEntry = z.infer<typeof entrySchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;
export type BackupSecrets = z.infer<typeof secretsSchema>;

/** Where a table's rows lie within the archive. */
export function tableEntry(table: string): string {
  return `tables/${table}.copy`;
}

/** Where a file's content lies within the archive. */
export function fileEntry(digest: string): string {
  return `files/${digest.slice(0, 2)}/${digest}`;
}

/** The hash a file entry is named by; undefined for another entry. */
export function fileOfEntry(entry: string): string | undefined {
  const digest = entry.slice(-64);
  return hash.safeParse(digest).success && fileEntry(digest) === entry ? digest : undefined;
}

/** Hears how a long step goes on; the total is left out where nobody knows it. */
export type Progress = (step: string, done: number, total?: number) => void;

/** A refusal of an archive. */
export function damaged(path: string, what: string): Error {
  return refusal('unreadable-file', say`${path} is not a whole Callosum back-up: ${what}`, {
    remedy: say`Nothing was written. Use another copy of the back-up.`,
  });
}

/** @throws Refusal `unreadable-file` when the text is not of the archive's form. */
export function readFormat(path: string, text: string): BackupFormat {
  return parse(path, FORMAT_ENTRY, formatSchema, text);
}

/** @throws Refusal `unreadable-file`. */
export function readManifest(path: string, text: string): BackupManifest {
  return parse(path, MANIFEST_ENTRY, manifestSchema, text);
}

/** @throws Refusal `unreadable-file`. */
export function readSecrets(path: string, text: string): BackupSecrets {
  return parse(path, SECRETS_ENTRY, secretsSchema, text);
}

function parse<T>(path: string, entry: string, schema: z.ZodType<T>, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(path, `its ${entry} is not JSON.`);
  }
  const checked = schema.safeParse(json);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw damaged(
    path,
    `its ${entry} is not of the form ${BACKUP_FORMAT} (${issue?.path.join('.')}: ${issue?.message}).`,
  );
}
