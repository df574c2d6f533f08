import { type Change, defineCommand, type FieldChanges, type GraphReader, Problem, say } from '@callosum/kernel';
import { z } from 'zod';
import { taskDetails } from '../kinds/details.ts';
import { task } from '../kinds/task.ts';
import { stateOf } from '../progress.ts';

const id = z.uuid();
const length = z.strictObject({ seconds: z.int(), unit: z.enum(['m', 'h', 'd', 'w', 'mo']), elapsed: z.boolean() });
const linkType = z.enum(['FS', 'SS', 'FF', 'SF']);

/** What a planner may write of a task; null clears. Dates that follow from logic are not among it. */
const fields = z.strictObject({
  title: z.string().exactOptional(),
  owner: z.string().nullable().exactOptional(),
  duration: length.nullable().exactOptional(),
  estimated: z.boolean().nullable().exactOptional(),
  milestone: z.boolean().nullable().exactOptional(),
  active: z.boolean().nullable().exactOptional(),
  manual: z.boolean().nullable().exactOptional(),
  workClass: z.string().nullable().exactOptional(),
  constraint: z.string().nullable().exactOptional(),
  constraintDate: z.string().nullable().exactOptional(),
  deadline: z.string().nullable().exactOptional(),
  percentComplete: z.number().nullable().exactOptional(),
  actualStart: z.string().nullable().exactOptional(),
  actualFinish: z.string().nullable().exactOptional(),
  /** What of it is left, where that is not the share that is said to be. */
  planDetails: taskDetails.nullable().exactOptional(),
});

const edit = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), task: id, fields }),
  z.strictObject({ do: z.literal('add'), task: id, parent: id.nullable(), position: z.number(), fields }),
  z.strictObject({ do: z.literal('place'), task: id, parent: id.nullable(), position: z.number() }),
  z.strictObject({ do: z.literal('withdraw'), task: id }),
  z.strictObject({ do: z.literal('restore'), task: id }),
  z.strictObject({
    do: z.literal('link'),
    from: id,
    to: id,
    type: linkType,
    lag: length.exactOptional(),
    lagPercent: z.number().exactOptional(),
    lagElapsed: z.boolean().exactOptional(),
    maxLag: length.exactOptional(),
  }),
  z.strictObject({ do: z.literal('unlink'), from: id, to: id, type: linkType }),
  z.strictObject({ do: z.literal('rest'), task: id, record: id }),
  z.strictObject({ do: z.literal('unrest'), task: id, record: id }),
]);

/** One step of somebody who plans. `from` is waited for by `to`; a task rests on records of any discipline. */
export type PlanEdit = z.infer<typeof edit>;
export type TaskChanges = z.infer<typeof fields>;

/**
 * Changes a plan as planners do: tasks, their place in the outline and what they wait for, all or none. What follows from it, the dates,
 * is calculated afterwards by `plan.reckon`.
 */
export const editPlan = defineCommand({
  name: 'plan.edit',
  label: 'Change the plan',
  allow: 'kinds',
  input: z.strictObject({ edits: z.array(edit).min(1).max(2_000) }),
  decide: (graph, { edits }, { newId }) => {
    const after = createOutline(graph);
    const changes: Change[] = [];
    const problems: Problem[] = [];
    for (const [index, one] of edits.entries()) {
      const decided = changesOf(one, graph, after, newId);
      if ('missing' in decided) {
        const message = say`There is no task ${decided.missing}, or nothing of the kind between these two.`;
        problems.push(new Problem({ code: 'not-found', message, path: ['edits', index] }));
      } else changes.push(...decided.changes);
    }
    return problems.length > 0 ? { problems } : { changes: [...changes, ...after.summaries()] };
  },
});

type Decided = { readonly changes: readonly Change[] } | { readonly missing: string };

function changesOf(one: PlanEdit, graph: GraphReader, outline: Outline, newId: () => string): Decided {
  switch (one.do) {
    case 'add':
      return { changes: added(one, outline, newId) };
    case 'set':
      return set(one, graph);
    case 'place': {
      if (!outline.knows(one.task)) return { missing: one.task };
      const moved: Change = { action: 'update', id: one.task, fields: { position: one.position } };
      return { changes: [moved, ...outline.hang(one.task, one.parent, newId)] };
    }
    case 'withdraw':
    case 'restore':
      if (!graph.find(one.task)) return { missing: one.task };
      outline.touch(one.task, one.do === 'restore');
      return { changes: [{ action: one.do, id: one.task }] };
    case 'link': {
      const { from, to, type, do: _, ...lag } = one;
      const known = edgeBetween(graph, one);
      if (!known)
        return {
          changes: [
            { action: 'link', id: newId(), type: 'task.dependsOn', from: to, to: from, fields: { type, ...lag } },
          ],
        };
      const cleared = { lag: null, lagPercent: null, lagElapsed: null, maxLag: null };
      return { changes: [{ action: 'relink', id: known.id, fields: { ...cleared, type, ...lag } }] };
    }
    case 'unlink': {
      const known = edgeBetween(graph, one);
      return known ? { changes: [{ action: 'unlink', id: known.id }] } : { missing: one.to };
    }
    case 'rest': {
      if (!outline.knows(one.task)) return { missing: one.task };
      if (restBetween(graph, one)) return { changes: [] };
      const { task: from, record: to } = one;
      return { changes: [{ action: 'link', id: newId(), type: 'task.restsOn', from, to, fields: {} }] };
    }
    case 'unrest': {
      const known = restBetween(graph, one);
      return known ? { changes: [{ action: 'unlink', id: known.id }] } : { missing: one.task };
    }
  }
}

function added(one: Extract<PlanEdit, { do: 'add' }>, outline: Outline, newId: () => string): Change[] {
  const { title = '', ...rest } = one.fields;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const values = { active: true, constraint: 'asap', ...given, title, position: one.position };
  return [
    { action: 'create', kind: task.name, id: one.task, fields: values },
    ...outline.hang(one.task, one.parent, newId),
  ];
}

/** The state follows progress, as it does when a file is imported. */
function set({ task: id, fields }: Extract<PlanEdit, { do: 'set' }>, graph: GraphReader): Decided {
  const row = graph.get(task, id);
  if (!row) return { missing: id };
  const changes: FieldChanges = { ...fields };
  const progressed = (['percentComplete', 'actualStart', 'actualFinish'] as const).some((name) => name in fields);
  if (!progressed) return { changes: [{ action: 'update', id, fields: changes }] };
  const state = stateOf({
    percentComplete: fields.percentComplete === undefined ? row.fields.percentComplete : fields.percentComplete,
    actualStart: fields.actualStart === undefined ? row.fields.actualStart : fields.actualStart,
    actualFinish: fields.actualFinish === undefined ? row.fields.actualFinish : fields.actualFinish,
  });
  return { changes: [{ action: 'update', id, fields: changes, state }] };
}

function edgeBetween(graph: GraphReader, { from, to, type }: { from: string; to: string; type: string }) {
  return graph.out(to, 'task.dependsOn').find((edge) => edge.to === from && (edge.fields['type'] ?? 'FS') === type);
}

function restBetween(graph: GraphReader, { task: from, record }: { task: string; record: string }) {
  return graph.out(from, 'task.restsOn').find(({ to }) => to === record);
}

type Outline = ReturnType<typeof createOutline>;

/** The outline as the edits so far have left it: who hangs below whom, and which tasks have become summaries or ceased to be. */
function createOutline(graph: GraphReader) {
  const parents = new Map<string, string | null>();
  const gone = new Map<string, boolean>();
  const touched = new Set<string>();
  const parentOf = (id: string): string | null =>
    parents.has(id) ? (parents.get(id) ?? null) : (graph.out(id, 'task.partOf')[0]?.to ?? null);
  const note = (id: string | null): void => {
    if (id !== null) touched.add(id);
  };
  const isThere = (id: string): boolean => gone.get(id) ?? (parents.has(id) || graph.get(task, id) !== undefined);
  return {
    knows: (id: string) => parents.has(id) || graph.get(task, id) !== undefined,
    touch: (id: string, back: boolean) => {
      gone.set(id, back);
      note(parentOf(id));
    },
    /** Hangs a task below another one. */
    hang: (id: string, parent: string | null, newId: () => string): Change[] => {
      const before = parentOf(id);
      note(before);
      note(parent);
      parents.set(id, parent);
      if (before === parent) return [];
      const edge = graph.out(id, 'task.partOf')[0];
      const off: Change[] = edge ? [{ action: 'unlink', id: edge.id }] : [];
      const on: Change[] =
        parent === null ? [] : [{ action: 'link', id: newId(), type: 'task.partOf', from: id, to: parent }];
      return [...off, ...on];
    },
    summaries: (): Change[] =>
      [...touched].flatMap((id): Change[] => {
        if (!isThere(id)) return [];
        const rows = [
          ...graph.in(id, 'task.partOf').map(({ from }) => from),
          ...[...parents].flatMap(([row, parent]) => (parent === id ? [row] : [])),
        ];
        const summary = rows.some((row) => parentOf(row) === id && isThere(row));
        const was = graph.get(task, id)?.fields.summary ?? false;
        return summary === was ? [] : [{ action: 'update', id, fields: { summary } }];
      }),
  };
}
