import { type BundleFile, type Profile, readNistBundle, readProfile, writeProfile } from '@callosum/hl7v2';
import { say, type SentenceForm } from '@callosum/kernel';
import { unzipSync } from 'fflate';
import type { Dropped } from './samples.ts';

/** What was dropped as a profile, read: the profile in our own form, or why there is none. */
export interface Bundle {
  readonly name: string;
  readonly version: string;
  readonly structures: readonly string[];
  /** Segments of one’s own. */
  readonly own: readonly string[];
  readonly predicates: number;
  readonly constraints: number;
  /** The profile in full, as it is kept. */
  readonly written: string;
}

/** Something of a bundle that was not read, with its place. */
export interface BundleNote {
  readonly file: string;
  readonly line: number;
  readonly sentences: { readonly text: SentenceForm; readonly remedy: SentenceForm };
}

export interface BundleResult {
  readonly bundle: Bundle | null;
  readonly notes: readonly BundleNote[];
}

/** A file of a bundle beyond this is no profile; whoever unpacks more than that fills a browser’s memory. */
const LARGEST_BYTES = 64 * 1_048_576;

/** Reads the XML files of a NIST or IGAMT bundle, a zip of them, or a profile that was written here. */
export function readBundle(files: readonly Dropped[]): BundleResult {
  const notes: BundleNote[] = [];
  const texts = files.flatMap((file) => unpack(file, notes));
  const own = texts.find(({ name }) => name.toLowerCase().endsWith('.json'));
  if (own) return fromJson(own, notes);
  const { profile, problems, predicates, constraints } = readNistBundle(
    texts.filter(({ name }) => name.toLowerCase().endsWith('.xml')),
  );
  notes.push(...problems.map(({ file, line, sentences }) => ({ file, line, sentences })));
  return { bundle: profile ? bundleOf(profile, { predicates, constraints }) : null, notes };
}

function fromJson({ name, text }: BundleFile, notes: readonly BundleNote[]): BundleResult {
  const read = readProfile(text);
  if (read.ok) return { bundle: bundleOf(read.value, { predicates: 0, constraints: 0 }), notes };
  return { bundle: null, notes: [...notes, { file: name, line: 1, sentences: read.error.sentences }] };
}

function bundleOf(profile: Profile, counts: Pick<Bundle, 'predicates' | 'constraints'>): Bundle {
  return {
    name: profile.name,
    version: profile.version,
    structures: [...new Set(profile.messages.map(({ structure, id }) => structure || id))],
    own: Object.keys(profile.segments).filter((segment) => segment.startsWith('Z')),
    ...counts,
    written: writeProfile(profile),
  };
}

function unpack({ name, bytes }: Dropped, notes: BundleNote[]): readonly BundleFile[] {
  if (!name.toLowerCase().endsWith('.zip')) return [textOf(name, bytes)];
  try {
    const entries = unzipSync(bytes, {
      filter: (entry) => {
        if (!/\.(xml|json)$/i.test(entry.name) || entry.name.startsWith('__MACOSX/')) return false;
        if (entry.originalSize <= LARGEST_BYTES) return true;
        const text = say`It has ${entry.originalSize} bytes.`;
        const sentences = { text, remedy: say`Leave out what is no part of the profile.` };
        notes.push({ file: entry.name, line: 1, sentences });
        return false;
      },
    });
    return Object.entries(entries).map(([entry, content]) => textOf(entry, content));
  } catch {
    const sentences = { text: say`The zip cannot be read.`, remedy: say`Pack it again, or drop its files.` };
    notes.push({ file: name, line: 1, sentences });
    return [];
  }
}

function textOf(name: string, bytes: Uint8Array): BundleFile {
  return { name, text: new TextDecoder(bytes[0] === 0xff || bytes[0] === 0xfe ? 'utf-16' : 'utf-8').decode(bytes) };
}
