import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE, catalogue, sentencesIn, unsaid, unsaidIn } from './sentences.mjs';

test('the catalogue has every sentence of the sources and no other; “npm run reference” writes it', () => {
  const made = catalogue();
  expect(readFileSync(CATALOGUE, 'utf8')).toBe(made);
  expect(Object.keys(JSON.parse(made)).length).toBeGreaterThan(800);
});

test.each(['say.ts', 'xml-words.ts', 'json-words.ts'])('engines that stand alone have one %s', (file) => {
  const copies = ['hl7v2', 'schedule'].map((engine) => readFileSync(`engines/${engine}/${file}`, 'utf8'));
  expect(new Set(copies).size).toBe(1);
});

/** Words in such a place that no reader of a screen is told as they stand, each with what they are. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'kernel/declare/command-form.ts': 'a fault of a declaration, thrown when the program starts',
  'kernel/declare/kind.ts': 'a fault of a declaration, thrown when the program starts',
  'kernel/ledger/signature.ts': 'steps of a proof that is checked offline, on the command line',
  'kernel/ledger/verification.ts': 'steps of a proof that is checked offline, on the command line',
  'engines/deid/errors.ts': 'told on the command line; elsewhere only whether there is a problem',
  'engines/deid/stream.ts': 'told on the command line; elsewhere only whether there is a problem',
  'disciplines/adoption/kinds/survey-answer.ts': 'words of a declaration, with keys of their own',
  'disciplines/foundation/commands/decide.ts': 'words of a declaration, with keys of their own',
  'disciplines/foundation/commands/waive.ts': 'words of a declaration, with keys of their own',
  'disciplines/foundation/kinds/decision.ts': 'why a kind has a newer version, for whoever reads the code',
  'disciplines/interoperability/kinds/code-map.ts': 'why a kind has a newer version, for whoever reads the code',
  'disciplines/interoperability/kinds/mapping.ts': 'why a kind has a newer version, for whoever reads the code',
  'disciplines/interoperability/kinds/interface-test.ts': 'words of a declaration, with keys of their own',
  'disciplines/safety/kinds/inject.ts': 'words of a declaration, with keys of their own',
  'disciplines/safety/kinds/risk.ts': 'why a kind has a newer version, for whoever reads the code',
  'server/http/app.ts': 'an answer to a program; screens go by its code',
  'server/http/headers.ts': 'an answer to a program; screens go by its code',
  'server/http/operation-routes.ts': 'an answer to a program; screens go by its code',
  'server/http/pages.ts': 'an answer to a program; screens go by its code',
  'server/http/scim-routes.ts': 'an answer to a directory, in the form of SCIM',
};

test('what is told to people is a sentence of the catalogue, wherever it is told', () => {
  const found = unsaid();
  const past = found.filter(({ file }) => !Object.hasOwn(NOT_TOLD, file));
  expect(past.flatMap(({ file, found: all }) => all.map(({ line, words }) => `${file}:${line} ${words}`))).toEqual([]);
  // Nothing stays on the list that is not there any more.
  expect(Object.keys(NOT_TOLD).filter((file) => !found.some((one) => one.file === file))).toEqual([]);
});

test('words that are told as a string are found, and sentences and codes are not', () => {
  const source = [
    'const detail = `It is ${so} late.`;',
    "const judged = { ok: false, why: isOld ? 'too old to count' : say`new` };",
    "throw refusal('not-found', say`There is none.`);",
    "refuse(row, 'is not there');",
    "function whyNot(row) { return row.gone ? 'it is gone for good' : undefined; }",
    "const lacks = { code: 'not-found', message: say`It lacks ${'a part of it'}.` };",
    "log('this is no business of readers'); throw new Error('it cannot be so');",
  ].join('\n');
  expect(unsaidIn(source).map(({ line }) => line)).toEqual([1, 2, 4, 5]);
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
