import { refusal, say } from '@callosum/kernel';
import { leavePath } from '@callosum/kernel/contract';
import type { FastifyInstance } from 'fastify';
import { leave } from '../notices/leave.ts';
import type { Services } from './context.ts';

type Asked = { Params: { token: string } };

/**
 * Links of e-mails that shall not come again (RFC 8058): sent to, they do what they say, without a session. Looked at, they
 * do nothing, since programs look at links of e-mails before people do; the page they lead to asks first.
 */
export function leaveRoutes(scope: FastifyInstance, services: Services): void {
  const path = leavePath(':token');
  scope.get<Asked>(path, async (request, reply) =>
    reply.redirect(`/leave/${encodeURIComponent(request.params.token)}`, 303),
  );
  scope.post<Asked>(path, async (request) => {
    const leaving = services.links.read(request.params.token);
    if (!leaving) {
      throw refusal('not-found', say`This link was not made here, or is not whole.`, {
        remedy: say`Open it as it stands in the e-mail, or sign in and see your settings.`,
      });
    }
    await leave(services.pool, leaving);
    return { left: leaving.week ? 'week' : leaving.record === undefined ? 'mail' : 'record' };
  });
}
