import { expect, test } from 'vitest';
import { csvOf, readCell } from './csv.ts';

test('a table is written as spreadsheets read it', () => {
  const headings = ['Title', 'Size', 'Urgent', 'Due'];
  const rows = [
    ['Two, with "quotes"\nand a line', { number: -1.5, unit: 'h' }, 'Yes', null],
    ['', { number: 0 }, { tone: 'met' as const, word: 'Met' }, { date: '2027-01-31' }],
  ];
  expect(csvOf({ headings, rows })).toBe(
    '\uFEFFTitle,Size,Urgent,Due\r\n"Two, with ""quotes""\nand a line",-1.5,Yes,\r\n,0,Met,2027-01-31\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])(
  'a text is never run as a formula, and is read back: %j',
  (text) => {
    expect(csvOf({ headings: [], rows: [[text]] })).toContain(`'${text}`);
    expect(readCell(`'${text}`)).toBe(text);
  },
);

test('what somebody wrote with an apostrophe stays as it is', () => {
  for (const text of ["'s-Hertogenbosch", "'", "it's"]) expect(readCell(text)).toBe(text);
});
