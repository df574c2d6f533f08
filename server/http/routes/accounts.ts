import { refusal, say } from '@callosum/kernel';
import { deactivate, reactivate } from '../../identity/account-state.ts';
import { endSessionsOf } from '../../identity/my-sessions.ts';
import { askReset, resetPassword } from '../../identity/password-reset.ts';
import { publicAddress } from '../../notices/address.ts';
import { describeFailure } from '../../operation/failure.ts';
import { inTransaction } from '../../write/transaction.ts';
import type { RequestContext, Services } from '../context.ts';
import { routes } from './base.ts';
import { DONE, requireInstallationOwner } from './identity-person.ts';

/** Forgotten passwords, and what owners do about other people's accounts. */
export const accounts = {
  askReset: routes.people.askReset.handler(async ({ context: { services, address }, input }) => {
    const origin = await publicAddress(services);
    const { sent } = await askReset(services, { email: input.email, address, origin });
    // Not waited for: how long it takes would tell whether there is such an account.
    sent.catch((error: unknown) => services.log(`Sending a link failed: ${describeFailure(error)}`));
    return DONE;
  }),

  resetPassword: routes.people.resetPassword.handler(async ({ context: { services }, input }) => {
    await resetPassword(services.pool, input.token, input.next);
    services.sessions.forget();
    return DONE;
  }),

  endSessions: routes.people.endSessions.handler(async ({ context, input }) => {
    const { me, services } = await ownerOver(context, input.account);
    const ended = await endSessionsOf(services.pool, input.account, me);
    services.sessions.forget();
    return { ended };
  }),

  setActive: routes.people.setActive.handler(async ({ context, input }) => {
    const { me, services } = await ownerOver(context, input.account);
    const { account, active } = input;
    await inTransaction(services.pool, (client) =>
      active ? reactivate(client, account, me, true) : deactivate(client, account, me),
    );
    services.sessions.forget();
    return DONE;
  }),
};

/** An owner of the organisation, and an account that there is. */
async function ownerOver(context: RequestContext, account: string): Promise<{ me: string; services: Services }> {
  const { services } = context;
  const { id } = await requireInstallationOwner(context);
  const { rowCount } = await services.pool.query('select from "user" where id = $1', [account]);
  if (rowCount === 0) throw refusal('not-found', say`There is no such account.`);
  return { me: id, services };
}
