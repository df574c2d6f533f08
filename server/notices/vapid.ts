import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { FieldEncryption } from '../secrets/field-encryption.ts';

/** The keys by which push services know this installation (VAPID, RFC 8292). */
export interface PushKeys {
  /** The point itself, in base64url, as browsers take it. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const PLACE = 'private key of web push';
const stored = z.object({ publicKey: z.string(), privateKey: z.string() });

const KEEP = `insert into installation_setting (name, value, changed, changed_by) values ('push', $1, now(), 'system')
  on conflict (name) do nothing`;
const READ = `select value from installation_setting where name = 'push'`;

/** Hours that a signature holds; push services take up to 24. */
const HOURS = 12;

function newKeys(fields: FieldEncryption): z.infer<typeof stored> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { publicKey: point.toString('base64url'), privateKey: fields.encrypt(pem, PLACE) };
}

/**
 * Made when they are first needed, once for all nodes: browsers are bound to them. The private one is encrypted in the store.
 * @returns a function that asks the store once.
 */
export function createPushKeys(pool: Pool, fields: FieldEncryption): () => Promise<PushKeys> {
  let known: Promise<PushKeys> | undefined;
  const kept = async () => (await pool.query<{ value: unknown }>(READ)).rows[0]?.value;
  const load = async (): Promise<PushKeys> => {
    // Of two nodes that make them at once, one is first, and both read what it made.
    if ((await kept()) === undefined) await pool.query(KEEP, [JSON.stringify(newKeys(fields))]);
    const { publicKey, privateKey } = stored.parse(await kept());
    return { publicKey, privateKey: createPrivateKey(fields.decrypt(privateKey, PLACE)) };
  };
  return () => {
    known ??= load().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/**
 * Says to a push service who writes.
 * @param contact whom it may turn to, `mailto:` or https; left out when nobody has said.
 */
export function authorization(keys: PushKeys, service: URL, contact: string | undefined, now: Date): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(now.getTime() / 1_000) + HOURS * 3_600;
  const claims = { aud: service.origin, exp, ...(contact === undefined ? {} : { sub: contact }) };
  const token = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const key = { key: keys.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `vapid t=${token}.${sign('sha256', Buffer.from(token), key).toString('base64url')}, k=${keys.publicKey}`;
}
