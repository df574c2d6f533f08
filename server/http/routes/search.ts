import { find } from '../../search/find.ts';
import { routes } from './base.ts';

export const search = {
  find: routes.search.find.handler(async ({ context: { services, cookie }, input }) => {
    const { q, key, offset, limit } = input;
    return find(services, await services.sessions.require(cookie), { typed: q, key, offset, limit });
  }),
};
