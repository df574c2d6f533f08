import { checkBatch, compareProfiles, generateMessages, loadStandard, readHl7, walk } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import simple from 'simple-hl7';
import type { SimplePart } from 'simple-hl7';
import type { Bench } from '../bench.ts';
import { mebibytes, median, time, times, whole } from '../report.ts';
import type { Figure } from '../report.ts';

const ROUNDS = 7;
const SEED = 20_261_126;
/** Messages of about this many bytes are read, as laboratories send them. */
const BYTES = 5_000;
const MESSAGES = 100;
const CHECKED = { usual: 5_000, full: 100_000 };

// @medplum/core would be another peer; its optional pdfmake cannot stand beside the one of the product.
/**
 * Reads every value of all messages, as they arrive, down to the subcomponent. @returns their length together, without what declares the delimiters: both have to come to the same.
 */
type Reader = (messages: readonly Uint8Array[]) => number;

const decoder = new TextDecoder();
/** The separator of fields and the four encoding characters, which the peer takes for granted. */
const DECLARING = 5;

const READERS = {
  callosum: (messages) => {
    let length = -DECLARING * messages.length;
    for (const bytes of messages) {
      for (const message of readHl7(bytes).messages) {
        const { text: decoded } = message;
        walk(message, (_segment, _field, _repetition, _component, _subcomponent, start, end) => {
          length += decoded.slice(start, end).length;
        });
      }
    }
    return length;
  },
  'simple-hl7': (messages) => {
    const parser = new simple.Parser({ segmentSeperator: '\r' });
    let length = 0;
    for (const bytes of messages) {
      const { header, segments } = parser.parse(decoder.decode(bytes));
      length += lengthOf(header.fields);
      for (const { fields } of segments) length += lengthOf(fields);
    }
    return length;
  },
} as const satisfies Record<string, Reader>;

/** What stands in the parts that the peer makes: fields, repetitions, components, subcomponents. */
function lengthOf(parts: readonly SimplePart[]): number {
  let length = 0;
  for (const part of parts) {
    if (typeof part === 'string') length += part.length;
    else length += lengthOf('value' in part ? part.value : part);
  }
  return length;
}

const encoder = new TextEncoder();

export const hl7: Bench = {
  name: 'hl7',
  about: `${MESSAGES} laboratory reports of about ${BYTES} bytes read down to every value, the libraries in turns, per second of processor time; messages checked; two whole versions of the standard compared`,
  run: async ({ full, log }) => {
    const standard = await loadStandard('2.5.1');
    log('Making messages …');
    const messages = reports(standard);
    log('Reading them, in turns …');
    const rates = readInTurns(messages.map((text) => encoder.encode(text)));
    log('Checking …');
    return [
      {
        what: 'every value read, messages a second of processor time',
        measured: `${whole(rates.callosum)}/s`,
        goal: '≥ 25,000/s, ≥ 5 x the best peer',
        peer: `${whole(rates['simple-hl7'])}/s simple-hl7`,
        ratio: times(rates.callosum, rates['simple-hl7']),
      },
      await checking(messages, full ? CHECKED.full : CHECKED.usual),
      comparing(standard, await loadStandard('2.7.1')),
    ];
  },
};

/** Reports that are about as long as wanted. */
function reports(standard: Profile): readonly string[] {
  const found: string[] = [];
  for (const { message } of generateMessages(standard, { count: MESSAGES * 20, seed: SEED, trigger: 'ORU^R01' })) {
    if (Math.abs(message.text.length - BYTES) < BYTES / 2) found.push(message.text);
    if (found.length === MESSAGES) break;
  }
  return found;
}

function readInTurns(messages: readonly Uint8Array[]): Record<keyof typeof READERS, number> {
  const measured: Record<keyof typeof READERS, number[]> = { callosum: [], 'simple-hl7': [] };
  if (READERS.callosum(messages) !== READERS['simple-hl7'](messages)) throw new Error('Something was not read');
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['callosum', 'simple-hl7'] as const) {
      const before = process.cpuUsage();
      for (let again = 0; again < 10; again++) READERS[name](messages);
      const { user, system } = process.cpuUsage(before);
      // The first round warms up.
      if (round > 0) measured[name].push((messages.length * 10 * 1_000_000) / (user + system));
    }
  }
  return {
    callosum: median(measured.callosum),
    'simple-hl7': median(measured['simple-hl7']),
  };
}

async function checking(messages: readonly string[], count: number): Promise<Figure> {
  const started = performance.now();
  let most = 0;
  let done = 0;
  for await (const item of checkBatch(oneFile(messages, count))) {
    if (item.kind !== 'message') throw new Error(item.finding.text);
    done = item.number;
    if (done % 1_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  if (done !== count) throw new Error(`${done} of ${count} messages were found`);
  const seconds = (performance.now() - started) / 1_000;
  return {
    what: `${whole(count)} messages of one file, read piece by piece and checked against the standard`,
    measured: `${whole(count / seconds)}/s, at most ${mebibytes(most)}`,
    goal: 'memory does not grow with their number',
  };
}

/** The bytes of a file of so many messages, each with a control id of its own, in pieces as a disk gives them. */
function* oneFile(messages: readonly string[], count: number): Generator<Uint8Array> {
  let text = '';
  for (let made = 0; made < count; made++) {
    const fields = (messages[made % messages.length] ?? '').split('|');
    fields[9] = String(made);
    text += `${fields.join('|').trimEnd()}\r`;
    if (text.length < PIECE) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

const PIECE = 65_536;

function comparing(one: Profile, other: Profile): Figure {
  const started = performance.now();
  const { questions } = compareProfiles(one, other);
  const rows = questions.reduce((sum, question) => sum + question.rows.length, 0);
  return {
    what: `gap between all of 2.5.1 and all of 2.7.1, ${whole(rows)} rows`,
    measured: time(performance.now() - started),
    goal: '≤ 1 s for two full ADT profiles',
  };
}
