import { partnerPack } from '@callosum/interoperability/server';
import { refusal, say, scopedRegistry, seenGraph } from '@callosum/kernel';
import { actingIn } from './acting.ts';
import { inStore, projectIn, type StoreOptions } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface PackArguments extends StoreOptions {
  readonly project: string;
  readonly interface: string;
  readonly out: string;
  readonly json: boolean;
}

/** Writes what a partner is given about an interface. @returns the exit status. */
export async function writePartnerPack({ project, out, json, ...options }: PackArguments): Promise<number> {
  const wanted = Number(/^(?:INT-)?(\d{1,9})$/i.exec(options.interface)?.[1] ?? 0);
  return inStore(options, async (installation) => {
    const scope = await projectIn(installation, project);
    const actor = await (await actingIn(installation)).in(scope.id);
    const whole = await installation.graphs.of(scope.id);
    const registry = scopedRegistry(installation.registry, whole);
    const graph = seenGraph(registry, whole, actor, whole);
    const row = [...graph.rows('interface')].find(({ number }) => number === wanted);
    const { pool, files } = installation;
    const pack = row && (await partnerPack({ pool, files, registry, graph, scope: scope.id, now: new Date() }, row.id));
    if (!pack) {
      throw refusal('not-found', say`There is no interface ${options.interface} in ${project}.`, {
        remedy: say`Give its number, such as INT-3.`,
      });
    }
    await writeWhole(out, pack.zip);
    const { entries, replaced, leftOut } = pack;
    const left = leftOut.map(({ name, why }) => ({ name, why: why.text }));
    printResult(json, { out, entries, replaced, leftOut: left }, [
      `${out}: ${counted(entries.length, 'file')}, ${counted(replaced, 'identifier')} taken out.`,
      ...left.map(({ name, why }) => `▲ Left out: ${name}. ${why}`),
    ]);
    return leftOut.length > 0 ? 1 : 0;
  });
}
