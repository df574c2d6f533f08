import { type Profile, readProfile } from '@callosum/hl7v2';
import { type GraphReader, refusal, say, sentenceOf } from '@callosum/kernel';
import type { PartServices } from '@callosum/server';
import { messageProfile } from '../../kinds/message-profile.ts';

/** What messages of an interface are held against besides the standard. */
export interface HeldAgainst {
  readonly hash: string;
  readonly profile: Profile;
}

/** What the target expects comes before what the source says that it sends. */
const ORDER = ['target', 'both', 'source'];

/** The SHA-256 of the profile in full that messages of an interface are held against. */
export function definitionOf(graph: GraphReader, id: string): string | undefined {
  const kept = graph
    .in(id, 'messageProfile.of')
    .flatMap(({ from }) => graph.get(messageProfile, from) ?? [])
    .filter(({ fields }) => fields.definition !== undefined)
    .toSorted((a, b) => ORDER.indexOf(a.fields.end ?? 'source') - ORDER.indexOf(b.fields.end ?? 'source'));
  return kept[0]?.fields.definition;
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
