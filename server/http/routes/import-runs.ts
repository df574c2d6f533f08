import { refusal, seesWhole, say } from '@callosum/kernel';
import { runsOf } from '../../imports/runs.ts';
import { undoImport } from '../../imports/undo.ts';
import { sightOf } from '../may-read.ts';
import { enter, routes } from './base.ts';

export const importRuns = {
  list: routes.importRuns.list.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const sight = await sightOf(context.services, scope.id, actor);
    const runs = await runsOf(context.services.pool, scope.id);
    // A file’s name may tell what one may not see.
    return runs
      .filter(
        ({ kind, account }) =>
          account === actor.account || (kind === null ? seesWhole(actor.roles) : sight.whole(kind)),
      )
      .map(({ first, last, ran, undone, undoneBy, ...run }) => ({
        ...run,
        ran: ran.toISOString(),
        events: last - first + 1,
        undone: undone && { at: undone.toISOString(), by: undoneBy ?? '' },
      }));
  }),
  undo: routes.importRuns.undo.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    if (actor.readOnly) throw refusal('not-allowed', say`This token may read only.`);
    return undoImport(context.services, scope.id, actor, input.id);
  }),
};
