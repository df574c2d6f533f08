import { attachmentsOf, defineCommand, type GraphReader, type Kind, say, type Sentence } from '@callosum/kernel';
import { z } from 'zod';
import { codeMap } from '../kinds/code-map.ts';
import { mapping } from '../kinds/mapping.ts';
import { refuse } from '../refuse.ts';

const count = z.int().min(0);
const file = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Says which of the files attached to a mapping holds, with what the workbench counted in it: fields in use, mapped, left behind on purpose.
 * What was run with the mapping is then to be run again.
 */
export const keepMapping = defineCommand({
  name: 'mapping.keep',
  label: 'Keep the mapping',
  allow: 'kinds',
  input: z.strictObject({ id: z.uuid(), file, inUse: count, mapped: count, leftBehind: count }),
  decide: (graph, { id, file: definition, ...counted }) => {
    const why = whyNotKept(graph, mapping, id, definition);
    return why ?? { changes: [{ action: 'update', id, fields: { definition, ...counted } }] };
  },
});

/** Says which of the files attached to a code map holds, with what was counted in it. */
export const keepCodes = defineCommand({
  name: 'codeMap.keep',
  label: 'Keep the code map',
  allow: 'kinds',
  input: z.strictObject({
    id: z.uuid(),
    file,
    codes: count,
    mapped: count,
    /** Left out where nobody has said which codes are critical: none is something else than nobody knows. */
    critical: count.exactOptional(),
    criticalMapped: count.exactOptional(),
  }),
  decide: (graph, { id, file: definition, ...counted }) => {
    const why = whyNotKept(graph, codeMap, id, definition);
    return why ?? { changes: [{ action: 'update', id, fields: { definition, ...counted } }] };
  },
});

/** What somebody else has approved stays as he saw it until it is sent back. */
function whyNotKept(graph: GraphReader, kind: Kind, id: string, definition: string) {
  const row = graph.find(id);
  if (!row || row.kind !== kind.name) return refuse('not-found', say`It is not there.`);
  const told = STANDING[row.state];
  if (told) return refuse('refused', told, say`Send it back to draft first.`);
  if (attachmentsOf(row).some(({ hash }) => hash === definition)) return undefined;
  return refuse('refused', say`The file is not attached to it.`, say`Attach it first.`);
}

const STANDING: Readonly<Record<string, Sentence>> = {
  approved: say`It is approved as it is.`,
  superseded: say`It is superseded.`,
};
