import { recordPage } from '@callosum/kernel/contract';
import { planningPart } from '@callosum/planning/server';
import { importPlan, startServer, type TestServer } from '@callosum/server/testing';
import { expect, inject } from 'vitest';
import { z } from 'zod';
import { registry } from '../composition.ts';
import { planImporter } from '../plan-importer.ts';

/** A server that reads plan files and hands them over. */
export const planServer = (): Promise<TestServer> =>
  startServer({
    cluster: inject('cluster'),
    registry,
    importers: [planImporter],
    parts: (services) => [planningPart(services)],
  });

const handedOver = z.object({
  name: z.string(),
  text: z.string(),
  anew: z.string().nullable(),
  format: z.string(),
  source: z.string(),
  given: z.array(z.object({ record: z.string(), as: z.string() })),
  losses: z.array(z.object({ message: z.string() })),
});
/** Working days as a duration. */
export const days = (count: number) => ({ seconds: count * 28_800, unit: 'd', elapsed: false });

/** What tests of plan files do with a server, as the page does it. */
export function planDesk(server: () => TestServer) {
  const fileOf = async (key: string, client = server().owner, format?: string) => {
    const input = format === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ format }))}`;
    return handedOver.parse((await client.request('GET', `/projects/${key}/parts/planning/file${input}`)).body);
  };
  /** As the page does: the file, and under which numbers rows have gone out with it. */
  const handOut = async (key: string, format?: string) => {
    const { text, source, given } = await fileOf(key, server().owner, format);
    if (given.length > 0) await server().owner.command(key, 'plan.hand-over', { source, given });
    return text;
  };
  const bring = async (text: string, key: string) =>
    expect((await importPlan(server().owner, text, { key })).status).toBe(200);
  const idsOf = async (key: string) =>
    new Map(
      (await server().owner.read(recordPage, `/projects/${key}/records/task?limit=100`)).rows.map(({ id, fields }) => [
        fields.title,
        id,
      ]),
    );
  const edit = (key: string, ...edits: object[]) => server().owner.command(key, 'plan.edit', { edits });
  return { fileOf, handOut, bring, idsOf, edit };
}
