import { dayOf, unreadOf } from '../../collaboration/day.ts';
import { dayOfStandIn, standInsFor } from '../../collaboration/stand-in-day.ts';
import { routes } from './base.ts';

const READ = `update notice set read = now() where account = $1 and read is null and ($2::uuid[] is null or id = any ($2))`;

export const day = {
  get: routes.day.get.handler(async ({ context: { services, cookie }, input }) => {
    const asking = await services.sessions.require(cookie);
    if (input.as !== undefined) return dayOfStandIn(services, asking, input.as);
    const own = await dayOf(services, asking);
    return { ...own, others: await standInsFor(services, asking) };
  }),

  unread: routes.day.unread.handler(async ({ context: { services, cookie } }) => ({
    unread: await unreadOf(services, await services.sessions.require(cookie)),
  })),

  read: routes.day.read.handler(async ({ context: { services, cookie }, input }) => {
    const { id } = await services.sessions.require(cookie);
    const { rowCount } = await services.pool.query(READ, [id, input.news ?? null]);
    // His other windows count anew.
    if (rowCount) await services.pool.query(`select pg_notify('notice', $1)`, [id]);
    return { read: rowCount ?? 0 };
  }),
};
