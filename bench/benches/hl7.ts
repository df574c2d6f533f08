import { checkBatch, compareProfiles, generateMessages, loadStandard, readHl7, walk } from '@callosum/hl7v2';
import type { BatchItem, BatchOptions, Profile } from '@callosum/hl7v2';
import { Hl7Message } from '@medplum/core';
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
/** Mebibytes. */
const LARGE = { usual: 10, full: 100 };

/**
 * Reads every value of all messages, as they arrive, down to the subcomponent, each as a string. @returns their length together, without what declares the delimiters: all have to come to the same.
 * None resolves escape sequences. Callosum alone finds out how a file is cut into messages, takes delimiters and character set from the header, and keeps every byte; the peers take the
 * usual ones for granted, and simple-hl7 drops blank lines.
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
  '@medplum/core': (messages) => {
    let length = 0;
    for (const bytes of messages) {
      for (const { name, fields } of Hl7Message.parse(decoder.decode(bytes)).segments) {
        // The first is the name; of the header, the second declares delimiters.
        for (const { components } of fields.slice(name === 'MSH' ? 2 : 1)) length += lengthWithin(components);
      }
    }
    return length;
  },
} as const satisfies Record<string, Reader>;
type Library = keyof typeof READERS;
const LIBRARIES = ['callosum', 'simple-hl7', '@medplum/core'] as const satisfies readonly Library[];

/** Its way to subcomponents splits a component once for each of them; here that is done once for all. */
function lengthWithin(repetitions: readonly (readonly string[])[]): number {
  let length = 0;
  for (const components of repetitions) {
    for (const component of components) {
      if (!component.includes('&')) length += component.length;
      else for (const one of component.split('&')) length += one.length;
    }
  }
  return length;
}

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
    const best = rates['simple-hl7'] > rates['@medplum/core'] ? 'simple-hl7' : '@medplum/core';
    const other = best === 'simple-hl7' ? '@medplum/core' : 'simple-hl7';
    log('Checking …');
    const checked = await checking(messages, full ? CHECKED.full : CHECKED.usual);
    log('Checking one large message …');
    const large = await checkingLarge(full ? LARGE.full : LARGE.usual);
    return [
      {
        what: 'every value read, messages a second of processor time',
        measured: `${whole(rates.callosum)}/s`,
        goal: '≥ 25,000/s, ≥ 5 x the best peer',
        peer: `${whole(rates[best])}/s ${best}; ${whole(rates[other])}/s ${other}`,
        ratio: times(rates.callosum, rates[best]),
      },
      ...checked,
      ...large,
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

function readInTurns(messages: readonly Uint8Array[]): Record<Library, number> {
  const measured: Record<Library, number[]> = { callosum: [], 'simple-hl7': [], '@medplum/core': [] };
  if (new Set(LIBRARIES.map((name) => READERS[name](messages))).size > 1) throw new Error('Something was not read');
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of LIBRARIES) {
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
    '@medplum/core': median(measured['@medplum/core']),
  };
}

/** What checking came to. */
interface Batch {
  readonly messages: number;
  readonly seconds: number;
  /** Of processor time. */
  readonly spent: number;
  /** The most memory of the process until its first tenth was done, and until its end. */
  readonly early: number;
  readonly most: number;
  readonly last: BatchItem | undefined;
}

/** Bytes that this process has held at most, ever. */
function mostMemory(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

async function check(pieces: Iterable<Uint8Array>, count: number, options?: BatchOptions): Promise<Batch> {
  const before = process.cpuUsage();
  const started = performance.now();
  let [messages, early] = [0, 0];
  let last: BatchItem | undefined;
  for await (const item of checkBatch(pieces, options)) {
    last = item;
    if (item.kind === 'message') messages = item.number;
    if (messages === Math.ceil(count / 10)) early = mostMemory();
  }
  const most = mostMemory();
  const { user, system } = process.cpuUsage(before);
  return {
    messages,
    seconds: (performance.now() - started) / 1_000,
    spent: (user + system) / 1_000_000,
    early,
    most,
    last,
  };
}

async function checking(messages: readonly string[], count: number): Promise<readonly Figure[]> {
  const done = await check(oneFile(messages, count), count);
  if (done.messages !== count || done.last?.kind !== 'message') throw new Error('Not all messages were found');
  return [
    {
      what: `${whole(count)} messages of one file, read piece by piece and checked against the standard`,
      measured: `${whole(count / done.seconds)}/s; ${whole(count / done.spent)} a second of processor time`,
    },
    {
      what: 'memory of the process at most, in the first tenth of them and in all',
      measured: `${mebibytes(done.early)}, ${mebibytes(done.most)}`,
      goal: 'does not grow with their number',
    },
    await stopping(messages, count),
  ];
}

/** How soon a batch ends that is stopped at its tenth part. */
async function stopping(messages: readonly string[], count: number): Promise<Figure> {
  let [made, stopped, after] = [0, 0, 0];
  const pieces = function* (): Generator<Uint8Array> {
    for (const piece of oneFile(messages, count)) {
      if (stopped > 0) after += 1;
      made += piece.length;
      yield piece;
    }
  };
  for await (const item of checkBatch(pieces())) {
    if (item.kind !== 'message' || item.number < count / 10) continue;
    stopped = performance.now();
    break;
  }
  return {
    what: `stopped after ${whole(count / 10)} messages (${mebibytes(made)} of the file were read by then)`,
    measured: `${time(performance.now() - stopped)}, ${after} pieces read after that`,
    goal: 'at once',
  };
}

/** One message of so many mebibytes: told and passed over, as it is longer than is read, and checked where that is allowed. */
async function checkingLarge(size: number): Promise<readonly Figure[]> {
  const passed = await check(largeMessage(size), 1, { maxBytes: size * 512 * 1_024 });
  const read = await check(largeMessage(size), 1, { maxBytes: size * 2_048 * 1_024 });
  if (passed.messages !== 0 || read.last?.kind !== 'message') throw new Error('The large message was not found');
  return [
    {
      what: `a message of ${size} MB that is longer than is read: told, and passed over`,
      measured: `${time(passed.seconds * 1_000)}, ${mebibytes(passed.most)}`,
    },
    {
      what: `the same where it may be that long: checked (${whole(read.last.checked.findings.length)} findings)`,
      measured: `${time(read.seconds * 1_000)}, ${mebibytes(read.most)}`,
      goal: 'bounded time and memory',
    },
  ];
}

function* largeMessage(size: number): Generator<Uint8Array> {
  yield encoder.encode('MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||7^^^A^MR||Doe^Jane\rOBR|1|||1^T^L\r');
  const line = encoder.encode(`OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F|||2026||7^Doe^Jane~8^Roe^Ann\r`);
  const piece = new Uint8Array(line.length * Math.floor(PIECE / line.length));
  for (let at = 0; at < piece.length; at += line.length) piece.set(line, at);
  for (let made = 0; made < size * 1_024 * 1_024; made += piece.length) yield piece;
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
