import { type Profile, readProfile } from '@callosum/hl7v2';
import { type GraphReader, refusal, say, sentenceOf } from '@callosum/kernel';
import type { PartServices } from '@callosum/server';
import { heldAgainst } from '../../held-against.ts';

/** What messages of an interface are held against besides the standard. */
export interface HeldAgainst {
  readonly hash: string;
  readonly profile: Profile;
}

/** The SHA-256 of the profile in full that messages of an interface are held against. */
export function definitionOf(graph: GraphReader, id: string): string | undefined {
  return heldAgainst(graph, id)?.fields.definition;
}

/** Reads a profile in full. @throws Refusal when the file is not here or is no profile. */
export async function profileIn(files: PartServices['files'], hash: string): Promise<HeldAgainst> {
  const read = readProfile(await textIn(files, hash));
  if (read.ok) return { hash, profile: read.value };
  throw refusal('unreadable-file', say`The profile cannot be read: ${sentenceOf(read.error.sentences.text)}`, {
    remedy: sentenceOf(read.error.sentences.remedy),
  });
}

/** A file as text. @throws Refusal when it is not here. */
export async function textIn(files: PartServices['files'], hash: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of await files.read(hash)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}
