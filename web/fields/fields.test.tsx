// @vitest-environment happy-dom
import { type Field, fieldType, type Json } from '@callosum/kernel';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { renderScreen, specimen } from '../testing/render.tsx';
import { type Entry, problemOf, valueOf } from './field.ts';
import { FieldCell, FieldInput, layouts } from './index.tsx';

afterEach(cleanup);

const fields = Object.entries<Field>(specimen.fields);
const heard: Entry[] = [];

function Harness({
  name,
  field,
  start,
}: {
  readonly name: string;
  readonly field: Field;
  readonly start: Json | undefined;
}) {
  const [entry, setEntry] = useState<Entry>({ value: start });
  return (
    <FieldInput
      kind="specimen"
      name={name}
      field={field}
      entry={entry}
      onEntry={(next) => {
        heard.push(next);
        setEntry(next);
      }}
    />
  );
}

const type = (text: string): void => {
  const input = document.querySelector('input, textarea, select');
  if (!input) throw new Error('There is no input');
  fireEvent.change(input, { target: { value: text } });
};

/** What a person would type or choose for each type, and the value that must come out. */
const TYPED: Readonly<Record<string, readonly [string, Json]>> = {
  title: ['Night shift', 'Night shift'],
  notes: ['Two\nlines', 'Two\nlines'],
  amount: ['42', 42],
  due: ['2027-01-12', '2027-01-12'],
  starts: ['2027-01-12T08:30', '2027-01-12T08:30'],
  size: ['large', 'large'],
  effort: ['3d', { seconds: 86_400, unit: 'd', elapsed: false }],
};

describe('every field type', () => {
  test('is covered by the specimen, but for structures, which nobody types', () => {
    const covered = new Set<string>(fields.map(([, field]) => field.type));
    expect(Object.keys(layouts).filter((one) => !covered.has(one))).toEqual(['structure']);
  });

  test.each(fields)('%s has an input that its declared label names', async (name, field) => {
    await renderScreen(<Harness name={name} field={field} start={undefined} />);
    expect(screen.getByLabelText(new RegExp(`^${field.label}`))).toBeDefined();
  });

  test.each(fields.filter(([name]) => TYPED[name]))(
    '%s gives the value that was typed, valid for the kernel',
    async (name, field) => {
      heard.length = 0;
      await renderScreen(<Harness name={name} field={field} start={undefined} />);
      const [text, wanted] = TYPED[name] ?? ['', null];
      type(text);
      const value = heard.at(-1);
      expect(value && valueOf(value)).toEqual(wanted);
      expect(fieldType(field).schema().safeParse(wanted).success).toBe(true);
    },
  );

  test.each(fields.filter(([name]) => TYPED[name]))('%s is cleared, not set to an empty value', async (name, field) => {
    heard.length = 0;
    const [, start] = TYPED[name] ?? ['', null];
    await renderScreen(<Harness name={name} field={field} start={start} />);
    type('');
    expect(heard.at(-1)).toEqual({ value: undefined });
  });

  test.each(fields)('%s has a cell that shows something for a value', async (name, field) => {
    const value = field.type === 'flag' ? true : (TYPED[name]?.[1] ?? fieldType(field).example(1));
    const { container } = await renderScreen(
      <div data-testid="cell">
        <FieldCell kind="specimen" name={name} field={field} value={value} dense />
      </div>,
    );
    expect(container.querySelector('[data-testid="cell"]')?.childElementCount).toBe(1);
  });
});

describe('a number that cannot be read', () => {
  test('stays as it was typed, with the reason under it', async () => {
    heard.length = 0;
    await renderScreen(<Harness name="amount" field={specimen.fields.amount} start={7} />);
    type('a dozen');
    expect(screen.getByDisplayValue('a dozen')).toBeDefined();
    const entry = heard.at(-1);
    expect(entry && problemOf(entry)).toContain('a dozen');
    expect(document.body.textContent).toContain('between 0 and 50');
  });
});
