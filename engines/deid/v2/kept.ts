import type { Finding } from '../finding.ts';
import { scanKept } from '../text/scan.ts';
import type { KnownValues } from './known.ts';
import type { Reader } from './reader.ts';
import { pathOf } from './reader.ts';
import type { Range, Segment } from './split.ts';

/** So many words are a sentence; fewer may be the name of a place or a house. */
const SENTENCE = 4;

/**
 * A field of the standard that holds codes: they stay. Senders write other things there, or all fields of a segment one place further on; what is no
 * code is looked through for whatever is surely an identifier.
 */
export function readKept(reader: Reader, segment: Segment, field: number, range: Range): void {
  for (const [index, repetition] of reader.repetitions(range).entries()) {
    for (const [place, component] of reader.components(repetition).entries()) {
      for (const [sub, leaf] of reader.subcomponents(component).entries()) {
        readKeptLeaf(reader, leaf, pathOf(segment, field, index + 1, place + 1, sub > 0 ? sub + 1 : 0));
      }
    }
  }
}

/** The same for one value. */
export function readKeptLeaf(reader: Reader, leaf: Range, path: string): void {
  const found = scanKept(reader.readable(leaf));
  if (!found) return;
  reader.noteAll(leaf, path, found);
  reader.kept.push({ range: leaf, path });
}

/** What typed fields hold, in a value that stays otherwise: numbers, and names in a sentence or beside each other; a facility is called by its town. */
export function knownInKept(text: string, known: KnownValues): Finding[] {
  const found = known.find(text);
  const names = found.filter(({ treatment }) => treatment === 'name');
  const isSpoken = text.trim().split(/\s+/).length >= SENTENCE;
  const areNames = names.some(({ end }, at) => names[at + 1]?.start === end + 1);
  return found.filter(({ treatment }) => treatment !== 'place' && (treatment !== 'name' || isSpoken || areNames));
}
