import { type EventProof, keyFingerprint, verifyProof } from '@callosum/kernel/ledger';
import { historyEntry } from '@callosum/kernel/contract';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { connectTo } from '../testing/database.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { sealLedger } from './seal.ts';
import { verifyLedger } from './verify.ts';

let server: TestServer;
let store: pg.Client;
let key = '';
let scope = '';
let events = 0;

/** Words that only values may hold. */
const SECRETS = ['Zanzibar', 'Quetzal', 'Olive Owner', 'olive.owner@example.org', 'Project P'];

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key, id: scope } = await buildProject(server));
  const target = await createRecord(server.owner, key, 'item', {
    title: 'Zanzibar',
    remark: 'Quetzal “ü”',
    owner: server.owner.account.id,
  });
  for (let n = 0; n < 12; n += 1) {
    const from = await createRecord(server.owner, key, n % 2 ? 'item' : 'note', { title: `Zanzibar ${n}` });
    if (n % 2)
      await server.owner.command(key, 'link.create', { type: 'item.needs', from, to: target, fields: { lag: n } });
    await server.owner.command(key, 'record.update', { id: target, fields: { size: n, due: `2027-01-${10 + n}` } });
    if (n % 5 === 0) await seal();
  }
  await server.owner.command(key, 'record.withdraw', { id: target });
  await seal();
  store = await connectTo(server.database.url);
  events = (await verify()).events;
});
afterAll(async () => {
  await store.end();
  await server.close();
});

const seal = () => sealLedger(server.installation.pool, server.installation.secrets.sealKey);
const verify = () => verifyLedger(server.installation.pool, scope);

/** Damages the store, looks what verification says, and mends it again. */
async function damaged(statement: string, values: unknown[] = []) {
  await store.query('begin');
  await store.query('set local session_replication_role = replica');
  const { rowCount } = await store.query(statement, values);
  await store.query('commit');
  expect(rowCount).toBeGreaterThan(0);
  return verify();
}

async function restoring<T>(tables: readonly string[], work: () => Promise<T>): Promise<T> {
  for (const table of tables) await store.query(`create table kept_${table} as select * from "${table}"`);
  try {
    return await work();
  } finally {
    await store.query('begin');
    await store.query('set local session_replication_role = replica');
    for (const table of tables) {
      await store.query(`delete from "${table}"`);
      await store.query(`insert into "${table}" select * from kept_${table}`);
      await store.query(`drop table kept_${table}`);
    }
    await store.query('commit');
  }
}

describe('an untouched ledger', () => {
  test('verifies', async () => {
    expect(await verify()).toMatchObject({ ok: true, firstFault: null });
    expect(events).toBeGreaterThan(30);
  });

  test('holds no field value, title, name or e-mail address in its texts', async () => {
    const { rows } = await store.query<{ text: string }>('select text from event union all select body from seal');
    const all = rows.map(({ text }) => text).join('\n');
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/2027-01-1\d"/);
  });
});

describe('a single byte changed', () => {
  test('in an event’s text is found and named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: events }),
        fc.nat(),
        fc.integer({ min: 1, max: 94 }),
        async (sequence, place, shift) => {
          const { rows } = await store.query<{ text: string }>(
            'select text from event where scope = $1 and sequence = $2',
            [scope, sequence],
          );
          const text = rows[0]?.text ?? '';
          const at = place % text.length;
          const changed =
            text.slice(0, at) +
            String.fromCodePoint(32 + ((text.charCodeAt(at) - 32 + shift) % 95)) +
            text.slice(at + 1);
          const check = await damaged('update event set text = $3 where scope = $1 and sequence = $2', [
            scope,
            sequence,
            changed,
          ]);
          await damaged('update event set text = $3 where scope = $1 and sequence = $2', [scope, sequence, text]);
          expect(check).toMatchObject({ ok: false, firstFault: { scope, sequence } });
        },
      ),
      { numRuns: 40 },
    );
    expect((await verify()).ok).toBe(true);
  });

  test('in an event’s hash is found and named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: events }), fc.integer({ min: 0, max: 255 }), async (sequence, bit) => {
        const flip =
          'update event set hash = set_bit(hash, $3, 1 - get_bit(hash, $3)) where scope = $1 and sequence = $2';
        const check = await damaged(flip, [scope, sequence, bit]);
        await damaged(flip, [scope, sequence, bit]);
        expect(check).toMatchObject({ ok: false, firstFault: { scope } });
        expect([sequence, sequence + 1]).toContain(check.firstFault?.sequence);
      }),
      { numRuns: 40 },
    );
  });

  test('in a value or its salt is found and named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (pick, salt) => {
        const { rows } = await store.query<{ sequence: number; values: string }>(
          `select sequence::int, "values"::text as values from value where scope = $1 and "values" <> '{}' order by sequence`,
          [scope],
        );
        const row = rows[pick % rows.length];
        if (!row) throw new Error('There are no values');
        const opening = z
          .record(z.string(), z.object({ salt: z.string(), value: z.json() }))
          .parse(JSON.parse(row.values));
        const name = Object.keys(opening)[pick % Object.keys(opening).length] ?? '';
        const one = opening[name] ?? { salt: '', value: null };
        opening[name] = salt
          ? { ...one, salt: one.salt.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
          : { ...one, value: typeof one.value === 'number' ? one.value + 1 : `${JSON.stringify(one.value)} ` };
        const put = 'update value set "values" = $3 where scope = $1 and sequence = $2';
        const check = await damaged(put, [scope, row.sequence, JSON.stringify(opening)]);
        await damaged(put, [scope, row.sequence, row.values]);
        expect(check).toMatchObject({ ok: false, firstFault: { scope, sequence: row.sequence } });
        expect(check.firstFault?.detail).toContain(name);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is taken away', () => {
  test.each(['event', 'value'])('%s of the middle is found', async (table) => {
    await restoring(['value', 'event'], async () => {
      const check = await damaged(`delete from ${table} where scope = $1 and sequence = 7`, [scope]);
      expect(check).toMatchObject({ ok: false, firstFault: { scope } });
      expect(check.firstFault?.sequence).toBeGreaterThanOrEqual(7);
      expect(check.firstFault?.sequence).toBeLessThanOrEqual(8);
    });
  });

  test('the last event, with the head set back as if it had never been, is found through the seal', async () => {
    await restoring(['value', 'event', 'head'], async () => {
      await damaged('delete from value where scope = $1 and sequence = $2', [scope, events]);
      await damaged('delete from event where scope = $1 and sequence = $2', [scope, events]);
      const check = await damaged(
        `update head set sequence = $2 - 1, hash = (select hash from event where scope = $1 and sequence = $2 - 1) where scope = $1`,
        [scope, events],
      );
      expect(check).toMatchObject({ ok: false, firstFault: { scope, code: 'events-missing' } });
    });
  });

  test('a head is found missing', async () => {
    await restoring(['head'], async () => {
      expect(await damaged('delete from head where scope = $1', [scope])).toMatchObject({
        ok: false,
        firstFault: { scope },
      });
      expect((await verifyLedger(server.installation.pool)).ok).toBe(false);
    });
  });

  test('a whole ledger is found missing', async () => {
    await restoring(['seal_scope', 'value', 'event', 'head', 'link', 'scope'], async () => {
      for (const table of ['seal_scope', 'value', 'event', 'head', 'link'])
        await damaged(`delete from ${table} where scope = $1`, [scope]);
      await damaged('delete from scope where id = $1', [scope]);
      expect(await verifyLedger(server.installation.pool)).toMatchObject({
        ok: false,
        firstFault: { code: 'seal-mismatch' },
      });
    });
  });

  test('everything is found well again afterwards', async () => {
    expect(await verifyLedger(server.installation.pool)).toMatchObject({ ok: true });
  });
});

describe('a column beside the text', () => {
  test.each([
    ['effective', `effective = effective - interval '1 day'`],
    ['recorded', `recorded = recorded + interval '1 day'`],
    ['subject', `subject = gen_random_uuid()`],
    ['command', `command = gen_random_uuid()`],
  ])('%s that says something else than the text is found and named', async (_column, change) => {
    await restoring(['event'], async () => {
      const check = await damaged(`update event set ${change} where scope = $1 and sequence = 9`, [scope]);
      expect(check).toMatchObject({ ok: false, firstFault: { scope, sequence: 9 } });
    });
  });
});

describe('a seal', () => {
  test.each([
    ['body', `body = replace(body, '"sealedAt":"20', '"sealedAt":"19')`],
    ['signature', 'signature = set_byte(signature, 5, (get_byte(signature, 5) + 1) % 256)'],
    ['key', 'public_key = set_byte(public_key, 5, (get_byte(public_key, 5) + 1) % 256)'],
    ['number', 'number = number + 100'],
  ])('with another %s is found', async (_part, change) => {
    await restoring(['seal', 'seal_scope'], async () => {
      expect((await damaged(`update seal set ${change} where number = 2`)).ok).toBe(false);
    });
  });

  test('that is gone from the middle is found', async () => {
    await restoring(['seal', 'seal_scope'], async () => {
      await damaged('delete from seal_scope where seal = 2');
      expect((await damaged('delete from seal where number = 2')).ok).toBe(false);
    });
  });

  test.each([
    ['size', 'size = size - 1'],
    ['root', 'root = set_byte(root, 0, (get_byte(root, 0) + 1) % 256)'],
    ['head', 'head = set_byte(head, 0, (get_byte(head, 0) + 1) % 256)'],
    ['peaks', 'peaks[1] = set_byte(peaks[1], 0, (get_byte(peaks[1], 0) + 1) % 256)'],
    ['number of peaks', 'peaks = peaks || peaks[1]'],
    ['seal', 'seal = 1'],
  ])('whose stored head has another %s is found', async (_part, change) => {
    await restoring(['seal_scope'], async () => {
      const statement = `update seal_scope set ${change} where scope = $1 and seal = (select max(seal) from seal_scope where scope = $1)`;
      const check = await damaged(statement, [scope]).catch((error: unknown) => error);
      // Two heads for one scope in one seal are refused by the store itself.
      if (check instanceof Error) await store.query('rollback');
      else expect(check).toMatchObject({ ok: false });
    });
  });

  test('is made of what happened since the last one, and not when nothing did', async () => {
    expect(await seal()).toBeUndefined();
    await createRecord(server.owner, key, 'item');
    expect(await seal()).toBeTypeOf('number');
    expect(await verify()).toMatchObject({ ok: true, events: events + 1 });
  });

  test('by two nodes at the same moment is made once', async () => {
    await createRecord(server.owner, key, 'item');
    const numbers = await Promise.all([seal(), seal(), seal()]);
    expect(numbers.filter((number) => number !== undefined)).toHaveLength(1);
    expect((await verify()).ok).toBe(true);
  });
});

describe('a proof document', () => {
  const proofOf = async (sequence: number): Promise<EventProof> => {
    const { status, body, headers } = await server.owner.request(
      'GET',
      `/projects/${key}/ledger/events/${sequence}/proof`,
    );
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(`${key}-${sequence}.proof.json`);
    return JSON.parse(JSON.stringify(body));
  };
  const holds = (proof: unknown): boolean => {
    const trustedFingerprint = keyFingerprint(server.installation.secrets.sealKey.publicKey);
    return verifyProof(proof, { trustedFingerprint }).keyTrusted;
  };

  test('of any event verifies without the store', async () => {
    for (const sequence of [1, 2, 7, events]) expect(holds(await proofOf(sequence))).toBe(true);
  });

  test('of an event written a moment ago is sealed on the way', async () => {
    const { sequence } = await server.owner.command(key, 'record.create', {
      kind: 'item',
      fields: { title: 'Just now' },
    });
    expect(holds(await proofOf(sequence))).toBe(true);
  });

  test('with any character changed fails', async () => {
    const text = JSON.stringify(await proofOf(5));
    const accepted: string[] = [];
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', 'Z', ' ', '"'), (at, put) => {
        const altered = text.slice(0, at) + put + text.slice(at + 1);
        const read = parse(altered);
        // A change that leaves the same document is none.
        if (read !== undefined && JSON.stringify(read) !== text && holds(read)) accepted.push(altered);
      }),
      { numRuns: 150 },
    );
    expect(accepted).toEqual([]);
  });
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('the list of events', () => {
  const page = z.object({ total: z.number(), events: z.array(historyEntry) });

  test('shows the newest first and goes back a page at a time to the first', async () => {
    const seen: number[] = [];
    let before: number | undefined;
    for (;;) {
      const query = before === undefined ? '' : `&before=${before}`;
      const { events: part } = await server.owner.read(page, `/projects/${key}/ledger/events?limit=20${query}`);
      if (part.length === 0) break;
      seen.push(...part.map(({ sequence }) => sequence));
      before = part.at(-1)?.sequence;
    }
    const { total } = await server.owner.read(page, `/projects/${key}/ledger/events?limit=1`);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => total - index));
  });

  test('shows who did what with which values', async () => {
    const id = await createRecord(server.owner, key, 'item', { title: 'Watched', size: 1 });
    await server.owner.command(key, 'record.update', { id, fields: { size: 2 } });
    const history = await server.owner.read(page, `/projects/${key}/record/${id}/history`);
    expect(history).toMatchObject({
      total: 2,
      events: [
        {
          action: 'update',
          version: 2,
          account: server.owner.account.id,
          values: { size: { value: 2 } },
          title: 'Watched',
        },
        {
          action: 'create',
          version: 1,
          command: 'record.create',
          values: { title: { value: 'Watched' }, size: { value: 1 } },
        },
      ],
    });
  });
});
