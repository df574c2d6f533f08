import { type Json, refusal, say } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { CommandRequest, Executed } from './execute.ts';

/** Under which an answer is kept. */
export interface AnswerKey {
  readonly account: string;
  readonly key: string;
}

/** Identifies what was asked for, so that a key used for something else is told. */
export function requestHash(commands: readonly CommandRequest[]): Buffer {
  return createHash('sha256').update(JSON.stringify(commands)).digest();
}

/**
 * The answer given when the same key was used before.
 * @throws Refusal `conflict` when the key was used for another request.
 */
export async function savedResponse(
  client: PoolClient,
  scope: string,
  keys: readonly AnswerKey[],
  request: Buffer,
): Promise<Executed | undefined> {
  const { rows } = await client.query<{ request: Buffer; response: Executed }>({
    name: 'saved-response',
    text: `select k.request, k.response from command_key k
      join unnest($2::text[], $3::text[]) as asked (account, key) using (account, key) where k.scope = $1`,
    values: [scope, keys.map(({ account }) => account), keys.map(({ key }) => key)],
  });
  const saved = rows[0];
  if (!saved) return undefined;
  if (saved.request.equals(request)) return saved.response;
  throw refusal('conflict', say`This idempotency key was used for another request.`, { remedy: say`Use a new key.` });
}

/** Keeps the answer for as long as somebody may ask again. */
export async function saveResponse(
  client: PoolClient,
  scope: string,
  { account, key }: AnswerKey,
  request: Buffer,
  response: { sequence: number; events: number; result: Json },
): Promise<void> {
  await client.query({
    name: 'save-response',
    text: `insert into command_key (scope, account, key, request, response, created) values ($1, $2, $3, $4, $5, now())`,
    values: [scope, account, key, request, JSON.stringify(response)],
  });
}
