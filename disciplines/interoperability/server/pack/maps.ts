import {
  type CodeMapping,
  codeLines,
  type FieldMapping,
  LiveValues,
  mapFields,
  type MapLine,
  mapLines,
  type MapRow,
  readCodes,
  readHl7,
  readMapping,
  readProfile,
  writeCodes,
  writeMapping,
} from '@callosum/hl7v2';
import { type GraphReader, say, type Sentence, sentenceOf } from '@callosum/kernel';
import { csvOf } from '@callosum/kernel/report';
import { basisOf } from '../../map-basis.ts';
import type { MapsOf } from '../../maps-of.ts';

/** What was left out of what is given away, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: Sentence;
  /** The rest of it is there. */
  readonly inPart?: true;
}

export interface MapFilesParts {
  readonly graph: GraphReader;
  readonly textOf: (hash: string) => Promise<string>;
  /** Takes identifiers of people out of a text. */
  readonly clean: (text: string) => string;
}

/** Files about maps as they are given away, and what was left out of them. */
export interface MapFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly leftOut: readonly LeftOut[];
}

/** Every mapping and code map that is kept in full: as a table that people read, and as it can be taken over. */
export async function mapFiles(parts: MapFilesParts, { mappings, codeMaps }: MapsOf): Promise<MapFiles> {
  const files = new Map<string, string>();
  const leftOut: LeftOut[] = [];
  const numbers = new Map(codeMaps.map(({ id, number }) => [id, `CDM-${number}`]));
  for (const one of mappings) {
    const { definition } = one.fields;
    if (definition === undefined) continue;
    const name = `mappings/MPG-${one.number}`;
    const read = readMapping(await parts.textOf(definition));
    if (!read.ok) {
      leftOut.push({ name: `${name}.json`, why: sentenceOf(read.error.sentences.text) });
      continue;
    }
    const rows = read.value.rows.map((row) => withoutPeople(row, parts.clean, numbers));
    const whole: FieldMapping = { ...read.value, rows };
    files.set(`${name}.json`, writeMapping(whole));
    files.set(`${name}.csv`, rowTable(await linesOf(parts, one.id, definition, whole), whole));
  }
  for (const one of codeMaps) {
    const { definition } = one.fields;
    if (definition === undefined) continue;
    const name = `code-maps/CDM-${one.number}`;
    const read = readCodes(await parts.textOf(definition));
    if (!read.ok) {
      leftOut.push({ name: `${name}.json`, why: sentenceOf(read.error.sentences.text) });
      continue;
    }
    const { codes, dropped } = safeCodes(read.value, parts.clean);
    files.set(`${name}.json`, writeCodes(codes));
    files.set(`${name}.csv`, codeTable(codes));
    if (dropped > 0) {
      const why =
        dropped === 1
          ? say`A code may be an identifier of a person.`
          : say`${dropped} codes may be identifiers of persons.`;
      leftOut.push({ name, why, inPart: true });
    }
  }
  return { files, leftOut };
}

/** A row under the number of its code map, without its owner, and with texts that name nobody. */
function withoutPeople(
  { owner: _owner, note, rule, ...row }: MapRow,
  clean: (text: string) => string,
  numbers: ReadonlyMap<string, string>,
): MapRow {
  const said = note === undefined ? {} : { note: clean(note) };
  switch (rule.kind) {
    case 'constant':
      return { ...row, ...said, rule: { ...rule, value: clean(rule.value) } };
    case 'codes':
      return { ...row, ...said, rule: { ...rule, map: numbers.get(rule.map) ?? 'another code map' } };
    case 'drop':
      return { ...row, ...said, rule: { ...rule, reason: clean(rule.reason) } };
    case 'ask':
      return { ...row, ...said, rule: { ...rule, question: clean(rule.question) } };
    default:
      return { ...row, ...said, rule };
  }
}

/** Every field of both ends with what becomes of it; nothing where the profiles are not there in full. */
async function linesOf(
  { graph, textOf }: MapFilesParts,
  id: string,
  definition: string,
  whole: FieldMapping,
): Promise<readonly MapLine[]> {
  const basis = basisOf(graph, id, definition);
  if (!basis) return [];
  const [source, target] = [readProfile(await textOf(basis.source.file)), readProfile(await textOf(basis.target.file))];
  if (!source.ok || !target.ok) return [];
  const seen = new LiveValues();
  if (basis.samples) for (const message of readHl7(await textOf(basis.samples.file)).messages) seen.add(message);
  return mapLines(mapFields(source.value, target.value), whole, (place) => seen.at(place).messages);
}

const STATES: Readonly<Record<MapLine['state'], string>> = {
  mapped: 'mapped',
  moved: 'moved elsewhere',
  left: 'left behind',
  proposed: 'proposed',
  asked: 'asked',
  open: 'open',
  unused: 'not used',
};

/** Fields in use in the order of the message; a row of which the profiles know nothing stands at the end. */
function rowTable(lines: readonly MapLine[], { rows }: FieldMapping): string {
  const headings = ['field', 'at the source', 'at the target', 'state', 'what becomes of it', 'rule status', 'note'];
  const used = lines.filter(({ state }) => state !== 'unused');
  const told = new Set(used.flatMap(({ into, outOf }) => [...into, ...outOf]));
  const table = used.map(({ place, source, target, state, into, outOf }) => {
    const own = (into.length > 0 ? into : outOf).flatMap((at) => rows[at] ?? []);
    const sides = [source, target].map((side) => (side ? `${side.name}, ${side.usage}, ${side.often}` : ''));
    return [place, ...sides, STATES[state], ...toldOf(own)];
  });
  const rest = rows.filter((_, at) => !told.has(at)).map((row) => [row.to, '', '', '', ...toldOf([row])]);
  return csvOf({ headings, rows: [...table, ...rest] });
}

function toldOf(rows: readonly MapRow[]): readonly [rule: string, status: string, note: string] {
  return [
    rows.map(ruleText).join('; '),
    [...new Set(rows.map(({ status }) => status))].join('; '),
    rows.flatMap(({ note }) => note ?? []).join('; '),
  ];
}

/** A rule in words. */
function ruleText({ to, from, rule }: MapRow): string {
  const sources = from.join(', ');
  switch (rule.kind) {
    case 'copy':
      return `${to} is ${sources} as it stands`;
    case 'constant':
      return `${to} is “${rule.value}”`;
    case 'join':
      return `${to} is ${sources} joined by “${rule.separator}”`;
    case 'split':
      return `${to} is part ${rule.part} of ${sources}, cut at “${rule.separator}”`;
    case 'codes':
      return `${to} is ${sources} by ${rule.map}; a code that is not mapped: ${rule.otherwise}`;
    case 'date':
      return `${to} is the moment of ${sources}, read as ${rule.read}, written as ${rule.write}`;
    case 'drop':
      return `${to} is left behind: ${rule.reason}`;
    case 'ask':
      return `${to}: to be asked: ${rule.question}`;
  }
}

/** A code map without the codes that may be identifiers of people, and with texts that name nobody. */
function safeCodes(map: CodeMapping, clean: (text: string) => string) {
  const safe = (...codes: readonly (string | undefined)[]): boolean =>
    codes.every((code) => code === undefined || clean(code) === code);
  const entries = map.entries.flatMap(({ text, toText, ...entry }) =>
    safe(entry.from, entry.to)
      ? [
          {
            ...entry,
            ...(text === undefined ? {} : { text: clean(text) }),
            ...(toText === undefined ? {} : { toText: clean(toText) }),
          },
        ]
      : [],
  );
  const seen = map.seen?.flatMap(({ value, text, count }) =>
    safe(value) ? [{ value, text: clean(text), count }] : [],
  );
  const all = new Set([...map.entries.map(({ from }) => from), ...(map.seen ?? []).map(({ value }) => value)]);
  const kept = new Set([...entries.map(({ from }) => from), ...(seen ?? []).map(({ value }) => value)]);
  return { codes: { ...map, entries, ...(seen ? { seen } : {}) }, dropped: all.size - kept.size };
}

function codeTable(map: CodeMapping): string {
  const headings = ['code', 'text', 'seen', 'at the target', 'text at the target', 'critical', 'state'];
  const rows = codeLines(map, map.seen ?? []).map(({ value, text, count, to = '', toText = '', critical }) => [
    value,
    text,
    String(count),
    to,
    toText,
    critical ? 'critical' : '',
    to === '' ? 'not mapped' : 'mapped',
  ]);
  return csvOf({ headings, rows });
}
