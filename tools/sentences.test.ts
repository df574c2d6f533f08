import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE, catalogue, sentencesIn } from './sentences.mjs';

test('the catalogue has every sentence of the sources and no other; “npm run reference” writes it', () => {
  const made = catalogue();
  expect(readFileSync(CATALOGUE, 'utf8')).toBe(made);
  expect(Object.keys(JSON.parse(made)).length).toBeGreaterThan(800);
});

test('engines that stand alone keep data and words apart in one way', () => {
  const copies = ['hl7v2', 'schedule'].map((engine) => readFileSync(`engines/${engine}/say.ts`, 'utf8'));
  expect(new Set(copies).size).toBe(1);
});

test('sentences are found wherever they are said, with what fills their gaps', () => {
  const source = [
    'const a = say`It is \\`late\\`, {so} go.`;',
    'refuse(say`There is no ${kind.label\n  .one} called ${say`“${name}” or ${`x`}`}.`);',
    'print`not this`; // say`nor this`',
    'z.string().min(1, rule`is {needed}`)',
  ].join('\n');
  expect(sentencesIn(source)).toEqual([
    ['It is `late`, {{so} go.', []],
    ['There is no {0} called {1}.', ['kind.label .one', 'say`“${name}” or ${`x`}`']],
    ['“{0}” or {1}', ['name', '`x`']],
    ['is {{needed}', []],
  ]);
});
