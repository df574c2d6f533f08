import {
  clauseSchema,
  type Field,
  type Filter,
  fieldType,
  filterFields,
  type FieldValues,
  type Json,
  operandOf,
  passes,
  readClauses,
} from '@callosum/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { sample } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { filterSql } from './filter-sql.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const ROWS = 120;
const fields = filterFields(sample);
/** Files are received, not typed; whether there are any is asked as of every other field. */
const names = Object.keys(fields).filter((name) => fields[name]?.type !== 'file');

/** Texts that a careless comparison gets wrong: letters that change their length, wildcards, digits, blanks. */
const TEXTS = [
  'Straße 9',
  'STRASSE 10',
  'İstanbul',
  'ΟΔΟΣ',
  'οδος',
  '50 % done_',
  '%',
  "it's",
  '\\',
  'Äpfel',
  'a\nb',
  ' ',
];

/** Words broken by marks, in a list, beside an empty line. */
function storyOf(seed: number): Json {
  const text = TEXTS[seed % TEXTS.length]?.replaceAll('\n', ' ') ?? '';
  const broken = [
    { type: 'text', text: text.slice(0, 1) || 'a' },
    ...(text.length > 1 ? [{ type: 'text', text: text.slice(1), marks: [{ type: 'bold' }] }] : []),
  ];
  const item = { type: 'listItem', content: [{ type: 'paragraph', content: broken }, { type: 'paragraph' }] };
  const plain = { type: 'paragraph', content: [{ type: 'text', text: `S${seed}` }, { type: 'hardBreak' }] };
  return { type: 'doc', content: [plain, { type: 'bulletList', content: [item] }] };
}

function valueOf(name: string, seed: number): Json {
  const field = fields[name];
  if (!field) throw new Error(`There is no field ${name}`);
  if (field.type === 'text') return TEXTS[seed % TEXTS.length] ?? '';
  if (field.type === 'number') return [0, -1.5, 1e7, 0.1, 12][seed % 5] ?? 0;
  if (field.type === 'structure') return ['a'];
  if (field.type === 'richText') return storyOf(seed);
  // Ticks are stamped by a command, so that a list is made without them.
  if (field.type === 'checklist') return [1, 2].map((id) => ({ id, text: `Step ${id}` }));
  return fieldType(field).example(seed);
}

function rowOf(seed: number): FieldValues {
  const entries = Object.entries<Field>(sample.fields).flatMap(([name, { type }], index) =>
    type === 'formula' || type === 'file'
      ? []
      : name === 'title' || (seed * 7 + index * 3) % 4 > 0
        ? [[name, valueOf(name, seed + index)] as const]
        : [],
  );
  return Object.fromEntries(entries);
}

const namesOf = (value: Json): readonly string[] => z.array(z.string()).parse(value);

/** An operand as a person would give it, or one that is none of the field's values. */
function operand(name: string, op: Filter[number]['op']): fc.Arbitrary<Json | undefined> {
  const type = fields[name]?.type;
  const example = fc.nat(40).map((seed) => valueOf(name, seed));
  const one: fc.Arbitrary<Json> =
    name === 'state'
      ? fc.constantFrom('open', 'closed', 'gone')
      : type === 'rating'
        ? fc.constantFrom('low', 'middle', 'high', 'none')
        : type === 'choices' || type === 'people'
          ? example.map((value) => namesOf(value)[0] ?? '')
          : example;
  const odd = fc.constantFrom<Json>('', '2027-01', 3, true, 'S');
  switch (operandOf(op)) {
    case 'none':
      return fc.constant(undefined);
    case 'words':
      return fc.constantFrom('a', 'SS', 'ß', 'i̇', 'ς', 'σ', '%', '_', "'", '9', 'pf', ' ', '\\');
    case 'values':
      return fc.array(one, { minLength: 1, maxLength: 3 });
    case 'value':
      return fc.oneof({ weight: 8, arbitrary: one }, { weight: 1, arbitrary: odd });
  }
}

const places = names.flatMap((name) => {
  const field = fields[name];
  return field ? fieldType(field).operators.map((op) => [name, op] as const) : [];
});
const clauseAt = (name: string, op: Filter[number]['op']): fc.Arbitrary<Filter[number]> =>
  operand(name, op).map((value) => clauseSchema.parse({ field: name, op, ...(value === undefined ? {} : { value }) }));
const clause = fc.constantFrom(...places).chain(([name, op]) => clauseAt(name, op));

/** Every record has a title and a state, so that being there tells none from another. */
const ALWAYS = new Set(['title', 'state']);

describe('a filter over every type of field', () => {
  let selected: (filter: Filter) => Promise<{ stored: string[]; held: string[]; of: number }>;

  beforeAll(async () => {
    const { key, id: scope } = await buildProject(server);
    for (let seed = 0; seed < ROWS; seed += 1) {
      const row = rowOf(seed);
      const id = await createRecord(server.owner, key, 'sample', row);
      if (seed % 3 === 0) await server.owner.command(key, 'record.move', { id, move: 'close' });
      if (!row.steps) continue;
      for (const item of [[], [1], [1, 2]][seed % 3] ?? []) {
        await server.owner.command(key, 'record.tick', { id, field: 'steps', item, done: true });
      }
    }
    const { db, graphs } = server.installation;
    const rows = [...(await graphs.of(scope)).rows('sample')];
    selected = async (filter) => {
      const found = await db
        .selectFrom('record')
        .select('id')
        .where('scope', '=', scope)
        .where('kind', '=', 'sample')
        .where(filterSql(sample, filter, { scope, actor: { account: 'console', roles: ['owner'], offices: [] } }))
        .execute();
      const clauses = readClauses(sample, filter);
      const held = rows.filter((row) => passes(clauses, row)).map(({ id }) => id);
      return { stored: found.map(({ id }) => id).sort(), held: held.sort(), of: rows.length };
    };
  });

  test.each(places)(
    'on %s with “%s” selects the same rows in the store and in the graph, and tells some apart',
    async (name, op) => {
      let toldApart = ALWAYS.has(name) && (op === 'set' || op === 'empty');
      await fc.assert(
        fc.asyncProperty(clauseAt(name, op), async (one) => {
          const { stored, held, of } = await selected([one]);
          expect(stored).toEqual(held);
          toldApart ||= held.length > 0 && held.length < of;
        }),
        { numRuns: 25, seed: 20_270_112 },
      );
      expect(toldApart).toBe(true);
    },
  );

  test('of several clauses selects what all of them do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(clause, { maxLength: 3 }), async (filter) => {
        const { stored, held } = await selected(filter);
        expect(stored).toEqual(held);
      }),
      { numRuns: 150 },
    );
  });
});
