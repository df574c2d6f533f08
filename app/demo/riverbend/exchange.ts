import { deidentify, replacedBefore, seededRandom, Vault } from '@callosum/deid';
import {
  compareProfiles,
  deriveProfile,
  LiveValues,
  MAPPING_FORMAT,
  mapFields,
  mapLines,
  type MapRow,
  messageOf,
  type Profile,
  writeMapping,
  writeProfile,
} from '@callosum/hl7v2';
import {
  casesByEngine,
  countMapping,
  judgeMessage,
  type JudgedMessage,
  type RunOfCases,
} from '@callosum/interoperability/server';
import type { MappedSoFar } from './flows.ts';
import { admission, type Dialect, LABORATORY, RECORD, TRIGGERS } from './admissions.ts';

/** Messages a profile is learnt from, and how many of each trigger came in at an endpoint. */
const LEARNT_FROM = 60;
const OF_EACH = 52;
/** Merges that the blood bank is sent without the number that goes: each eighth. */
const LACKING_EACH = 8;
const AS_OF = 2025;

export interface Learnt {
  readonly profile: Profile;
  /** The profile in full, and the messages it was learnt from, as they are attached. */
  readonly text: string;
  readonly samples: string;
}

export interface Difference {
  readonly question: string;
  readonly place: string;
  readonly atSource: string;
  readonly atTarget: string;
  readonly text: string;
}

export interface SuiteRun {
  /** The file of cases. */
  readonly text: string;
  readonly run: RunOfCases;
}

/** What went over two interfaces of patients and visits, worked out by the engines that people work with. */
export interface Exchange {
  readonly record: Learnt;
  readonly laboratory: Learnt;
  readonly differences: readonly Difference[];
  readonly mapping: MappedSoFar;
  readonly arrived: { readonly laboratory: readonly JudgedMessage[]; readonly bloodBank: readonly JudgedMessage[] };
  readonly suites: { readonly laboratory: SuiteRun; readonly bloodBank: SuiteRun };
}

/** Learns, compares, checks and runs. The same each time: what stands for names is drawn from a seed, since nobody is behind them. */
export function exchangeOf(): Promise<Exchange> {
  return (told ??= workOut());
}

let told: Promise<Exchange> | undefined;

async function workOut(): Promise<Exchange> {
  const record = await learn(RECORD, 'Patients and visits as the record sends them');
  const laboratory = await learn(LABORATORY, 'Patients and visits as the laboratory takes them');
  const arrived = (from: string, change: (text: string, place: number) => string): Promise<JudgedMessage[]> =>
    arrive(laboratory.profile, from, change);
  return {
    record,
    laboratory,
    differences: differencesOf(record.profile, laboratory.profile),
    mapping: mappingOf(record, laboratory),
    arrived: {
      laboratory: await arrived('L', (text) => text),
      bloodBank: await arrived('B', withoutNumber),
    },
    suites: {
      laboratory: await suite(laboratory.profile, [...learnt(laboratory), lackingCase('AE')]),
      bloodBank: await suite(laboratory.profile, [...learnt(laboratory), lackingCase('AA')]),
    },
  };
}

async function learn(dialect: Dialect, name: string): Promise<Learnt> {
  const vault = new Vault(seededRandom(1));
  const messages = Array.from({ length: LEARNT_FROM }, (_, place) => admission(dialect, place, 'S')).flatMap(
    (text) => messageOf(deidentify(text, { mode: 'safe-harbor', asOf: AS_OF, vault }).text) ?? [],
  );
  const profile = await deriveProfile(messages, name, { replaced: ({ text }) => replacedBefore(text) });
  return { profile, text: writeProfile(profile), samples: messages.map(({ text }) => text.trimEnd()).join('\r\n') };
}

async function arrive(
  profile: Profile,
  from: string,
  change: (text: string, place: number) => string,
): Promise<JudgedMessage[]> {
  const vault = new Vault(seededRandom(2));
  const judged: JudgedMessage[] = [];
  for (let place = 0; place < OF_EACH * TRIGGERS.length; place += 1) {
    const message = messageOf(change(admission(LABORATORY, place, from), place));
    const one = message && (await judgeMessage(message, { profile, vault, asOf: AS_OF }));
    if (!one) throw new Error(`Message ${from}${place} of the story cannot be judged`);
    judged.push(one);
  }
  return judged;
}

/** A merge that does not say which number goes. */
function withoutNumber(text: string, place: number): string {
  return text.includes('\rMRG|') && Math.floor(place / TRIGGERS.length) % LACKING_EACH === 0
    ? text.replace(/\rMRG\|[^\r]*/, '')
    : text;
}

/** The first answers to each question that has differences: what people take up. */
function differencesOf(a: Profile, b: Profile): readonly Difference[] {
  return compareProfiles(a, b)
    .questions.filter(({ id, answer }) => answer === 'no' && id !== 'identifiers')
    .flatMap(({ id, rows }) =>
      rows
        // Who sends to whom is another thing at each end.
        .filter(({ path }) => !path.startsWith('MSH'))
        .slice(0, 3)
        .map((row) => ({ question: id, place: row.path, atSource: row.a, atTarget: row.b, text: row.text })),
    );
}

/** The engine passes messages on in its own name, and to the laboratory. */
const ENDS: Readonly<Record<string, string>> = { 'MSH-3': LABORATORY.sender, 'MSH-5': LABORATORY.receiver };

/** Fields that both ends describe alike are copied, what the laboratory takes not is left behind, and codes were agreed. */
function mappingOf(record: Learnt, laboratory: Learnt): MappedSoFar {
  const seen = new LiveValues();
  for (const text of messagesOf(record)) {
    const message = messageOf(text);
    if (message) seen.add(message);
  }
  const fields = mapFields(record.profile, laboratory.profile);
  const rows = mapLines(fields, { format: MAPPING_FORMAT, rows: [] }, (place) => seen.at(place).messages)
    .filter(({ state }) => state === 'open')
    .map(({ place, suggestion }): MapRow => {
      const codes = {
        to: place,
        from: [place],
        rule: { kind: 'copy' },
        note: 'The laboratory took the codes over.',
      } as const;
      const [end] = /^MSH-[35]\b/.exec(place) ?? [];
      const value = end === undefined ? undefined : ENDS[end];
      if (value !== undefined) {
        return {
          to: place,
          from: [],
          rule: { kind: 'constant', value },
          status: 'agreed',
          note: 'The engine sends it.',
        };
      }
      return { ...(suggestion?.row ?? codes), status: 'agreed' };
    });
  const text = writeMapping({ format: MAPPING_FORMAT, rows });
  const texts = { source: record.text, target: laboratory.text, samples: record.samples };
  return { text, counted: countMapping({ ...texts, mapping: text }) };
}

const messagesOf = ({ samples }: Learnt): readonly string[] => samples.split(/(?=MSH\|)/).map((text) => text.trimEnd());

/** One of the messages it was learnt from for each trigger. */
function learnt(from: Learnt): readonly object[] {
  const messages = messagesOf(from);
  return TRIGGERS.map(([trigger], at) => ({
    name: `${trigger} as it was agreed`,
    message: (messages[at] ?? '').replaceAll(/\r\n?/g, '\n'),
    expect: { answer: 'AA', reply: { 'MSA-1': 'AA' } },
  }));
}

/** A merge without the number that goes, written without a person. @param answer what its author expects */
function lackingCase(answer: string): object {
  const message = [
    'MSH|^~\\&|ENGINE|RIVERBEND|LIS|RIVERBEND|2025||ADT^A40^ADT_A39|C1|T|2.5.1',
    'EVN||2025',
    'PID|1||0^^^RIVERBEND^MR||Qxedid^Qxatus||1960|F',
  ].join('\n');
  return { name: 'A merge that does not say which number goes', message, expect: { answer } };
}

async function suite(profile: Profile, cases: readonly object[]): Promise<SuiteRun> {
  const text = `${JSON.stringify({ format: 'callosum-suite/1', cases }, null, 2)}\n`;
  return { text, run: await casesByEngine(text, profile, '20250801120000') };
}
