import { expect, test } from 'vitest';
import { csvOf } from './sheet.ts';

test('a table is written as spreadsheets read it', () => {
  const headings = ['Title', 'Size', 'Urgent', 'Due'];
  const rows = [
    ['Two, with "quotes"\nand a line', -1.5, true, null],
    ['', 0, false, '2027-01-31'],
  ];
  expect(csvOf({ headings, rows })).toBe(
    '\uFEFFTitle,Size,Urgent,Due\r\n"Two, with ""quotes""\nand a line",-1.5,true,\r\n,0,false,2027-01-31\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('a text is never run as a formula: %j', (text) => {
  expect(csvOf({ headings: [], rows: [[text]] })).toContain(`'${text}`);
});
