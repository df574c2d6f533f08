import {
  attachmentsOf,
  type BoundCommand,
  refusal,
  type Registry,
  say,
  seenGraph,
  type TextOf,
} from '@callosum/kernel';
import { text } from 'node:stream/consumers';
import type { Pool } from 'pg';
import type { Files } from '../files/files.ts';
import type { Graphs } from '../store/graphs.ts';
import type { ExecuteRequest } from './execute.ts';
import type { Lanes } from './lane.ts';

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  readonly files: Pick<Files, 'read'>;
}

/**
 * Reads what commands rest on out of files attached to records, and gives the commands as they then decide. Nothing is locked meanwhile; what others
 * change until it is decided, the decision sees.
 */
export async function readFiles(
  parts: Parts,
  { scope, actor, commands }: ExecuteRequest,
  called: readonly BoundCommand[],
): Promise<readonly BoundCommand[]> {
  if (called.every(({ fromFiles }) => fromFiles === undefined)) return called;
  const graph = await headOf(parts, scope);
  const ready = called.map(async (command, index) => {
    if (!command.fromFiles) return command;
    const known = command.allow === 'kinds' ? seenGraph(parts.registry, graph, actor) : graph;
    const textOf: TextOf = async (record, hash) => {
      if (!attachmentsOf(known.find(record)).some((file) => file.hash === hash)) {
        throw refusal('not-found', say`That file does not belong to this record.`);
      }
      return text(await parts.files.read(hash));
    };
    return { ...command, run: await command.fromFiles(known, commands[index]?.input, textOf) };
  });
  return Promise.all(ready);
}

/** The graph as it is now, whichever node wrote last. */
async function headOf({ pool, graphs, lanes }: Parts, scope: string) {
  const graph = await graphs.of(scope);
  const { rows } = await pool.query<{ sequence: number }>('select sequence from head where scope = $1', [scope]);
  await lanes.run(scope, () => graphs.bringTo(graph, rows[0]?.sequence ?? 0, pool));
  return graph;
}
