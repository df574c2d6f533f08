import { routes } from './base.ts';

export const jobs = {
  list: routes.jobs.list.handler(async ({ context: { services, cookie } }) => {
    const account = await services.sessions.require(cookie);
    return services.jobs.list(account);
  }),
  get: routes.jobs.get.handler(async ({ context: { services, cookie }, input }) => {
    const account = await services.sessions.require(cookie);
    return services.jobs.get(account, input.id);
  }),
  cancel: routes.jobs.cancel.handler(async ({ context: { services, cookie }, input }) => {
    const account = await services.sessions.require(cookie);
    return services.jobs.cancel(account, input.id);
  }),
};
