import { say } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { speak, type Speech, type Translated } from './sentence.ts';

const german: Readonly<Record<string, Translated>> = {
  '{0} waits for {1}.': 'Auf {1} wartet {0}.',
  '{0} rows of {1} are wrong.': { one: '{0} Zeile von {1} ist falsch.', other: '{0} Zeilen von {1} sind falsch.' },
  'Line {0}: {1}.': 'Zeile {0}: {1}.',
  'the key is empty': 'der Schlüssel ist leer',
  'is not known': { one: 'nie' },
};
const speech: Speech = {
  language: 'de',
  find: (key) => german[key],
  number: (value) => value.toLocaleString('de'),
  word: (value) => (value === 'Task' ? 'Aufgabe' : value),
  date: (date) => date.split('-').toReversed().join('.'),
};
const spoken = (sentence: ReturnType<typeof say>): string => speak(sentence.toJSON(), speech);

describe('a sentence in another language', () => {
  test('has its data in that language’s order, with its numbers and its names of things', () => {
    expect(spoken(say`${'Task'} waits for ${'Go {0}'}.`)).toBe('Auf Go {0} wartet Aufgabe.');
    expect(spoken(say`${1} rows of ${1_200} are wrong.`)).toBe('1 Zeile von 1.200 ist falsch.');
    expect(spoken(say`${1_200} rows of ${1} are wrong.`)).toBe('1.200 Zeilen von 1 sind falsch.');
  });

  test('names days as its readers do; what only resembles one stays as it is', () => {
    expect(spoken(say`${'RSK-1'} waits for ${'2027-05-25'}.`)).toBe('Auf 25.05.2027 wartet RSK-1.');
    expect(spoken(say`${'RSK-1'} waits for ${'2027-05-25-A'}.`)).toBe('Auf 2027-05-25-A wartet RSK-1.');
  });

  test('within a sentence is translated too; what the catalogue lacks stays English', () => {
    expect(spoken(say`Line ${7}: ${say`the key is empty`}.`)).toBe('Zeile 7: der Schlüssel ist leer.');
    expect(spoken(say`Line ${7}: ${say`${'x'} is new`}.`)).toBe('Zeile 7: x is new.');
    expect(spoken(say`Nobody says ${say`the key is empty`}.`)).toBe('Nobody says the key is empty.');
    expect(spoken(say`is not known`)).toBe('is not known');
    expect(spoken(say`${1_200} days until ${'2027-05-25'}, ${say`not ${'2027-05-26'}`}.`)).toBe(
      '1.200 days until 25.05.2027, not 26.05.2027.',
    );
  });
});
