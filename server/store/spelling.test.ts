import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectTo } from '../testing/database.ts';
import { momentOf, useStandardSpelling } from './spelling.ts';

let client: pg.Client;
beforeAll(async () => {
  client = await connectTo(inject('cluster'));
  await client.query(`set timezone = 'Asia/Kathmandu'; set datestyle = 'German'`);
  await client.query('begin');
  await useStandardSpelling(client);
});
afterAll(() => client.end());

describe('a timestamp in the standard spelling', () => {
  test('gives the moment that was stored, whatever the settings of the server', async () => {
    const moments = fc.date({
      min: new Date('0001-01-01T00:00:00.000Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(moments, { minLength: 1, maxLength: 50 }), async (dates) => {
        const said = dates.map((date) => date.toISOString());
        const { rows } = await client.query<{ at: string }>('select unnest($1::timestamptz[])::text as at', [said]);
        expect(rows.map(({ at }) => momentOf(at))).toEqual(said);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    '2026-11-22 18:14:22.4701+00',
    '2026-11-22 18:14:22.47+05:45',
    '22.11.2026 18:14:22.47 CET',
    'infinity',
    '',
  ])('of another kind (%s) is no moment of ours', (text) => {
    expect(momentOf(text)).toBe(text);
  });
});
