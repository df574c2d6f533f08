import {
  checkMessage,
  deriveProfile,
  generateFaulty,
  generateMessages,
  loadStandard,
  readNistBundle,
} from '@callosum/hl7v2';
import type { Message, Profile, StructureNode } from '@callosum/hl7v2';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const BUNDLES = 'interop/nist-profiles';
const NO_BUNDLES = new Set(['test-messages', 'lib-hl7v2-nist-validator-test']);
/** Of the standard, the messages that most interfaces carry. */
const TRIGGERS = [
  ['2.3', 'ORM^O01'],
  ['2.4', 'SIU^S12'],
  ['2.5.1', 'ADT^A01'],
  ['2.5.1', 'ORU^R01'],
  ['2.7.1', 'VXU^V04'],
] as const;

/** Profiles are derived again for a part of them, because two hundred messages of each take their time. */
const DERIVED = new Set(['CELR-2.5.1', 'NNDSS-NOTF_ORU_V3.2', 'VPD-2.5.1', '2.5.1 ADT^A01', '2.7.1 VXU^V04']);

const GOAL = { found: 0.97, falseAlarms: 0.01, derived: 0.95 };
const SEED = 20_261_126;

/** A profile to make messages from; the standard is checked against itself. */
interface Source {
  readonly name: string;
  readonly profile: Profile;
  readonly trigger?: string;
}

interface Share {
  hits: number;
  all: number;
}

/**
 * A closed loop: messages are made from every NIST bundle and from the standard, valid ones and such with one planted fault; faults have to
 * be found where they are, valid messages must raise no alarm, and a profile that is derived from two hundred messages has to be the one that they were made
 * from.
 */
export async function hl7Generated(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const lines: string[] = [];
  let failed = 0;
  let passed = 0;
  const judge = (name: string, { hits, all }: Share, goal: number): void => {
    const share = all === 0 ? 1 : hits / all;
    lines.push(`${name}: ${hits} of ${all} (${(share * 100).toFixed(1)} %)`);
    if (share >= goal && all > 0) passed += 1;
    else failed += 1;
  };
  const sources = await sourcesIn(corpora);
  const valid = { hits: 0, all: 0 };
  const found = { hits: 0, all: 0 };
  for (const source of sources) {
    const count = quick ? 5 : 20;
    for (const message of messagesOf(source, count, SEED)) {
      valid.all += 1;
      if (!(await alarms(message, source)).some(({ severity }) => severity === 'error')) valid.hits += 1;
      else lines.push(`${source.name}: a message that was made to be valid is not`);
    }
    for (const { message, path, kind } of generateFaulty(source.profile, asked(source, count, SEED + 1))) {
      found.all += 1;
      const paths = (await alarms(message, source)).map((finding) => finding.path.replaceAll(/\[\d+\]/g, ''));
      if (paths.some((one) => one === path || one.startsWith(`${path}.`))) found.hits += 1;
      else lines.push(`${source.name}: ${kind} at ${path} was not found`);
    }
  }
  judge('valid messages without alarm', valid, 1 - GOAL.falseAlarms);
  judge('planted faults found where they are', found, GOAL.found);
  for (const [name, share] of await derived(
    sources.filter(({ name }) => DERIVED.has(name)).slice(0, quick ? 1 : DERIVED.size),
  ))
    judge(name, share, GOAL.derived);
  return { name: 'HL7 v2 messages, made and found again', passed, failed, lines };
}

async function sourcesIn(corpora: string): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const name of (await readdir(join(corpora, BUNDLES))).toSorted()) {
    if (NO_BUNDLES.has(name)) continue;
    const folder = join(corpora, BUNDLES, name);
    const names = (await readdir(folder)).filter((file) => file.endsWith('.xml'));
    const files = await Promise.all(
      names.map(async (file) => ({ name: file, text: await readFile(join(folder, file), 'utf8') })),
    );
    const { profile } = readNistBundle(files);
    if (profile) sources.push({ name, profile });
  }
  for (const [version, trigger] of TRIGGERS) {
    sources.push({ name: `${version} ${trigger}`, profile: await loadStandard(version), trigger });
  }
  return sources;
}

function asked({ trigger }: Source, count: number, seed: number): Parameters<typeof generateMessages>[1] {
  return { count, seed, ...(trigger === undefined ? {} : { trigger }) };
}

function messagesOf(source: Source, count: number, seed: number): readonly Message[] {
  return [...generateMessages(source.profile, asked(source, count, seed))].map(({ message }) => message);
}

/** Findings against what a message was made from. */
async function alarms(
  message: Message,
  { profile, trigger }: Source,
): Promise<Awaited<ReturnType<typeof checkMessage>>['findings']> {
  const { findings } = await checkMessage(message, trigger === undefined ? profile : undefined);
  return findings.filter(
    ({ against, severity }) => severity !== 'information' && (trigger !== undefined || against === 'profile'),
  );
}

/** What a profile says about its fields: which are used, and which of them repeat. */
interface Fields {
  readonly used: ReadonlySet<string>;
  readonly repeating: ReadonlySet<string>;
  /** Fields whose codes are listed, with the codes. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

async function derived(sources: readonly Source[]): Promise<readonly (readonly [string, Share])[]> {
  const shares = new Map<string, Share>();
  const add = (name: string, of: Iterable<string>, among: ReadonlySet<string>): void => {
    const share = shares.get(name) ?? { hits: 0, all: 0 };
    shares.set(name, share);
    for (const one of of) {
      share.all += 1;
      if (among.has(one)) share.hits += 1;
    }
  };
  for (const source of sources) {
    const profile = await deriveProfile(messagesOf(source, 200, SEED + 2), 'derived');
    const [truth, learnt] = [fieldsOf(source.profile, source.trigger), fieldsOf(profile, source.trigger)];
    add('derived fields, precision', learnt.used, truth.used);
    add('derived fields, recall', truth.used, learnt.used);
    const both = new Set([...truth.used].filter((field) => learnt.used.has(field)));
    const known = (set: ReadonlySet<string>): string[] => [...set].filter((field) => both.has(field));
    add('derived repetitions, precision', known(learnt.repeating), truth.repeating);
    add('derived repetitions, recall', known(truth.repeating), learnt.repeating);
    for (const [field, codes] of truth.codes) {
      const seen = learnt.codes.get(field);
      if (!seen) continue;
      add('derived codes, precision', seen, codes);
      if (codes.size <= FEW_CODES) add('derived codes, recall', codes, seen);
    }
  }
  return [...shares];
}

/** Of larger tables, two hundred messages cannot show all codes. */
const FEW_CODES = 10;

function fieldsOf({ messages, segments, tables }: Profile, trigger: string | undefined): Fields {
  const used = new Set<string>();
  const repeating = new Set<string>();
  const codes = new Map<string, ReadonlySet<string>>();
  const visit = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      if (node.max === 0 || node.usage.code === 'X') continue;
      if (node.kind === 'group') {
        visit(node.children);
        continue;
      }
      for (const [at, id] of node.segments.entries()) {
        for (const [index, field] of (segments[id]?.fields ?? []).entries()) {
          if (field.max === 0 || ['X', 'W', 'B'].includes(field.usage.code)) continue;
          const path = `${node.names[at]}-${index + 1}`;
          used.add(path);
          if (field.max === null || field.max > 1) repeating.add(path);
          const [binding] = field.bindings ?? [];
          if (!binding || binding.locations || binding.tables.length !== 1) continue;
          const listed = tables[binding.tables[0] ?? '']?.codes.filter(
            ({ pattern, excluded }) => !pattern && !excluded,
          );
          if (listed && listed.length > 0 && !codes.has(path))
            codes.set(path, new Set(listed.map(({ value }) => value)));
        }
      }
    }
  };
  for (const { type, event, children } of messages) {
    if (trigger === undefined || trigger === `${type}^${event}`) visit(children);
  }
  return { used, repeating, codes };
}
