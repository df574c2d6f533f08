import { type Actor, say } from '@callosum/kernel';
import type { Installation } from '@callosum/server';

/** Who runs a command. */
export interface Acting {
  readonly account: string;
  /** As what he acts in a scope. @throws Refusal `not-found` where he may not be. */
  readonly in: (scope: string) => Promise<Actor>;
}

/**
 * The owner of the API token in CALLOSUM_TOKEN, with the limits of the token; without one the account “console”.
 * @throws Refusal `not-signed-in` when the token is unknown here, too old or revoked.
 */
export async function actingIn({ pool, access }: Installation): Promise<Acting> {
  const [{ refusal }, { callerOfToken, CONSOLE }] = await Promise.all([
    import('@callosum/kernel'),
    import('@callosum/server'),
  ]);
  const token = process.env.CALLOSUM_TOKEN;
  if (token === undefined || token === '') return { account: CONSOLE.account, in: () => Promise.resolve(CONSOLE) };
  const caller = await callerOfToken(pool, token);
  if (!caller) {
    throw refusal('not-signed-in', say`CALLOSUM_TOKEN holds no API token that works here.`, {
      remedy: say`Make one under “Account and security”, or unset CALLOSUM_TOKEN.`,
    });
  }
  return { account: caller.id, in: (scope) => access.requireActor(caller, scope) };
}

/** For what concerns the whole installation. @throws Refusal `not-allowed` for a token that is not an owner’s, whole. */
export async function requireWhole(installation: Installation): Promise<void> {
  const [{ refusal }, { organisation }] = await Promise.all([import('@callosum/kernel'), import('@callosum/server')]);
  const acting = await actingIn(installation);
  const { roles } = await acting.in((await organisation(installation.db)).id);
  if (roles.includes('owner')) return;
  throw refusal(
    'not-allowed',
    say`This concerns the whole installation, and CALLOSUM_TOKEN is not of an owner of it.`,
    {
      remedy: say`Unset CALLOSUM_TOKEN, or give the token of an owner of the organisation.`,
    },
  );
}
