import { find } from '../../search/find.ts';
import { routes } from './base.ts';

export const search = {
  find: routes.search.find.handler(async ({ context: { services, cookie }, input }) => {
    const { q, key, kinds, offset, limit } = input;
    const only = kinds === undefined ? undefined : new Set(kinds.split(','));
    return find(services, await services.sessions.require(cookie), { typed: q, key, only, offset, limit });
  }),
};
