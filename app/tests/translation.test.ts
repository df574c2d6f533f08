import { beforeAll, describe, expect, test } from 'vitest';
import { createRegistry, RECORD_COMMANDS } from '@callosum/kernel';
import { singularOf } from '@callosum/kernel/report';
import { readFile } from 'node:fs/promises';
import { disciplines, registry } from '../composition.ts';
import { englishTranslation, progress, refreshed, translation, type Translation } from '../translation.ts';

let english: Translation;
beforeAll(async () => {
  english = await englishTranslation();
});

/** The text under a key, as a catalogue looks it up. */
function textAt(messages: Translation['messages'], key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (within, part) => (typeof within === 'object' && within !== null ? Reflect.get(within, part) : undefined),
      messages,
    );
}

describe('what there is to translate', () => {
  test('is what screens say, what is declared, and every sentence', () => {
    const t = (key: string): unknown => textAt(english.messages, key);
    expect(t('import.title')).toBe('Import a plan');
    expect(t('kit.cancel')).toBe('Cancel');
    expect(t('planning.title')).toBe('Plan');
    for (const kind of registry.kinds.values()) {
      expect(t(`kind.${kind.name}.many`), kind.name).toBe(kind.label.many);
      for (const [name, field] of Object.entries(kind.fields)) {
        expect(t(`kind.${kind.name}.field.${name}.label`), `${kind.name}.${name}`).toBe(field.label);
      }
      for (const [state, { label }] of Object.entries(kind.lifecycle.states)) {
        expect(t(`kind.${kind.name}.state.${state}`), `${kind.name} ${state}`).toBe(label);
      }
    }
    for (const fact of registry.facts.values()) {
      expect(t(`fact.${fact.name}.label`), fact.name).toBe(fact.label);
      for (const [reason, text] of Object.entries(fact.reasons)) {
        expect(t(`fact.${fact.name}.reason.${reason}`), `${fact.name} ${reason}`).toBe(text);
      }
    }
    for (const command of registry.commands.values()) expect(t(`command.${command.name}.label`)).toBe(command.label);
    expect(t('operation.records.list')).toBe('A page of a register');
    expect(Object.keys(english.sentences).length).toBeGreaterThan(800);
  });
});

test('browsers call commands that they do not know by the names that these have on the server', async () => {
  const file = new URL('../../web/messages/en/shell.json', import.meta.url);
  const written = translation.shape.messages.parse(JSON.parse(await readFile(file, 'utf8')));
  const known = createRegistry(disciplines, RECORD_COMMANDS).commands;
  const unknown = [...registry.commands.values()].filter(({ name }) => !known.has(name));
  expect(unknown.map(({ name }) => name)).toContain('demonstration.tell');
  for (const { name, label } of unknown) expect(textAt(written, `command.${name}.label`), name).toBe(label);
});

test('one of what a fact counts is not called many', () => {
  const NOT_COUNTED = new Set([
    '',
    '%',
    'm',
    'h',
    'min',
    'level',
    'in its currency',
    'times usual',
    'minutes a run',
    'a month',
    'evidence',
  ]);
  const units = new Set(Array.from(registry.facts.values(), ({ unit }) => unit));
  const counted = [...units].filter((unit) => !NOT_COUNTED.has(unit));
  expect(
    counted.filter((unit) => {
      const [one, many] = [`unit.${unit}_one`, `unit.${unit}_other`].map((key) => textAt(english.messages, key));
      return typeof one !== 'string' || typeof many !== 'string' || one === many;
    }),
  ).toEqual([]);
  // Documents and the command line, which are English, say the same; “d” is short for both.
  expect(
    counted.filter((unit) => unit !== 'd' && singularOf(unit) !== textAt(english.messages, `unit.${unit}_one`)),
  ).toEqual([]);
  expect([...NOT_COUNTED].filter((unit) => singularOf(unit) !== unit)).toEqual([]);
});

describe('a translation', () => {
  const german: Translation = {
    messages: {
      kind: { task: { one: 'Aufgabe' } },
      import: { warnings_few: 'x', warnings_other: 'y' },
      gone: { a: 'b' },
    },
    sentences: { 'Check the key, and --data.': 'Prüfen Sie den Schlüssel und --data.', 'Nobody says this.': 'Weg.' },
  };

  test('brought up to date keeps what was translated, adds what is new in English, and drops what is gone', () => {
    const made = refreshed(german, english);
    expect(made.messages).toMatchObject({
      kind: { task: { one: 'Aufgabe', many: 'Tasks' }, gate: { one: 'Gate' } },
      import: { warnings_few: 'x', warnings_other: 'y' },
    });
    expect(made.messages['gone']).toBeUndefined();
    expect(made.sentences).toMatchObject({ 'Check the key, and --data.': 'Prüfen Sie den Schlüssel und --data.' });
    expect(Object.keys(made.sentences)).toEqual(Object.keys(english.sentences));
    expect(refreshed(made, english)).toEqual(made);
    const { done, all } = progress(made, english);
    expect([done, all > 4_000]).toEqual([4, true]);
    expect(progress(english, english).done).toBe(0);
  });
});
