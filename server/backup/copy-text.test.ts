import fc from 'fast-check';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectTo } from '../testing/database.ts';
import { copyFields, copyLines, countRows, hexOf } from './copy-text.ts';

let client: pg.Client;
beforeAll(async () => {
  client = await connectTo(inject('cluster'));
});
afterAll(() => client.end());

/** PostgreSQL stores any text but the zero character and lone surrogates. */
const cell = fc.option(
  fc
    .string({ unit: 'binary' })
    .map((text) => text.replaceAll('\0', '').toWellFormed())
    .map((text) => `${text}\t\\`),
);
const plain = fc.option(
  fc.string({ unit: fc.constantFrom('\\', 'N', '\n', '\r', '\t', '\b', '\v', '\f', '.', 'x', '0') }),
);

describe('COPY text', () => {
  test('is read as PostgreSQL wrote it, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, plain), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, cut) => {
          const stream = client.query(copyTo(`copy (${valuesOf(rows)}) to stdout`));
          const pieces: Buffer[] = [];
          for await (const piece of stream) pieces.push(piece);
          const text = Buffer.concat(pieces);
          expect(countRows(text)).toBe(rows.length);
          const chunks = Array.from({ length: Math.ceil(text.length / cut) }, (_, n) =>
            text.subarray(n * cut, (n + 1) * cut),
          );
          const read: (string | null)[][] = [];
          for await (const line of copyLines(Readable.from(chunks))) read.push(copyFields(line));
          expect(read).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('gives bytes in hexadecimal', async () => {
    const stream = client.query(copyTo(String.raw`copy (select '\x00ff10'::bytea, null::bytea) to stdout`));
    const lines: (string | null)[][] = [];
    for await (const line of copyLines(stream)) lines.push(copyFields(line));
    expect(lines[0]?.map(hexOf)).toEqual(['00ff10', '']);
  });
});

function valuesOf(rows: readonly (readonly (string | null)[])[]): string {
  const literal = (text: string | null): string => (text === null ? 'null::text' : client.escapeLiteral(text));
  return `values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`;
}
