import { jobFilePath, JOBS_STREAM_PATH } from '@callosum/kernel/contract';
import { refusal, say } from '@callosum/kernel';
import type { FastifyInstance } from 'fastify';
import type { JobView } from '../jobs/jobs.ts';
import { attachment } from './attachment.ts';
import type { Services } from './context.ts';
import { credentialOf } from './credential.ts';
import { COME_BACK } from './draining.ts';

const HEARTBEAT_MS = 15_000;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What becomes of one's jobs as it happens, and the files they leave. */
export function jobRoutes(scope: FastifyInstance, services: Services): void {
  const { sessions, jobs, files } = services;

  scope.get(JOBS_STREAM_PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const cookie = credentialOf(request);
    const account = await sessions.require(cookie);
    // Heard from before the list is read, so that nothing falls in between.
    const early: JobView[] = [];
    let tell = (job: JobView): void => void early.push(job);
    const stop = jobs.watch(account, (job) => tell(job));
    const listed = await jobs.list(account).catch((error: unknown) => {
      stop();
      throw error;
    });
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    tell = (job) => void reply.raw.write(`data: ${JSON.stringify([job])}\n\n`);
    reply.raw.write(`data: ${JSON.stringify(listed)}\n\n`);
    for (const job of early) tell(job);
    const check = async (): Promise<void> => {
      const now = await sessions.find(cookie).catch(() => undefined);
      if (now?.id !== account.id) reply.raw.end();
    };
    const heartbeat = setInterval(() => {
      reply.raw.write(': still here\n\n');
      void check();
    }, HEARTBEAT_MS);
    const unhear = services.onAccessChanged(() => void check());
    const undrain = services.draining.onBegin(() => reply.raw.end(COME_BACK));
    reply.raw.on('close', () => {
      clearInterval(heartbeat);
      unhear();
      undrain();
      stop();
    });
  });

  scope.get<{ Params: { id: string } }>(jobFilePath(':id'), async (request, reply) => {
    const account = await sessions.require(credentialOf(request));
    const { id } = request.params;
    if (!ID.test(id)) throw refusal('not-found', say`There is no such job, or you may not see it.`);
    const file = await jobs.file(account, id);
    return reply
      .header('content-disposition', attachment(file.name))
      .header('content-length', file.size)
      .header('cache-control', 'private, no-store')
      .type(file.type)
      .send(await files.read(file.hash));
  });
}
