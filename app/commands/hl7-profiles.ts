import { readNistBundle, readProfile } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tellLine } from './store.ts';
import { readUserFile, unreadable } from './user-files.ts';

const MAX_BYTES = 256 * 1_024 * 1_024;

/** A profile that cannot be used. */
class ProfileError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Reads a profile: JSON of our own, one XML file, or a folder with the XML files of a NIST conformance profile. What is not read of it is said.
 * @throws ProfileError, FileError
 */
export async function readProfileAt(path: string): Promise<Profile> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory() && !path.toLowerCase().endsWith('.xml')) {
    const read = readProfile(await readUserFile(path, MAX_BYTES));
    if (!read.ok) throw new ProfileError(`${path}: ${read.error.text}`, read.error.remedy);
    return read.value;
  }
  const names = found.isDirectory()
    ? (await readdir(path)).filter((name) => name.toLowerCase().endsWith('.xml'))
    : [''];
  const files = await Promise.all(
    names.toSorted().map(async (name) => ({ name, text: await readUserFile(join(path, name), MAX_BYTES) })),
  );
  const { profile, problems } = readNistBundle(files);
  if (profile) {
    for (const { file, text, remedy } of problems) tellLine(`${join(path, file)}: ${text} ${remedy}`);
    return profile;
  }
  const [first] = problems;
  const place = first && first.file !== '' ? `${join(path, first.file)}, line ${first.line}` : path;
  throw new ProfileError(
    `${place}: ${first?.text ?? 'There is no profile.'}`,
    first?.remedy ?? 'Choose another folder.',
  );
}
