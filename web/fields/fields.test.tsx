// @vitest-environment happy-dom
import { type Field, fieldType, type Json } from '@callosum/kernel';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { renderScreen, specimen } from '../testing/render.tsx';
import { type Entry, problemOf, valueOf } from './field.ts';
import { FieldCell, FieldInput, layouts } from './index.tsx';
import { TickProvider } from './tick.ts';

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
  calledAt: ['2027-01-12T08:30', '2027-01-12T08:30:00.000Z'],
  price: ['EUR 1,250.50', { amount: '1250.5', currency: 'EUR' }],
};
/** Inputs made of several controls are tried further down. */
const SEVERAL: ReadonlySet<Field['type']> = new Set([
  'richText',
  'choices',
  'people',
  'checklist',
  'rating',
  'formula',
]);

describe('every field type', () => {
  test('is covered by the specimen, but for structures, which nobody types', () => {
    const covered = new Set<string>(fields.map(([, field]) => field.type));
    expect(Object.keys(layouts).filter((one) => !covered.has(one))).toEqual(['structure']);
  });

  test.each(fields)('%s has an input that its declared label names', async (name, field) => {
    await renderScreen(<Harness name={name} field={field} start={undefined} />);
    // Some inputs are fetched when they are needed, which takes its time on a busy machine.
    if (SEVERAL.has(field.type)) await screen.findAllByText(field.label, undefined, { timeout: 20_000 });
    else expect(screen.getByLabelText(new RegExp(`^${field.label}`))).toBeDefined();
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

describe('a time by the clock in a list', () => {
  test.each([
    [true, /Sat.*Mar.*6.*2:15/],
    [undefined, /^[^:]*2027[^:]*$/],
  ])('is told with its hour where the hour decides, and by its day elsewhere (%s)', async (exact, text) => {
    const field = { type: 'localTime', label: 'Start', ...(exact && { exact }) } as const;
    const value = '2027-03-06T02:15';
    const { container } = await renderScreen(
      <FieldCell kind="specimen" name="start" field={field} value={value} dense />,
    );
    const cell = container.querySelector('time');
    expect(cell?.textContent).toMatch(text);
    expect(cell?.title).toMatch(/2027.*2:15/);
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

const last = (): Entry => heard.at(-1) ?? { value: undefined };
const shown = async (name: keyof typeof specimen.fields, start?: Json) => {
  heard.length = 0;
  await renderScreen(<Harness name={name} field={specimen.fields[name]} start={start} />);
};
const accepts = (name: keyof typeof specimen.fields): boolean =>
  fieldType(specimen.fields[name]).schema().safeParse(valueOf(last())).success;

describe('several choices', () => {
  test('are kept in the order of the declaration, whatever order they are ticked in', async () => {
    await shown('sites');
    fireEvent.click(screen.getByLabelText('South'));
    fireEvent.click(screen.getByLabelText('North'));
    expect(last()).toEqual({ value: ['north', 'south'] });
    expect(accepts('sites')).toBe(true);
    fireEvent.click(screen.getByLabelText('South'));
    fireEvent.click(screen.getByLabelText('North'));
    expect(last()).toEqual({ value: undefined });
  });
});

describe('a team', () => {
  test('loses the one whose button is pressed', async () => {
    const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    await shown('team', [one, two]);
    const [first] = screen.getAllByRole('button');
    if (!first) throw new Error('There is no button');
    fireEvent.click(first);
    expect(last()).toEqual({ value: [two] });
    fireEvent.click(screen.getByRole('button'));
    expect(last()).toEqual({ value: undefined });
  });
});

describe('a checklist', () => {
  const done = { by: 'console', at: '2027-01-12T08:00:00.000Z' };

  test('is written line by line, and a line keeps its tick', async () => {
    await shown('steps', [{ id: 4, text: 'First', done }]);
    fireEvent.keyDown(screen.getByLabelText('Steps, item 1'), { key: 'Enter' });
    fireEvent.change(screen.getByLabelText('Steps, item 2'), { target: { value: 'Second' } });
    expect(last()).toEqual({
      value: [
        { id: 4, text: 'First', done },
        { id: 5, text: 'Second' },
      ],
    });
    expect(accepts('steps')).toBe(true);
    fireEvent.click(screen.getByLabelText('Remove item 1'));
    fireEvent.click(screen.getByLabelText('Remove item 1'));
    expect(last()).toEqual({ value: undefined });
  });

  test('is ticked where it is read, by those who may', async () => {
    const value = [
      { id: 4, text: 'First', done },
      { id: 7, text: 'Second' },
    ];
    const ticked: unknown[] = [];
    const cell = <FieldCell kind="specimen" name="steps" field={specimen.fields.steps} value={value} />;
    await renderScreen(<TickProvider value={(...what) => ticked.push(what)}>{cell}</TickProvider>);
    expect(screen.getByText('1 of 2 done')).toBeDefined();
    fireEvent.click(screen.getByLabelText('Second'));
    fireEvent.click(screen.getByLabelText('First'));
    expect(ticked).toEqual([
      ['steps', 7, true],
      ['steps', 4, false],
    ]);
    cleanup();
    await renderScreen(cell);
    expect(screen.getByLabelText('Second').hasAttribute('disabled')).toBe(true);
  });
});

describe('a rating', () => {
  test('takes its level from the table once every question is answered', async () => {
    await shown('severity');
    fireEvent.change(screen.getByLabelText('Harm'), { target: { value: '2' } });
    expect(problemOf(last())).toBe('Answer every question, or none.');
    expect(document.body.textContent).toContain('Not rated until');
    fireEvent.change(screen.getByLabelText('Spread'), { target: { value: 'many' } });
    expect(valueOf(last())).toMatchObject({ level: 'high', rank: 2, version: '1.0' });
    expect(accepts('severity')).toBe(true);
    expect(document.body.textContent).toContain('Rated High');
    fireEvent.change(screen.getByLabelText('Harm'), { target: { value: '' } });
    fireEvent.change(screen.getByLabelText('Spread'), { target: { value: '' } });
    expect(last()).toEqual({ value: undefined });
  });

  test('shows its points, and that it is from an earlier version of its table', async () => {
    const value = { table: 'severity', version: '0.9', at: { harm: '1', spread: 'one' }, level: 'low', rank: 1 };
    await renderScreen(<FieldCell kind="specimen" name="severity" field={specimen.fields.severity} value={value} />);
    expect(document.body.textContent).toContain('Low Minor × One patient');
    expect(document.body.textContent).toContain('earlier version');
  });
});

describe('a formula', () => {
  test('is read as its result', async () => {
    await renderScreen(<FieldCell kind="specimen" name="total" field={specimen.fields.total} value={12} />);
    expect(document.body.textContent).toContain('12');
  });
});
