import {
  CODES_FORMAT,
  compareProfiles,
  type Hl7Problem,
  loadStandard,
  MAPPING_FORMAT,
  type Profile,
  readCodes,
  readHl7,
  readMapping,
  readProfile,
  type Result,
  writeCodes,
  writeMapping,
  writeProfile,
} from '@callosum/hl7v2';
import type { Sentence } from '@callosum/kernel';
import { follow, laboratoryOf, tripOf } from '../bench/laboratory.ts';
import { mapCodes, mapTable } from '../bench/map-table.ts';
import { helpFor, openMessage } from '../bench/open-message.ts';
import { readBundle } from '../bench/read-bundle.ts';
import { type Progress, Samples } from '../bench/samples.ts';
import { readSuite, SUITE_FORMAT } from '../suite/model.ts';
import { proposeCases } from '../suite/propose.ts';
import { engineExchange, runSuite } from '../suite/run.ts';
import type { Answer, Asked, CallName, Calls, Failed, Holding } from './protocol.ts';

/** Messages are read, scanned and checked here, beside the page, so that the page stays quick. Nothing here speaks to the network. */
const samples = new Samples();

const holding = (): Holding => ({
  lines: samples.lines(),
  findings: samples.summary(),
  replaced: samples.replacedBy(),
});

type Handlers = {
  readonly [Name in CallName]: (
    input: Calls[Name]['in'],
    onProgress: (progress: Progress) => void,
  ) => Calls[Name]['out'] | Promise<Calls[Name]['out']>;
};

const handlers: Handlers = {
  take: async ({ files, mode, asOf }, onProgress) => {
    const untaken = await samples.take(files, { mode, asOf }, onProgress);
    return { ...holding(), untaken };
  },
  stop: () => {
    samples.stop();
    return null;
  },
  clear: () => {
    samples.clear();
    return holding();
  },
  holdAgainst: async (text) => {
    await samples.holdAgainst(text === null ? undefined : profileOf(text));
    return holding();
  },
  receive: (received) => samples.receive(received) ?? null,
  receiveAll: (all) => {
    for (const one of all) samples.receive(one);
    return holding();
  },
  search: (words) => samples.search(words),
  open: async (id) => {
    const sample = samples.get(id);
    return sample ? openMessage(sample) : null;
  },
  help: async ({ id, path }) => {
    const sample = samples.get(id);
    return (sample && (await helpFor(sample.message, path))) ?? null;
  },
  compare: ({ left, right }) => samples.compare(left, right),
  derive: async ({ sender, name }) => {
    const derived = await samples.derive(sender, name);
    return { ...derived, written: writeProfile(derived.profile) };
  },
  readBundle: (files) => readBundle(files),
  readProfile: (text) => profileOf(text),
  writeProfile: (profile) => writeProfile(profile),
  gaps: ({ source, target }) => compareProfiles(profileOf(source), profileOf(target)),
  mapTable: ({ rows, codes, ...ends }) => {
    const read = readMapping(writeMapping({ format: MAPPING_FORMAT, rows }));
    if (!read.ok) return { problem: read.error.sentences.text };
    return mapTable(samples.messages(), endsOf(ends), read.value, new Map(Object.entries(codes)));
  },
  mapCodes: ({ rows, codes, map, ...ends }) =>
    mapCodes(
      samples.messages(),
      endsOf(ends),
      { format: MAPPING_FORMAT, rows },
      { name: map, codes: codes[map] ?? { format: CODES_FORMAT, entries: [] } },
    ),
  readMapping: (text) => needed(readMapping(text)),
  readCodes: (text) => needed(readCodes(text)),
  writeMapping: (rows) => writeMapping({ format: MAPPING_FORMAT, rows }),
  writeCodes: (codes) => writeCodes(codes),
  laboratory: () => laboratoryOf(samples.all()),
  follow: (followed) => follow(samples.all(), followed),
  trip: (followed) => tripOf(samples.all(), followed),
  proposeCases: async ({ profile, messages, mapping, ...wished }) =>
    proposeCases(
      await heldAgainst(profile),
      {
        messages: messages === null ? [] : readHl7(messages).messages,
        ...(mapping
          ? {
              mapping: {
                rows: needed(readMapping(mapping.rows)),
                codes: new Map(Object.entries(mapping.codes).map(([id, text]) => [id, needed(readCodes(text))])),
              },
            }
          : {}),
      },
      wished,
    ),
  tryCases: async ({ profile, cases }) => {
    const held = profile === null ? undefined : profileOf(profile);
    return runSuite({ format: SUITE_FORMAT, cases }, { profile: held, exchange: engineExchange(held, hl7Now) });
  },
  readCases: (text) => {
    const read = readSuite(text);
    if ('problem' in read) throw new Told(read.problem);
    return read.suite.cases;
  },
};

async function heldAgainst(profile: string | null): Promise<Profile> {
  return profile === null ? loadStandard('2.5.1') : profileOf(profile);
}

/** When an answer was written, which nothing here looks at. */
const hl7Now = (): string => new Date().toISOString().replaceAll(/[^\d]/g, '').slice(0, 14);

/** Profiles of before, by their text: a table is made anew after each change of a row. */
const profiles = new Map<string, Profile>();
const MOST_PROFILES = 4;

function endsOf({ source, target }: { readonly source: string; readonly target: string }) {
  const known = (text: string): Profile => {
    const before = profiles.get(text);
    if (before) return before;
    if (profiles.size >= MOST_PROFILES) profiles.clear();
    const profile = profileOf(text);
    profiles.set(text, profile);
    return profile;
  };
  return { source: known(source), target: known(target) };
}

/** What was asked for cannot be read, and why in every language. */
class Told extends Error {
  readonly sentences: NonNullable<Failed['sentences']>;
  constructor(why: Sentence) {
    super(why.text);
    this.sentences = { message: why.toJSON() };
  }
}

class Unreadable extends Error {
  readonly sentences: NonNullable<Failed['sentences']>;
  constructor({ text, sentences }: Hl7Problem) {
    super(text);
    this.sentences = { message: sentences.text };
  }
}

function profileOf(text: string): Profile {
  return needed(readProfile(text));
}

function needed<T>(read: Result<T>): T {
  if (read.ok) return read.value;
  throw new Unreadable(read.error);
}

function failedOf(error: unknown): Failed {
  if (error instanceof Unreadable || error instanceof Told)
    return { message: error.message, sentences: error.sentences };
  return { message: error instanceof Error ? error.message : String(error) };
}

async function answer<Name extends CallName>(id: number, name: Name, input: Calls[Name]['in']): Promise<void> {
  const say = (said: Answer<Name>): void => postMessage(said);
  try {
    say({ id, out: await handlers[name](input, (progress) => say({ id, progress })) });
  } catch (error) {
    say({ id, failed: failedOf(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => void answer(data.id, data.name, data.input));
