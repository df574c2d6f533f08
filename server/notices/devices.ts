import { refusal, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { newId } from '../store/new-id.ts';
import { areKeys, type BrowserKeys } from './encrypt.ts';

/** A browser that is told, as its owner sees it. */
export interface Device {
  readonly id: string;
  readonly address: string;
  readonly browser: string;
  readonly made: string;
}

/** The way to a browser: its address at the push service of its maker, and the keys to write for it. */
export interface Subscription {
  readonly address: string;
  readonly keys: BrowserKeys;
}

const PLACE = 'keys of a browser that is told';
const keysShape = z.object({ p256dh: z.string(), auth: z.string() });
const MOST_DEVICES = 20;

// A browser that somebody else signs in with is his from then on, and under another id: what was on its way was for the one before.
const ADD = `insert into push_device (id, account, endpoint, keys, browser) values ($1, $2, $3, $4, $5)
  on conflict (endpoint) do update set id = case when push_device.account = excluded.account then push_device.id else excluded.id end,
    account = excluded.account, keys = excluded.keys, browser = excluded.browser
  returning id, endpoint as address, browser, made`;
const LIST = `select id, endpoint as address, browser, made from push_device where account = $1 order by made, id`;
const OF = `select id, account from push_device where account = any ($1) order by made, id`;
const READ = `select endpoint as address, keys from push_device where id = $1`;
const REMOVE = `with gone as (delete from push_device where id = $1 and ($2::text is null or account = $2) returning id)
  delete from outgoing where done is null and way in (select id::text from gone)`;

type Queryable = Pool | PoolClient;
type Row = Omit<Device, 'made'> & { readonly made: Date };

const present = ({ made, ...row }: Row): Device => ({ ...row, made: made.toISOString() });

/** @throws Refusal `refused` when somebody has too many already, `invalid` for keys that nothing could be encrypted for. */
export async function addDevice(
  db: Queryable,
  fields: FieldEncryption,
  account: string,
  { address, keys, browser }: Subscription & { readonly browser: string },
): Promise<Device> {
  if (!areKeys(keys)) throw refusal('invalid', say`These are not the keys of a browser.`, { path: ['keys'] });
  const known = await devicesOf(db, account);
  if (known.length >= MOST_DEVICES && !known.some((one) => one.address === address)) {
    throw refusal('refused', say`At most ${MOST_DEVICES} browsers are told.`, {
      remedy: say`Remove one you do not use.`,
    });
  }
  const sealed = fields.encrypt(JSON.stringify(keys), PLACE);
  const { rows } = await db.query<Row>(ADD, [newId(), account, address, sealed, browser]);
  const [row] = rows;
  if (!row) throw new Error('A browser was not kept');
  return present(row);
}

export async function devicesOf(db: Queryable, account: string): Promise<Device[]> {
  return (await db.query<Row>(LIST, [account])).rows.map(present);
}

/** Which browsers belong to which of some accounts. */
export async function deviceIdsOf(db: Queryable, accounts: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await db.query<{ id: string; account: string }>(OF, [accounts]);
  const byAccount = Map.groupBy(rows, ({ account }) => account);
  return new Map([...byAccount].map(([account, own]) => [account, own.map(({ id }) => id)]));
}

/** What is needed to write to a browser; undefined once it is gone. */
export async function subscriptionOf(
  db: Queryable,
  fields: FieldEncryption,
  id: string,
): Promise<Subscription | undefined> {
  const [row] = (await db.query<{ address: string; keys: string }>(READ, [id])).rows;
  return row && { address: row.address, keys: keysShape.parse(JSON.parse(fields.decrypt(row.keys, PLACE))) };
}

/** Forgets a browser and what was on its way there. @param account whose it must be; anybody's when left out. */
export async function removeDevice(db: Queryable, id: string, account?: string): Promise<void> {
  await db.query(REMOVE, [id, account ?? null]);
}
