import { messageOf } from '@callosum/hl7v2';
import { expect, test } from 'vitest';
import { follow, laboratoryOf } from './laboratory.ts';
import type { Sample } from './sample.ts';

const message = (type: string, ...lines: string[]): string =>
  [`MSH|^~\\&|LAB|WEST|EHR|EAST|2026||${type}|1|P|2.5.1`, 'PID|1||7^^^A^MR||Qxedid^Qxatus', ...lines, ''].join('\r');
const OBX = 'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL|70-99|N|||F||||||||||||West Laboratory|1 Main St^^Omaha^NE';
const order = (placer: string, code: string) =>
  message('OML^O21^OML_O21', `ORC|NW|${placer}`, `OBR|1|${placer}||${code}^Glucose^L`);
const report = (placer: string, ...more: string[]) =>
  message(
    'ORU^R01^ORU_R01',
    `OBR|1|${placer}|F1|GLU^Glucose^L|||20260102|||||||||||||||202601021200|||F`,
    ...more,
    'SPM|1|||SER^Serum',
  );
const samples = (...texts: string[]): readonly Sample[] =>
  texts.flatMap((text, at) => {
    const read = messageOf(text);
    return read ? [{ id: at + 1, file: 'day.hl7', message: read, replaced: [], findings: [] }] : [];
  });
const day = samples(
  order('P1', 'GLU'),
  order('P2', 'GLU'),
  order('P3', 'NA'),
  report('P2', OBX),
  report('P9', OBX.replace('|West Laboratory', '|')),
);

test('reports are summed up by element, with the first that lacks one', () => {
  const { reports, complete, elements } = laboratoryOf(day);
  expect([reports, complete]).toEqual([2, 1]);
  expect(elements.filter(({ lacking }) => lacking > 0)).toMatchObject([
    { id: 'laboratory', paragraph: '(c)(2)', lacking: 1, first: { message: 5, at: expect.stringMatching(/^OBX/) } },
  ]);
});

test('tests are counted as ordered, reported and answered by their placer number', () => {
  expect(laboratoryOf(day).tests).toEqual([
    { code: 'GLU', text: 'Glucose', orders: 2, results: 2, answered: 1 },
    { code: 'NA', text: 'Glucose', orders: 1, results: 0, answered: 0 },
  ]);
});

test('a test is followed by the order that was answered, to the chart', () => {
  const followed = (code: string, chart: string | null) =>
    follow(day, { code, catalogue: 'GLU,Glucose\nNA', chart }).map(({ station, ok }) => `${station} ${ok}`);
  expect(followed('GLU', '2345-7, 95, mg/dL')).toEqual(['orderable true', 'order true', 'result true', 'chart true']);
  expect(followed('GLU', null).at(-1)).toBe('chart false');
  expect(followed('NA', null)).toEqual(['orderable true', 'order true', 'result false', 'chart false']);
  expect(followed('K', null)).toEqual([]);
});
