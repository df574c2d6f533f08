import { ofIssue, refusal, say } from '@callosum/kernel';
import { producedDocument } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { houseStyle, styleShape } from '../../documents/style.ts';
import type { JobRow } from '../../jobs/rows.ts';
import { organisation, scopeByKey } from '../../store/scopes.ts';
import type { RequestContext } from '../context.ts';
import { registerOf, routes } from './base.ts';

/** Who asks, and in which project; he must have a place in it. */
async function enterAsking({ services, cookie }: RequestContext, key: string) {
  const asking = await services.sessions.require(cookie);
  const scope = await scopeByKey(services.db, key);
  await services.access.requireActor(asking, scope.id);
  return { asking, scope };
}

export const documents = {
  list: routes.documents.list.handler(async ({ context, input }) => {
    const { asking, scope } = await enterAsking(context, input.key);
    const rows = await context.services.jobs.finishedIn(asking, scope.id, 'document');
    return rows.flatMap(presentProduced);
  }),

  produce: routes.documents.produce.handler(async ({ context, input: { key, ...request } }) => {
    const { asking, scope } = await enterAsking(context, key);
    const { jobs, registry } = context.services;
    const declared = registry.documents.get(request.document);
    if (!declared) throw refusal('not-found', say`There is no document called “${request.document}”.`);
    if (declared.subject !== undefined && request.subject === undefined) {
      throw refusal('invalid', say`Say which record the ${declared.label.toLowerCase()} is about.`, {
        path: ['subject'],
      });
    }
    const id = await jobs.start({ name: 'document', input: request, scope: scope.id, asking });
    return jobs.get(asking, id);
  }),

  register: routes.documents.register.handler(async ({ context, input: { key, ...request } }) => {
    const { asking, scope } = await enterAsking(context, key);
    await registerOf(context, scope, request.kind);
    const { jobs } = context.services;
    const id = await jobs.start({ name: 'register', input: request, scope: scope.id, asking });
    return jobs.get(asking, id);
  }),

  style: routes.documents.style.handler(async ({ context: { services, cookie } }) => {
    await services.sessions.require(cookie);
    return services.settings.read(houseStyle);
  }),

  setStyle: routes.documents.setStyle.handler(async ({ context: { services, cookie }, input }) => {
    const asking = await services.sessions.require(cookie);
    const { id } = await organisation(services.db);
    const actor = await services.access.requireActor(asking, id);
    if (!actor.roles.includes('owner') || actor.readOnly) {
      throw refusal('not-allowed', say`Only an owner of the organisation may say how its documents look.`);
    }
    const checked = styleShape.safeParse(input);
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const path = issue?.path.map((step) => (typeof step === 'symbol' ? String(step) : step)) ?? [];
      throw refusal('invalid', say`${path.join('.')} ${ofIssue(issue)}`, { path });
    }
    await services.settings.write(houseStyle, checked.data, asking.id);
    return checked.data;
  }),
};

function presentProduced({ id, account, finished, result }: JobRow): z.infer<typeof producedDocument>[] {
  const { file, value } = result ?? {};
  if (!file || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const read = producedDocument.safeParse({
    ...Object.fromEntries(Object.entries(value)),
    job: id,
    by: account ?? '',
    produced: finished?.toISOString() ?? '',
    file: { name: file.name, size: file.size },
  });
  return read.success ? [read.data] : [];
}
