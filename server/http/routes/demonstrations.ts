import { refusal, say } from '@callosum/kernel';
import { organisation } from '../../store/scopes.ts';
import { routes } from './base.ts';

/** The job that loads demonstrations, where the composition declares one. */
const JOB = 'demonstration';

export const demonstrations = {
  load: routes.demonstrations.load.handler(async ({ context: { services, cookie }, input }) => {
    const { access, db, jobs, sessions } = services;
    const asking = await sessions.require(cookie);
    const { id } = await organisation(db);
    const { roles, readOnly } = await access.actorIn(asking, id);
    if (!roles.includes('owner') || readOnly) {
      throw refusal('not-allowed', say`Only an owner of the organisation may load the demonstration.`, {
        remedy: say`Ask one: it brings units and roles that the whole organisation sees.`,
      });
    }
    if (!jobs.has(JOB)) throw refusal('refused', say`This installation has no demonstration.`);
    return jobs.get(asking, await jobs.start({ name: JOB, input, scope: id, asking }));
  }),
};
