import {
  type CodeCoverage,
  CodeCounts,
  coverageOf,
  coverageOfCodes,
  joinSeen,
  LiveValues,
  type MapCoverage,
  mapFields,
  mapLines,
  readCodes,
  readHl7,
  readMapping,
  readProfile,
  type Result,
} from '@callosum/hl7v2';
import { refusal, say, type Sentence, sentenceOf } from '@callosum/kernel';

/** The files that a mapping is counted from, as texts. */
export interface MapTexts {
  readonly mapping: string;
  readonly source: string;
  readonly target: string;
  /** Messages without identifiers, as they are kept with the profile of the source. */
  readonly samples?: string | undefined;
}

/** Messages that are counted; more of them fill hardly another field. */
const MOST_COUNTED = 2_000;

/**
 * Counts what a mapping accounts for: of the fields that are in use by the two profiles and by the messages kept with the source.
 * @throws Refusal for a file that does not hold what it should, with the place
 */
export function countMapping(texts: MapTexts): MapCoverage & { readonly messages: number } {
  const rows = needed(readMapping(texts.mapping));
  const source = needed(readProfile(texts.source), (why) => say`The profile of the source cannot be read. ${why}`);
  const target = needed(readProfile(texts.target), (why) => say`The profile of the target cannot be read. ${why}`);
  const messages = texts.samples === undefined ? [] : readHl7(texts.samples).messages.slice(0, MOST_COUNTED);
  const seen = new LiveValues();
  for (const message of messages) seen.add(message);
  const lines = mapLines(mapFields(source, target), rows, (place) => seen.at(place).messages);
  return { ...coverageOf(lines), messages: messages.length };
}

/** A mapping that goes by a code map, and the messages without identifiers that are kept with the profile of its source, as texts. */
export interface Through {
  readonly mapping: string;
  readonly samples?: string | undefined;
}

/**
 * Counts the codes of a code map: those that its file says were seen, and those that kept messages hold where a mapping puts them through it.
 * @param name under which rows of mappings name the code map
 * @throws Refusal for a file that holds none, with the place
 */
export function countCodes(
  text: string,
  name = '',
  through: readonly Through[] = [],
): CodeCoverage & { readonly messages: number } {
  const codes = needed(readCodes(text));
  const counts = new CodeCounts();
  let messages = 0;
  for (const { mapping, samples } of through) {
    if (samples === undefined) continue;
    const { rows } = needed(readMapping(mapping));
    const places = rows.filter(({ rule }) => rule.kind === 'codes' && rule.map === name).flatMap(({ from }) => from);
    if (places.length === 0) continue;
    const counted = readHl7(samples).messages.slice(0, MOST_COUNTED);
    messages += counted.length;
    for (const message of counted) for (const place of places) counts.add(message, place);
  }
  const seen = messages === 0 ? codes.seen : joinSeen(codes.seen ?? [], counts.seen);
  return { ...coverageOfCodes({ ...codes, ...(seen === undefined ? {} : { seen }) }), messages };
}

function needed<T>(read: Result<T>, saying: (why: Sentence) => Sentence = (why) => why): T {
  if (read.ok) return read.value;
  const { text, remedy } = read.error.sentences;
  throw refusal('unreadable-file', saying(sentenceOf(text)), { path: ['file'], remedy: sentenceOf(remedy) });
}
