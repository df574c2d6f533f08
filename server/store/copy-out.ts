import pg from 'pg';
import type { PoolClient } from 'pg';

const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 8;
/** Instead of a number of fields, after the last row. */
const END = -1;

/** Where the fields of a row stand in its bytes: from, to, from, to, …; -1 for a field that is null. */
export type Fields = readonly number[];

/**
 * Takes the rows of `copy (…) to stdout (format binary)` one after the other, as bytes that are good until `take` returns. Nothing is
 * made of them that is not asked for, and nothing piles up: while a row is taken, no more are read.
 * @param query what stands between the brackets; COPY knows no parameters, so that nothing typed may stand in it.
 * @throws what `take` throws; the rows after it are let pass.
 */
export function copyRows(
  client: PoolClient,
  query: string,
  take: (bytes: Buffer, fields: Fields) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: { readonly error: unknown } | undefined;
    const finish = (error?: Error): void => {
      if (error) reject(error);
      else if (failure) reject(failure.error);
      else resolve();
    };
    client.query(
      new CopyOut(
        `copy (${query}) to stdout (format binary)`,
        (chunk) => {
          if (failure) return;
          try {
            takeRow(chunk, take);
          } catch (error) {
            failure = { error };
          }
        },
        finish,
      ),
    );
  });
}

/** A query that hands over what PostgreSQL copies out; everything else is as with any query. */
class CopyOut extends pg.Query {
  readonly #take: (chunk: Buffer) => void;
  constructor(text: string, take: (chunk: Buffer) => void, finish: (error?: Error) => void) {
    super(text, finish);
    this.#take = take;
  }

  /** Called by the client for each message, which is one row (the protocol says so). */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#take(chunk);
  }
}

/** One message: the row, with the header before the first and the end in a message of its own. */
function takeRow(chunk: Buffer, take: (bytes: Buffer, fields: Fields) => void): void {
  let at = 0;
  if (chunk.length >= HEADER_BYTES && chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
    at = HEADER_BYTES + chunk.readInt32BE(SIGNATURE.length + 4);
    if (at === chunk.length) return;
  }
  const count = chunk.readInt16BE(at);
  if (count === END) return;
  const fields: number[] = [];
  at += 2;
  for (let field = 0; field < count; field += 1) {
    const length = chunk.readInt32BE(at);
    at += 4;
    if (length < 0) fields.push(-1, -1);
    else fields.push(at, at + length);
    at += Math.max(0, length);
  }
  take(chunk, fields);
}
