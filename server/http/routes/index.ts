import type { Contract, signing } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Router } from '@orpc/server';
import type { RequestContext } from '../context.ts';
import { person } from './identity-person.ts';
import { freshFactor } from '../../identity/reauthentication.ts';
import { countWrites } from '../../write/count-writes.ts';
import type { Signing } from '../../write/sign.ts';
import { sightOf } from '../may-read.ts';
import { latestEvents } from '../../store/history.ts';
import { ledgerStatusOf } from '../../ledger/status.ts';
import { documents } from './documents.ts';
import { enter, routes } from './base.ts';
import { collaboration } from './collaboration.ts';
import { day } from './day.ts';
import { demonstrations } from './demonstrations.ts';
import { templates } from './templates.ts';
import { identity } from './identity.ts';
import { importRuns } from './import-runs.ts';
import { jobs } from './jobs.ts';
import { me, people, status } from './people.ts';
import { notices } from './notices.ts';
import { parts } from './parts.ts';
import { projects } from './projects.ts';
import { records } from './records.ts';
import { redactions } from './redactions.ts';
import { scopes } from './scopes.ts';
import { search } from './search.ts';
import { tables } from './tables.ts';
import { views } from './views.ts';
import { webhooks } from './webhooks.ts';

/** Only a person signs, in a session of his own: a token is nobody who could read what he signs. */
async function signedBy(context: RequestContext, { statement, proof }: z.infer<typeof signing>): Promise<Signing> {
  const me = await person(context);
  return { statement, name: me.name, confirm: (client) => freshFactor(client, me, proof) };
}

const commands = {
  run: routes.commands.run.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { command, input: given, versions, idempotencyKey, signing } = input;
    return context.services.writes.execute({
      scope: scope.id,
      actor,
      commands: [{ command, input: given }],
      versions,
      idempotencyKey,
      signing: signing && (await signedBy(context, signing)),
    });
  }),
  state: routes.commands.state.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const commands = [{ command: input.command, input: input.input }];
    const statement = await context.services.writes.state({ scope: scope.id, actor, commands });
    return { statement: statement ?? null };
  }),
  preview: routes.commands.preview.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const commands = [{ command: input.command, input: input.input }];
    return countWrites(await context.services.writes.preview({ scope: scope.id, actor, commands }));
  }),
};

const imports = {
  preview: routes.imports.preview.handler(async ({ context, input }) => {
    const account = await context.services.sessions.require(context.cookie);
    return context.services.imports.run((scope) => context.services.access.requireActor(account, scope), input, true);
  }),
  run: routes.imports.run.handler(async ({ context, input }) => {
    const account = await context.services.sessions.require(context.cookie);
    return context.services.imports.run((scope) => context.services.access.requireActor(account, scope), input, false);
  }),
};

const ledger = {
  status: routes.ledger.status.handler(async ({ context, input }) => {
    const { scope } = await enter(context, input.key);
    return ledgerStatusOf(context.services.pool, context.services.secrets.sealKey, scope.id);
  }),
  events: routes.ledger.events.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { pool, graphs } = context.services;
    const graph = await graphs.of(scope.id);
    const sight = await sightOf(context.services, scope.id, actor);
    const events = await latestEvents(pool, graph, sight, scope.id, input.before, input.limit);
    return { total: graph.sequence(), events };
  }),
  verify: routes.ledger.verify.handler(async ({ context, input }) => {
    const { scope } = await enter(context, input.key);
    const { events, ok, firstFault, ms } = await context.services.verifications.verify(scope.id);
    return { events, ok, firstFault, ms };
  }),
};

/** The whole HTTP interface. */
export const router: Router<Contract, RequestContext> = routes.router({
  status,
  me,
  people,
  identity,
  collaboration,
  notices,
  day,
  scopes,
  projects,
  records,
  views,
  commands,
  imports,
  search,
  webhooks,
  importRuns,
  tables,
  documents,
  parts,
  demonstrations,
  templates,
  jobs,
  redactions,
  ledger,
});
