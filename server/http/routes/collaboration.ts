import { mayRow, maySpeak } from '@callosum/kernel';
import { audienceOf } from '../../collaboration/audience.ts';
import { companyAt } from '../../collaboration/company.ts';
import { commentsOn } from '../../collaboration/comments.ts';
import { chooseWatching, followersOf } from '../../collaboration/followers.ts';
import { sightOf } from '../may-read.ts';
import { declaredIn, enter, refuseHidden, routes } from './base.ts';

export const collaboration = {
  comments: routes.collaboration.comments.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { pool, graphs } = context.services;
    const graph = await graphs.of(scope.id);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const comments = await commentsOn(pool, graph, sight, actor, row.id);
    return { comments, may: { comment: maySpeak(actor) && !row.withdrawn } };
  }),

  audience: routes.collaboration.audience.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    return audienceOf(context.services, await context.services.graphs.of(scope.id), scope.id, row.id);
  }),

  presence: routes.collaboration.presence.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const graph = await context.services.graphs.of(scope.id);
    return { people: await companyAt(context.services, graph, row, { account: actor.account, sight }) };
  }),

  here: routes.collaboration.here.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const { graphs, presence } = context.services;
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const graph = await graphs.of(scope.id);
    const kind = (await declaredIn(context.services, scope.id)).kinds.get(row.kind) ?? refuseHidden();
    const editing = input.editing && mayRow(kind, actor, row, graph).update;
    const isField = input.field !== null && Object.hasOwn(kind.fields, input.field);
    const place = { record: row.id, editing, field: editing && isField ? input.field : null };
    await presence.move(actor.account, input.tab, input.here ? place : null);
    return { people: await companyAt(context.services, graph, row, { account: actor.account, sight }) };
  }),

  watching: routes.collaboration.watching.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    const followers = await followersOf(context.services.pool, await context.services.graphs.of(scope.id), row);
    return { watching: followers.has(actor.account) };
  }),

  watch: routes.collaboration.watch.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const sight = await sightOf(context.services, scope.id, actor);
    const row = sight.row(input.id) ?? refuseHidden();
    await chooseWatching(context.services.pool, actor.account, row.id, input.watching);
    return { watching: input.watching };
  }),
};
