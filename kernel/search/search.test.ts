import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import { rulesFor } from '../declare/presets.ts';
import { indexedAs, marked, readQuery, searchVector, snippet, wordsOf } from './index.ts';

const words = (text: string): string[] => wordsOf(text).map(({ word }) => word);
const told = (pieces: ReturnType<typeof marked> | undefined): string =>
  (pieces ?? []).map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('words', () => {
  test.each([
    ['HL7/ADT interface v2.5.1', ['hl7', 'adt', 'interface', 'v2', '5', '1']],
    ['Ölwechsel für ÜBUNG', ['olwechsel', 'fur', 'ubung']],
    ['Straße STRASSE', ['strasse', 'strasse']],
    ['ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ["O'Brien’s", ['o', 'brien', 's']],
    ['', []],
    ['… – !', []],
  ])('of “%s” are folded and cut at joints', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('stand where they say, and never hold a character that the index would take for its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const { word, start, end } of wordsOf(text)) {
          expect(words(text.slice(start, end))).toEqual([word]);
          expect(word).toMatch(/^[\p{L}\p{N}]{1,60}$/u);
        }
      }),
    );
  });
});

describe('what was typed', () => {
  test('is read as words, phrases, what must not be there, kinds and projects', () => {
    expect(readQuery('"patient portal" train -pilot -"go live" kind:risk project:RIV kind:"change request"')).toEqual({
      terms: [
        { words: ['patient', 'portal'], exact: true, not: false },
        { words: ['train'], exact: false, not: false },
        { words: ['pilot'], exact: false, not: true },
        { words: ['go', 'live'], exact: true, not: true },
      ],
      kinds: ['risk', 'change request'],
      projects: ['RIV'],
    });
  });

  test.each([
    ['RSK-12', { prefix: 'RSK', number: 12 }],
    [' rsk-12 ', { prefix: 'RSK', number: 12 }],
    ['7', { number: 7 }],
    ['RSK-12 late', undefined],
    ['v2', undefined],
  ])('is a number where it is nothing else: %s', (typed, number) => {
    expect(readQuery(typed).number).toEqual(number);
  });

  test('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(readQuery(typed).terms.every((term) => term.words.length > 0)).toBe(true);
      }),
    );
  });
});

describe('hits', () => {
  test.each([
    ['plan', 'Planning the plans', '[Planning] the [plans]'],
    ['planned', 'Planning the plans', '[Planning] the [plans]'],
    ['"plan"', 'Planning the plan', 'Planning the [plan]'],
    ['"the plan"', 'the other, the plan', 'the other, [the] [plan]'],
    ['ubung', 'Die Übung', 'Die [Übung]'],
    ['a', 'a an a', '[a] an [a]'],
    ['-plan', 'the plan', 'the plan'],
  ])('of %s in “%s” are marked', (typed, text, expected) => {
    expect(told(marked(text, readQuery(typed)))).toBe(expected);
  });

  test('are shown with what stands around them', () => {
    const text = `${'before '.repeat(40)}needle ${'after '.repeat(60)}`;
    const shown = told(snippet(text, readQuery('needle')));
    expect(shown).toMatch(/^… before .*\[needle\] after .* …$/);
    expect(shown.length).toBeLessThan(250);
    expect(snippet('nothing here', readQuery('needle'))).toBeUndefined();
  });

  test('and what is between them are the whole text, in its order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, typed) => {
        expect(
          marked(text, readQuery(typed))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

const base = {
  name: 'thing',
  discipline: 'test',
  prefix: 'THG',
  label: { one: 'Thing', many: 'Things' },
  help: 'For this test.',
  lifecycle: NO_LIFECYCLE,
  permissions: { read: rulesFor(['owner']) },
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Thing', fields: ['title'] }],
} as const;
const thing = defineKind({
  ...base,
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    size: { type: 'choice', label: 'Size', options: { s: 'Small thing' } },
    secret: { type: 'text', label: 'Secret', read: rulesFor(['owner']) },
    count: { type: 'number', label: 'Count' },
    story: { type: 'richText', label: 'Story' },
  },
});

describe('the index of a record', () => {
  test('holds words and stems with their places, and those of a field with readers of its own under its name', () => {
    const own = `own-${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`;
    const fields = { title: 'Planning it', size: 's', secret: 'Planning', count: 7, [own]: 'Mine' };
    expect(searchVector(thing, fields).split(' ').sort()).toEqual(
      [
        "'planning':1A",
        "'~plan':1A",
        "'it':2A",
        "'small':13B",
        "'thing':14B",
        "'secret/planning':25B",
        "'secret/~plan':25B",
        `'${own}/mine':36B`,
      ].sort(),
    );
  });

  test('holds what a text with headings and lists says, block by block', () => {
    const story = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Night ' },
            { type: 'text', text: 'shift' },
          ],
        },
        { type: 'paragraph', content: [{ type: 'text', text: 'day' }] },
      ],
    };
    expect(searchVector(thing, { title: 'A', story }).split(' ').sort()).toEqual(
      ["'a':1A", "'night':12B", "'shift':13B", "'day':24B", "'~dai':24B"].sort(),
    );
  });

  test('depends on what is searched, and on nothing else of the declaration', () => {
    const renamed = { ...thing, label: { one: 'Other', many: 'Others' } };
    expect(indexedAs(renamed)).toBe(indexedAs(thing));
    const { secret, ...rest } = thing.fields;
    expect(indexedAs({ ...thing, fields: { ...rest, secret: { type: 'text', label: secret.label } } })).not.toBe(
      indexedAs(thing),
    );
    const size = { type: 'choice', label: 'Size', options: { s: 'Tiny thing' } } as const;
    expect(indexedAs({ ...thing, fields: { ...thing.fields, size } })).not.toBe(indexedAs(thing));
  });
});
