import { addDays } from '@callosum/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// Every figure of the story, as of its moment. Told once, from the first day to the last.
const told = play(riverbend);
const goLive = riverbend.stages['go-live'];

/** What can be seen so many days from go-live. */
function on(days: number, about: () => void): void {
  describe(days === 0 ? 'at go-live' : `${days > 0 ? 'T+' : 'T'}${days}`, () => {
    beforeAll(() => told.to(addDays(goLive, days)));
    about();
  });
}

/** How many records of a kind have a field at a value. */
function counted(kind: string, field: string, read: (value: unknown) => unknown = (value) => value) {
  const found: Record<string, number> = {};
  for (const { fields } of told.graph.rows(kind)) {
    const value = String(read(fields[field]));
    found[value] = (found[value] ?? 0) + 1;
  }
  return found;
}

function sum(kind: string, field: string, which: (fields: Readonly<Record<string, unknown>>) => boolean = () => true) {
  let total = 0;
  for (const { fields } of told.graph.rows(kind)) if (which(fields)) total += Number(fields[field] ?? 0);
  return total;
}

const level = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'level' in value ? value.level : undefined;

on(-120, () => {
  test('the hazard log is issued, and every hazard that needs a control has one', () => {
    expect(told.count('hazard')).toBe(118);
    expect(told.fact('safety.hazards-without-control')).toBe(0);
  });
});

on(-60, () => {
  test('118 hazards: 6, 27, 49, 28 and 8 of them were rated 5 to 1 at first, and 0, 3, 31, 62 and 22 are now', () => {
    expect(counted('hazard', 'initial', level)).toEqual({ 5: 6, 4: 27, 3: 49, 2: 28, 1: 8 });
    expect(counted('hazard', 'residual', level)).toEqual({ 4: 3, 3: 31, 2: 62, 1: 22 });
    expect(told.fact('safety.hazards-residually-high')).toBe(3);
    expect(told.fact('safety.hazards-high-today')).toBe(3);
  });

  test('412 controls: 148 of design, 121 of test, 83 of training, 60 of process; 338 are verified twice', () => {
    expect(counted('safetyControl', 'class')).toEqual({ design: 148, test: 121, training: 83, process: 60 });
    expect(told.fact('safety.controls-verified')).toBeCloseTo((100 * 338) / 412, 9);
  });

  test('two controls rest on evidence that has run out', () => {
    expect(told.fact('safety.controls-decayed')).toBe(2);
  });

  test('64 interfaces; the third round of 142 scenarios left three that fail', () => {
    expect(told.count('interface')).toBe(64);
    for (const round of [1, 2, 3]) {
      const scenario = (fields: Readonly<Record<string, unknown>>) =>
        String(fields['scenario']).startsWith(`Integrated round ${round},`);
      expect([...told.graph.rows('interfaceTest')].filter(({ fields }) => scenario(fields))).toHaveLength(142);
    }
    expect(told.fact('interoperability.interfaces-ready')).toBeCloseTo((100 * 61) / 64, 9);
  });

  test('1,240 orderables, and 3,180 components of which 128 have no code; 41 rules for critical values and 86 reflex rules', () => {
    const maps = Object.fromEntries([...told.graph.rows('codeMap')].map(({ fields }) => [fields['title'], fields]));
    expect(maps['Laboratory orderables']).toMatchObject({ codes: 1_240 });
    expect(maps['Laboratory results to LOINC']).toMatchObject({ codes: 3_180, mapped: 3_052 });
    expect(maps['Critical-value rules']).toMatchObject({ codes: 41 });
    expect(maps['Reflex rules']).toMatchObject({ codes: 86 });
  });

  test('6,240 mapped records and 1,860 charge lines were tried', () => {
    const titled = (begin: string) => (fields: Readonly<Record<string, unknown>>) =>
      String(fields['title']).startsWith(begin);
    expect(sum('interfaceTest', 'sent', titled('Mapped records'))).toBe(6_240);
    expect(sum('interfaceTest', 'sent', titled('Charge lines'))).toBe(1_860);
  });
});

on(-30, () => {
  test('no hazard is rated 4 any more, and every interface is ready', () => {
    expect(told.fact('safety.hazards-high-today')).toBe(0);
    expect(told.fact('interoperability.interfaces-ready')).toBe(100);
  });
});
