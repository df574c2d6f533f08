import { removeView, saveView, viewsOf } from '../../store/views.ts';
import { requireAnswerable } from '../read-filter.ts';
import { enter, registerOf, routes } from './base.ts';

export const views = {
  list: routes.views.list.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    return { views: await viewsOf(context.services.db, { scope: scope.id, kind, actor }) };
  }),

  save: routes.views.save.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    requireAnswerable(input.definition.filter ?? [], kind);
    return saveView(context.services.db, { scope: scope.id, kind, actor }, input);
  }),

  remove: routes.views.remove.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    await removeView(context.services.db, scope.id, actor, input.view);
    return { removed: input.view };
  }),
};
