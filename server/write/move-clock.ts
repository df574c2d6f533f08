import { refusal, say } from '@callosum/kernel';
import type { PoolClient } from 'pg';
import { CONSOLE } from '../identity/access.ts';
import type { ExecuteRequest } from './execute.ts';
import type { LockedHead } from './lock-head.ts';

/**
 * Moves the clock of a demonstration on, so that what is written next holds from then. Every other scope goes by the
 * server's clock, and nobody but the console account tells a demonstration what time it is.
 * @throws Refusal `refused` for any other scope or account, and for a moment that is past there.
 */
export async function moveClock(
  client: PoolClient,
  { scope, actor, clock }: Pick<ExecuteRequest, 'scope' | 'actor' | 'clock'>,
  locked: LockedHead,
): Promise<LockedHead> {
  if (clock === undefined || clock === locked.pinned) return locked;
  if (locked.pinned === null || actor.account !== CONSOLE.account) {
    throw refusal('refused', say`What time it is can be said in a demonstration only, and by the console account.`);
  }
  if (clock < locked.pinned) {
    throw refusal('refused', say`It is ${locked.pinned} in this demonstration; its clock does not go back.`);
  }
  await client.query('update scope set pinned = $2 where id = $1', [scope, clock]);
  return { ...locked, pinned: clock };
}
