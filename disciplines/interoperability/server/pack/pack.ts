import { deidentify, deidentifyText, Vault } from '@callosum/deid';
import { type FieldValues, type GraphReader, type Registry, type Row, say, type Sentence } from '@callosum/kernel';
import { csvOf } from '@callosum/kernel/report';
import type { PartServices } from '@callosum/server';
import { strToU8, zipSync } from 'fflate';
import { casesOf } from '../../cases-of.ts';
import { interfaceTest } from '../../kinds/interface-test.ts';
import { interfaceKind } from '../../kinds/interface.ts';
import { messageProfile } from '../../kinds/message-profile.ts';
import { mapsOf } from '../../maps-of.ts';
import { readSuite } from '../../suite/model.ts';
import { textIn } from '../endpoints/profile.ts';
import { type LeftOut, mapFiles } from './maps.ts';
import { runsOf } from '../suites/rows.ts';

/** What a partner is given about an interface. */
export interface PartnerPack {
  readonly zip: Uint8Array;
  readonly entries: readonly string[];
  /** Identifiers of people that were taken out of texts. */
  readonly replaced: number;
  /** What was left out, whole or in part, and why. */
  readonly leftOut: readonly LeftOut[];
}

interface Parts extends Pick<PartServices, 'pool' | 'files'> {
  readonly registry: Registry;
  /** The records as whoever asks sees them. */
  readonly graph: GraphReader;
  readonly scope: string;
  readonly now: Date;
}

/**
 * Puts together what the other side of an interface needs: its specification with the profiles in full, the differences, its mappings and code maps as tables and as they can
 * be taken over, the cases of its tests as they can be run, and what came of them. No person is named in it: fields that name people are left out, texts are de-identified, and a file of cases that holds an identifier is left out whole.
 * @returns undefined when there is no such interface
 */
export async function partnerPack(parts: Parts, id: string): Promise<PartnerPack | undefined> {
  const { graph, pool, files, scope, now } = parts;
  const row = graph.get(interfaceKind, id);
  if (!row) return undefined;
  const entries: Record<string, Uint8Array> = {};
  const leftOut: LeftOut[] = [];
  // One person has one name throughout the pack, drawn anew for each.
  const vault = new Vault();
  let replaced = 0;
  const clean = (text: string): string => {
    const safe = deidentifyText(text, { mode: 'safe-harbor', asOf: now.getUTCFullYear(), vault });
    replaced += safe.replaced.length;
    return safe.text;
  };
  const put = (name: string, text: string): void => void (entries[name] = strToU8(text));

  const profiles = graph.in(id, 'messageProfile.of').flatMap(({ from }) => graph.get(messageProfile, from) ?? []);
  const tests = graph.in(id, 'interfaceTest.tests').flatMap(({ from }) => graph.get(interfaceTest, from) ?? []);
  const gaps = graph
    .in(id, 'interfaceGap.of')
    .flatMap(({ from }) => graph.find(from) ?? [])
    .filter(({ withdrawn }) => !withdrawn);
  const maps = mapsOf(graph, id);
  const described = [row, ...profiles, ...maps.mappings, ...maps.codeMaps];
  put('specification.md', described.map((one) => sectionOf(one, parts.registry, clean)).join('\n'));
  put(
    'differences.csv',
    tableOf(gaps, ['title', 'question', 'place', 'atSource', 'atTarget', 'treatment', 'reason', 'due'], clean),
  );
  const RESULTS = [
    'title',
    'trigger',
    'level',
    'ranOn',
    'sent',
    'correct',
    'sourceVersion',
    'targetVersion',
    'engine',
    'basis',
    'finding',
  ];
  put('results.csv', tableOf(tests, RESULTS, clean));
  for (const profile of profiles) {
    const { definition } = profile.fields;
    if (definition === undefined) continue;
    const name = `profiles/MPR-${profile.number}.json`;
    const whole: unknown = JSON.parse(await textIn(files, definition), (_, value: unknown) =>
      typeof value === 'string' && value.includes(' ') ? clean(value) : value,
    );
    put(name, `${JSON.stringify(whole, null, 2)}\n`);
  }
  const told = await mapFiles({ graph, textOf: (hash) => textIn(files, hash), clean }, maps);
  for (const [name, text] of told.files) put(name, text);
  leftOut.push(...told.leftOut);
  for (const one of tests) {
    const hash = casesOf(one);
    if (hash === undefined) continue;
    const name = `tests/ITS-${one.number}.cases.json`;
    const text = await textIn(files, hash);
    const why = whyLeftOut(text, now);
    if (why === undefined) put(name, text);
    else leftOut.push({ name, why });
    const [last] = await runsOf(pool, scope, one.id);
    if (last && why === undefined) {
      const { ran, way, passed, failed, restsOn } = last;
      const cases = last.cases.map((one) => ({ ...one, faults: one.faults.map(({ message }) => message) }));
      put(
        `tests/ITS-${one.number}.result.json`,
        `${JSON.stringify({ ran, way, passed, failed, restsOn, cases }, null, 2)}\n`,
      );
    }
  }
  put('README.txt', readme(row, graph, Object.keys(entries).toSorted(), leftOut));
  const sorted = Object.fromEntries(Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  // The earliest moment that a zip can state; zips speak local time, whichever that is now.
  const mtime = new Date(1980, 0, 1);
  return { zip: zipSync(sorted, { mtime }), entries: Object.keys(sorted), replaced, leftOut };
}

/** Why a file of cases is not given away; undefined when it is. */
function whyLeftOut(text: string, now: Date): Sentence | undefined {
  const read = readSuite(text);
  if ('problem' in read) return say`It holds no cases. ${read.problem}`;
  const named = read.suite.cases.find(({ message }) => {
    if (message === undefined) return false;
    const { replaced } = deidentify(message.replaceAll('\n', '\r'), {
      mode: 'safe-harbor',
      asOf: now.getUTCFullYear(),
    });
    return replaced.some(({ path }) => !path?.startsWith('MSH-10'));
  });
  return named && say`The case “${named.name}” may hold an identifier of a person.`;
}

/** A record as a section: its fields in the order and under the labels of its form, without people. */
function sectionOf(row: Row, { kinds }: Registry, clean: (text: string) => string): string {
  const kind = kinds.get(row.kind);
  if (!kind) return '';
  const lines = kind.form.flatMap(({ title, fields }) => {
    const filled = fields.flatMap((name) => {
      const field = kind.fields[name];
      const value = wordsOf(row.fields[name]);
      if (!field || name === 'title' || field.type === 'person' || field.type === 'people' || value === '') return [];
      const options: unknown = 'options' in field ? field.options : undefined;
      return [`* **${field.label}**: ${clean(optionOf(options, value)).replaceAll('\n', '\n  ')}`];
    });
    return filled.length === 0 ? [] : [`### ${title}`, '', ...filled, ''];
  });
  return [`## ${kind.prefix}-${row.number} ${clean(wordsOf(row.fields['title']))}`, '', ...lines].join('\n');
}

function optionOf(options: unknown, value: string): string {
  if (typeof options !== 'object' || options === null) return value;
  const label: unknown = Object.entries(options).find(([name]) => name === value)?.[1];
  return typeof label === 'string' ? label : value;
}

function tableOf(rows: readonly Row[], columns: readonly string[], clean: (text: string) => string): string {
  const values = (fields: FieldValues): string[] => columns.map((name) => clean(wordsOf(fields[name])));
  return csvOf({ headings: ['state', ...columns], rows: rows.map(({ state, fields }) => [state, ...values(fields)]) });
}

/** Plain values as text; what is an object (rich text, files) is not given away. */
function wordsOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function readme(
  { number }: Row,
  graph: GraphReader,
  names: readonly string[],
  leftOut: PartnerPack['leftOut'],
): string {
  return [
    `Interface INT-${number}: specification, differences, mappings, code maps, tests and results.`,
    '',
    `As of event ${graph.sequence()} of the ledger. No person is named in it; texts were de-identified.`,
    'Cases (*.cases.json) are run by Callosum: attach the file to an interface test, and choose “Run its cases”.',
    'Mappings and code maps (*.csv) are tables to read, field by field and code by code; the same as *.json is taken over by Callosum.',
    '',
    ...names,
    ...leftOut.map(({ name, why, inPart }) => `Left out${inPart ? ' in part' : ''}: ${name}. ${why.text}`),
    '',
  ].join('\n');
}
