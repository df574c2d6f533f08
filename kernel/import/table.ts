import { say, type Sentence } from '../declare/say.ts';
import { Problem } from '../declare/problem.ts';
import { z } from 'zod';
import type { Change } from '../declare/change.ts';
import { type BoundCommand, defineCommand } from '../declare/command.ts';
import type { Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import { applyChanges, effectiveChanges, type FieldChanges, type FieldValues, type Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import type { Registry } from '../declare/registry.ts';
import type { GraphReader, Row } from '../graph/reader.ts';
import { createTargets } from './targets.ts';
import { tableSource } from './source.ts';
import { readCells, type ReadRow } from './read-row.ts';

/** Rows a table may have; a register of a hospital is far below it. */
export const MOST_TABLE_ROWS = 100_000;
export const MOST_TABLE_COLUMNS = 200;

/** Where a column goes: a field, a link, or the key that tells rows apart. Left out, it is not read. */
export const tableColumn = z.strictObject({
  header: z.string().max(1_000),
  field: z.string().max(128).optional(),
  link: z.string().max(128).optional(),
  key: z.boolean().optional(),
});
export type TableColumn = z.infer<typeof tableColumn>;

/** How rows of a table find the records they speak of, and what is done about cells that say nothing. */
export const tableMapping = z.strictObject({
  kind: z.string().max(64),
  columns: z.array(tableColumn).min(1).max(MOST_TABLE_COLUMNS),
  /**
   * `key`: by the key column; `number`: by the key column, which holds numbers of the records, as an export does, and makes those
   * without one; `title`: by the title; `none`: every row is a new record.
   */
  match: z.enum(['key', 'number', 'title', 'none']),
  /** An empty cell empties the field; otherwise it leaves it as it is. */
  clearEmpty: z.boolean(),
});
export type TableMapping = z.infer<typeof tableMapping>;

const input = tableMapping.extend({
  rows: z.array(z.strictObject({ line: z.int().min(1), cells: z.array(z.string()) })).max(MOST_TABLE_ROWS),
  /** Rows at fault are left out; otherwise one of them refuses the whole. */
  skipFaulty: z.boolean(),
  /** Text → account id, for columns of people: the server knows their names. */
  people: z.record(z.string(), z.string()),
});
export type TableInput = z.infer<typeof input>;

/** What is wrong with a row: its line in the file, the column's header, and why. */
export interface TableFault {
  readonly line: number;
  readonly column: string;
  readonly message: Sentence;
}

interface Counts {
  created: number;
  updated: number;
  restored: number;
  unchanged: number;
  linked: number;
  unlinked: number;
}

/** What became of a row, for the difference that is shown. */
export interface TableDifference {
  readonly line: number;
  readonly title: string;
  readonly action: 'create' | 'update' | 'restore';
  readonly fields: readonly { readonly name: string; readonly before: Json; readonly after: Json }[];
}

const MOST_DIFFERENCES = 500;
const MOST_FAULTS = 1_000;

/**
 * Brings the rows of a table into the records of a kind: what a row says is compared with the record it finds, and only
 * what differs is written; the same table again changes nothing. Links are made to records found by reference, key or
 * title, those of the same table among them.
 */
export const importTable: BoundCommand = defineCommand({
  name: 'table.import',
  label: 'Import table',
  allow: 'kinds',
  internal: true,
  input,
  decide: (graph, table, { registry, newId }) => {
    const kind = registry.kinds.get(table.kind);
    const wrong = kind ? mappingFault(kind, registry, table) : say`There is no register called “${table.kind}”.`;
    if (!kind || wrong)
      return {
        problems: [
          new Problem({
            code: 'invalid',
            message: wrong ?? say`There is no register called “${table.kind}”.`,
            path: ['columns'],
          }),
        ],
      };
    const read = table.rows.map((row) => readCells(kind, table, row));
    const faults = read.flatMap((row) => row.faults);
    const found = findRecords(graph, kind, table, read, faults);
    const counts: Counts = { created: 0, updated: 0, restored: 0, unchanged: 0, linked: 0, unlinked: 0 };
    const differences: TableDifference[] = [];
    const records: Change[] = [];
    const links: Change[] = [];
    const targets = createTargets(graph, registry, kind);
    const standing = read.flatMap((row) => {
      const before = found.get(row);
      if (before === 'faulty' || row.faults.length > 0) return [];
      const broken = [...fixedFaults(kind, table, row, before), ...ruleFaults(kind, registry, table, row, before)];
      faults.push(...broken);
      if (broken.length > 0) return [];
      const id = before?.id ?? newId();
      targets.add(kind.name, id, [row.key, titleIn(row.fields)]);
      return [{ row, id, before }];
    });
    for (const { row, id, before } of standing) {
      const made = recordChanges(kind, table, row, id, before);
      const linked = linkChanges({ graph, registry, kind, targets, newId, faults }, row, id);
      const differs = made.changes.length > 0;
      if (!before) counts.created += 1;
      else if (before.withdrawn) counts.restored += 1;
      else if (differs || linked.changes.length > 0) counts.updated += 1;
      else counts.unchanged += 1;
      counts.linked += linked.added;
      counts.unlinked += linked.removed;
      records.push(...made.changes);
      links.push(...linked.changes);
      if (differs && differences.length < MOST_DIFFERENCES) differences.push({ line: row.line, ...made.difference });
    }
    if (faults.length > 0 && !table.skipFaulty) {
      return {
        problems: faults.slice(0, 100).map(
          ({ line, column, message }) =>
            new Problem({
              code: 'invalid',
              message: message.text.endsWith('.')
                ? say`Line ${line}, ${column}: ${message}`
                : say`Line ${line}, ${column}: ${message}.`,
              path: ['rows', line],
              remedy: say`Mend the table, or leave out the rows at fault.`,
            }),
        ),
      };
    }
    faults.sort((a, b) => a.line - b.line);
    // Links come last: they may lead to a record that a later row makes. What is taken away makes room first.
    const isUnlink = ({ action }: Change): boolean => action === 'unlink';
    const changes = [...records, ...links.filter(isUnlink), ...links.filter((change) => !isUnlink(change))];
    return {
      changes,
      result: {
        ...counts,
        rows: differences,
        faults: faults.slice(0, MOST_FAULTS).map(faultForm),
        faulty: faultyLines(faults),
      },
    };
  },
});

/** Fields that were chosen when the record was made, and of which a row says something else. */
function fixedFaults(kind: Kind, { columns }: TableMapping, row: ReadRow, before: Row | undefined): TableFault[] {
  if (!before) return [];
  return Object.keys(effectiveChanges(before.fields, keepForm(kind, row.fields, before.fields))).flatMap((name) => {
    const field = kind.fields[name];
    if (!field?.fixed || before.fields[name] === undefined) return [];
    const column = columns.find((one) => one.field === name)?.header ?? field.label;
    return [{ line: row.line, column, message: say`“${field.label}” cannot be changed once the record is made.` }];
  });
}

/** Rules over several fields that a row would break; what its record broke before is not held against it. */
function ruleFaults(
  kind: Kind,
  registry: Registry,
  { columns }: TableMapping,
  row: ReadRow,
  before: Row | undefined,
): TableFault[] {
  const old = before?.fields ?? {};
  const state = before?.state ?? kind.lifecycle.initial;
  const fields = applyChanges(old, effectiveChanges(old, keepForm(kind, row.fields, old)));
  const known = before ? (kind.check?.(old, { registry, state }) ?? []) : [];
  return (kind.check?.(fields, { registry, state }) ?? [])
    .filter(({ message }) => !known.some((one) => one.message.text === message.text))
    .map(({ at: [name], message }) => ({
      line: row.line,
      column: columns.find(({ field }) => field === name)?.header ?? kind.fields[name]?.label ?? name,
      message,
    }));
}

function faultForm({ line, column, message }: TableFault) {
  return { line, column, message: message.text, sentence: { ...message.toJSON() } };
}

function faultyLines(faults: readonly TableFault[]): number {
  return new Set(faults.map(({ line }) => line)).size;
}

function titleIn(fields: FieldChanges): string {
  return typeof fields['title'] === 'string' ? fields['title'] : '';
}

/** Whether values of a field can come from a table: what commands set or what is worked out cannot. */
export function isImported(field: Field | undefined): boolean {
  return field !== undefined && !field.computed && field.type !== 'formula';
}

/** What is wrong with a mapping as a whole. */
function mappingFault(kind: Kind, registry: Registry, { columns, match, rows }: TableInput): Sentence | undefined {
  const anonymous = anonymousFault(kind, match, rows.length);
  if (anonymous) return anonymous;
  const fields = columns.flatMap(({ field }) => (field === undefined ? [] : [field]));
  const unknown = fields.find((name) => !Object.hasOwn(kind.fields, name));
  if (unknown !== undefined) return say`${kind.label.one} has no field “${unknown}”.`;
  const given = fields.find((name) => !isImported(kind.fields[name]));
  if (given !== undefined) {
    const label = kind.fields[given]?.label ?? given;
    return kind.fields[given]?.type === 'formula'
      ? say`“${label}” is worked out when it is read and cannot be imported.`
      : say`“${label}” is set by commands and cannot be imported.`;
  }
  const twice = fields.find((name, index) => fields.indexOf(name) !== index);
  if (twice !== undefined) return say`Two columns go to “${kind.fields[twice]?.label ?? twice}”.`;
  const link = columns.find(({ link: type }) => type !== undefined && registry.links.get(type)?.from !== kind.name);
  if (link) return say`${kind.label.many} have no link “${link.link ?? ''}”.`;
  const settled = columns.find(({ link: type }) => registry.links.get(type ?? '')?.byHand === 'never');
  if (settled) return say`Links “${settled.link ?? ''}” are made by a command of their own and cannot be imported.`;
  const keys = columns.filter(({ key }) => key).length;
  if ((match === 'key' || match === 'number') && keys !== 1) return say`Exactly one column must be the key.`;
  if (match === 'title' && !fields.includes('title'))
    return say`A column must go to the title when rows are found by it.`;
  return undefined;
}

/**
 * Whoever looks an answer up learns what it says, and whoever brings few is likely who gave them: sheets that others filled in on
 * paper are typed in by somebody, as many at once as nobody is recognised among.
 */
function anonymousFault({ anonymous, label }: Kind, match: TableMapping['match'], rows: number): Sentence | undefined {
  if (!anonymous) return undefined;
  const { minimumGroup: least } = anonymous;
  if (match !== 'none') return say`${label.many} are not found again: every row is a new one.`;
  return rows < least
    ? say`${label.many} are brought in ${least} and more at once, so that nobody is recognised.`
    : undefined;
}

/** The record each row speaks of; two rows that speak of one are both at fault. */
function findRecords(
  graph: GraphReader,
  kind: Kind,
  { match }: TableMapping,
  read: readonly ReadRow[],
  faults: TableFault[],
): ReadonlyMap<ReadRow, Row | 'faulty' | undefined> {
  const found = new Map<ReadRow, Row | 'faulty' | undefined>();
  if (match === 'none') return found;
  const known = match === 'title' ? titlesOf(graph, kind) : match === 'number' ? numbersOf(graph, kind) : undefined;
  const first = new Map<string, ReadRow>();
  for (const row of read) {
    const word = match === 'key' ? row.key : (match === 'number' ? row.key : titleIn(row.fields)).trim().toLowerCase();
    if (word === '') {
      if (match === 'key') faults.push({ line: row.line, column: row.keyHeader, message: say`the key is empty` });
      found.set(row, match === 'key' ? 'faulty' : undefined);
      continue;
    }
    const earlier = first.get(word);
    if (earlier) {
      faults.push({
        line: row.line,
        column: row.keyHeader,
        message: say`“${word}” stands in line ${earlier.line} already`,
      });
      found.set(row, 'faulty');
      continue;
    }
    first.set(word, row);
    const record = known ? known.get(word) : graph.byExternal(tableSource(kind.name), word);
    const several = record === 'several';
    const missing = match === 'number' && record === undefined;
    if (several || missing) {
      const message = several
        ? say`several records are called “${word}”`
        : say`there is no ${word.toUpperCase()} here; empty the cell to make a new record`;
      faults.push({ line: row.line, column: row.keyHeader, message });
    }
    found.set(row, several || missing ? 'faulty' : record !== undefined && graph.owns(record.id) ? record : undefined);
  }
  return found;
}

function titlesOf(graph: GraphReader, kind: Kind): ReadonlyMap<string, Row | 'several'> {
  const titles = new Map<string, Row | 'several'>();
  for (const row of graph.rows(kind.name)) {
    if (!graph.owns(row.id)) continue;
    const title = titleIn(row.fields).trim().toLowerCase();
    titles.set(title, titles.has(title) ? 'several' : row);
  }
  return titles;
}

function numbersOf(graph: GraphReader, kind: Kind): ReadonlyMap<string, Row> {
  const own = [...graph.rows(kind.name)].filter(({ id }) => graph.owns(id));
  return new Map(own.map((row) => [`${kind.prefix}-${row.number}`.toLowerCase(), row]));
}

function recordChanges(
  kind: Kind,
  { match }: TableMapping,
  row: ReadRow,
  id: string,
  before: Row | undefined,
): { changes: Change[]; difference: Omit<TableDifference, 'line'> } {
  const changed = effectiveChanges(before?.fields ?? {}, keepForm(kind, row.fields, before?.fields ?? {}));
  const fields = Object.entries(changed).map(([name, after]) => ({
    name,
    before: before?.fields[name] ?? null,
    after,
  }));
  const title = titleIn(row.fields) || titleIn(before?.fields ?? {});
  if (!before) {
    const external = match === 'key' ? { external: { source: tableSource(kind.name), id: row.key } } : {};
    const create: Change = { action: 'create', kind: kind.name, id, fields: changed, ...external };
    return { changes: [create], difference: { title, action: 'create', fields } };
  }
  const restore: Change[] = before.withdrawn ? [{ action: 'restore', id }] : [];
  const update: Change[] = fields.length > 0 ? [{ action: 'update', id, fields: changed }] : [];
  return {
    changes: [...restore, ...update],
    difference: { title, action: before.withdrawn ? 'restore' : 'update', fields },
  };
}

/** A cell that says no more than the record does already leaves it the form that a table cannot show. */
function keepForm(kind: Kind, written: FieldChanges, before: FieldValues): FieldChanges {
  const entries = Object.entries(written).filter(([name, value]) => {
    const field = kind.fields[name];
    const old = before[name];
    if (!field || old === undefined || value === null) return true;
    const type = fieldType(field);
    return !type.losesForm || type.format(old).trim() !== type.format(value).trim();
  });
  return Object.fromEntries(entries);
}

interface Linking {
  readonly graph: GraphReader;
  readonly registry: Registry;
  readonly kind: Kind;
  readonly targets: ReturnType<typeof createTargets>;
  readonly newId: () => string;
  readonly faults: TableFault[];
}

function linkChanges(
  { graph, registry, targets, newId, faults }: Linking,
  row: ReadRow,
  id: string,
): { changes: Change[]; added: number; removed: number } {
  const changes: Change[] = [];
  let removed = 0;
  for (const { type, header, words } of row.links) {
    const link = registry.links.get(type);
    if (!link) continue;
    const wanted = new Set<string>();
    for (const word of words) {
      const target = targets.find(link, word);
      if ('message' in target) faults.push({ line: row.line, column: header, message: target.message });
      else if (target.id === id)
        faults.push({ line: row.line, column: header, message: say`a record cannot be linked to itself` });
      else wanted.add(target.id);
    }
    const standing = graph.out(id, type);
    const fresh = [...wanted].filter((to) => !standing.some((edge) => edge.to === to));
    if (link.most === 1 && wanted.size > 1) {
      faults.push({ line: row.line, column: header, message: say`only one “${link.label}” is allowed` });
      continue;
    }
    if (link.most === 1 && fresh.length > 0 && standing.length > 0 && link.byHand === 'adding') {
      const message = say`“${link.label}” leads to another record already, and a command of its own takes that away`;
      faults.push({ line: row.line, column: header, message });
      continue;
    }
    if (link.most === 1 && fresh.length > 0) {
      for (const edge of standing) changes.push({ action: 'unlink', id: edge.id });
      removed += standing.length;
    }
    for (const to of fresh) changes.push({ action: 'link', id: newId(), type, from: id, to });
  }
  return { changes, added: changes.filter(({ action }) => action === 'link').length, removed };
}
