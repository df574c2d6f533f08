import {
  type CodeCoverage,
  coverageOf,
  coverageOfCodes,
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

/** Counts the codes of a code map. @throws Refusal for a file that holds none, with the place */
export function countCodes(text: string): CodeCoverage {
  return coverageOfCodes(needed(readCodes(text)));
}

function needed<T>(read: Result<T>, saying: (why: Sentence) => Sentence = (why) => why): T {
  if (read.ok) return read.value;
  const { text, remedy } = read.error.sentences;
  throw refusal('unreadable-file', saying(sentenceOf(text)), { path: ['file'], remedy: sentenceOf(remedy) });
}
