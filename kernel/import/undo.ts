import { z } from 'zod';
import type { Change } from '../declare/change.ts';
import { type BoundCommand, type DecideContext, type Decision, defineCommand } from '../declare/command.ts';
import type { FieldChanges, Json } from '../declare/json.ts';
import type { GraphReader, Row } from '../graph/reader.ts';

const values: z.ZodType<Record<string, Json>> = z.record(z.string(), z.json());

/** What an import did to each record and link, as its events in the ledger tell, and what was there before. */
const undoInput = z.strictObject({
  records: z.array(
    z.strictObject({
      id: z.uuid(),
      /** As the import left it: a record with another version was changed since. */
      version: z.int(),
      made: z.boolean(),
      restored: z.boolean(),
      /** A plan that names a task no more withdraws it. */
      withdrew: z.boolean(),
      /** Values before the import of what it changed; null where there was none. */
      before: values,
    }),
  ),
  links: z.array(
    z.strictObject({
      id: z.uuid(),
      version: z.int(),
      did: z.enum(['made', 'changed', 'removed']),
      type: z.string(),
      from: z.uuid(),
      to: z.uuid(),
      /** As they were before; null where there was none. */
      fields: values,
    }),
  ),
});
export type UndoInput = z.infer<typeof undoInput>;

/** Why something stays as it is. */
type Why = 'changed' | 'linked' | 'gone';

const MOST_TOLD = 200;

/**
 * Takes back what an import did, where nobody has touched it since: what it made is withdrawn, what it changed has its
 * values again, links come and go the other way. Everything else stays, and is told with the reason.
 */
function decide(graph: GraphReader, { records, links }: UndoInput, { registry, newId }: DecideContext): Decision {
  const made = new Set(links.filter(({ did }) => did === 'made').map(({ id }) => id));
  const types = [...registry.links.keys()];
  const changes: Change[] = [];
  const stays: { id: string; title: string; why: Why }[] = [];
  const withdrawn = new Set<string>();
  const back = new Set<string>();
  const stay = (id: string, row: Row | undefined, why: Why): void => {
    const title = row?.fields['title'];
    stays.push({ id, title: typeof title === 'string' ? title : '', why });
  };
  let undone = 0;
  for (const { id, version, made: isNew, restored, withdrew, before } of records) {
    const row = graph.find(id);
    if (!row || !graph.owns(id)) stay(id, row, 'gone');
    else if (row.version !== version) stay(id, row, 'changed');
    else if ((isNew || restored) && touches(graph, types, id).some((edge) => !made.has(edge))) stay(id, row, 'linked');
    else {
      undone += 1;
      const fields: FieldChanges = before;
      if (withdrew && !isNew) {
        changes.push({ action: 'restore', id });
        back.add(id);
      }
      if (Object.keys(fields).length > 0 && !isNew) changes.push({ action: 'update', id, fields });
      if ((isNew || restored) && !withdrew) {
        changes.push({ action: 'withdraw', id });
        withdrawn.add(id);
      }
    }
  }
  const unlinked = links.flatMap(({ id, did, version, fields }): Change[] => {
    const edge = did === 'removed' ? undefined : graph.edge(id);
    if (edge?.version !== version) return [];
    return did === 'made' ? [{ action: 'unlink', id }] : [{ action: 'relink', id, fields }];
  });
  const linked = links.flatMap(({ did, type, from, to, fields }): Change[] => {
    if (did !== 'removed' || graph.out(from, type).some((edge) => edge.to === to)) return [];
    const ends = [graph.find(from), graph.find(to)];
    if (ends.some((row) => !row || (row.withdrawn && !back.has(row.id)) || withdrawn.has(row.id))) return [];
    return [{ action: 'link', id: newId(), type, from, to, fields }];
  });
  return {
    changes: [...unlinked, ...changes, ...linked],
    result: { undone, stays: stays.length, kept: stays.slice(0, MOST_TOLD) },
  };
}

/** Ids of the links that touch a record. */
function touches(graph: GraphReader, types: readonly string[], id: string): string[] {
  return types.flatMap((type) => [...graph.out(id, type), ...graph.in(id, type)].map((edge) => edge.id));
}

/** Of a table: by one's own rights, as the import was. */
export const undoTable: BoundCommand = defineCommand({
  name: 'table.undo',
  label: 'Undo import of a table',
  allow: 'kinds',
  internal: true,
  input: undoInput,
  decide,
});

/** Of a plan: by those who may import one; it also sets what commands alone set. */
export const undoPlan: BoundCommand = defineCommand({
  name: 'import.undo',
  label: 'Undo import of a plan',
  allow: ['owner', 'manager'],
  internal: true,
  input: undoInput,
  decide,
});
