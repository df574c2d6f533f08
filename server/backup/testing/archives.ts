import { Readable } from 'node:stream';
import { createArchive } from '../write-archive.ts';
import { checkArchiveSeal } from '../archive-seal.ts';
import { BACKUP_FORMAT, type BackupEntry, MANIFEST_ENTRY } from '../format.ts';
import { readEntries } from '../read-archive.ts';

/** What an archive holds, by entry, the manifest left out. */
export async function unpack(path: string): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for await (const entry of readEntries(await checkArchiveSeal(path))) {
    const pieces: Buffer[] = [];
    for await (const piece of entry.content) pieces.push(piece);
    contents.set(entry.name, Buffer.concat(pieces));
  }
  contents.delete(MANIFEST_ENTRY);
  return contents;
}

/** An archive such as somebody who knows the format could forge: every hash and count is right. */
export async function pack(path: string, contents: ReadonlyMap<string, Buffer>): Promise<void> {
  const archive = createArchive(path, new Date());
  const entries: BackupEntry[] = [];
  for (const [name, content] of contents) {
    entries.push(await archive.add(name, content.length, Readable.from([content]), name.startsWith('tables/')));
  }
  await archive.addText(MANIFEST_ENTRY, JSON.stringify({ format: BACKUP_FORMAT, entries }));
  await archive.finish();
}

/** Copies an archive with one entry changed. */
export async function forge(from: string, to: string, name: string, change: (text: string) => string): Promise<void> {
  const contents = await unpack(from);
  const before = contents.get(name)?.toString('utf8');
  if (before === undefined) throw new Error(`There is no ${name}`);
  const after = change(before);
  if (after === before) throw new Error(`Nothing in ${name} was changed`);
  contents.set(name, Buffer.from(after, 'utf8'));
  await pack(to, contents);
}
