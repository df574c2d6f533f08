import { refusal, say } from '@callosum/kernel';
import { runTableImport, tableOf } from '../../imports/table/import-table.ts';
import { rememberedMapping } from '../../imports/table/mappings.ts';
import { enter, registerOf, routes } from './base.ts';

const SAMPLE = 8;

export const tables = {
  read: routes.tables.read.handler(async ({ context, input }) => {
    await enter(context, input.key);
    const { sheets, sheet, header, rows } = await tableOf(context.services.files, input);
    const sample = rows.slice(0, SAMPLE).map(({ cells }) => [...cells]);
    return { sheets: [...sheets], sheet, header: [...header], total: rows.length, sample };
  }),

  remembered: routes.tables.remembered.handler(async ({ context, input }) => {
    const { scope } = await enter(context, input.key);
    const kind = await registerOf(context, scope, input.kind);
    return { mapping: (await rememberedMapping(context.services.pool, scope.id, kind.name, input.header)) ?? null };
  }),

  preview: routes.tables.preview.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    if (actor.readOnly) throw refusal('not-allowed', say`This token may read only.`);
    return runTableImport(context.services, scope.id, actor, { ...input, skipFaulty: true }, true);
  }),

  run: routes.tables.run.handler(async ({ context, input }) => {
    const { scope, actor } = await enter(context, input.key);
    return runTableImport(context.services, scope.id, actor, input, false);
  }),
};
