import { defineCommand, say, rule } from '@callosum/kernel';
import { z } from 'zod';
import { currentProject, goLiveChanges } from '../go-live.ts';
import { project } from '../kinds/project.ts';
import { refuse } from '../refuse.ts';

/** Short name of a project: capitals, digits and hyphens. */
export const projectKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,15}$/, rule`A key is 2 to 16 capitals, digits and hyphens, and begins with a capital`);

const zone = z.string().refine(isZone, rule`There is no such time zone; write it as America/Chicago`);

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const createProject = defineCommand({
  name: 'project.create',
  label: 'Create project',
  allow: ['owner', 'manager'],
  internal: true,
  input: z.strictObject({
    id: z.uuid(),
    key: projectKey,
    title: z.string().trim().min(1).max(300),
    zone,
    goLive: z.iso.date().optional(),
    parent: z.string().optional(),
  }),
  decide: (graph, { id, goLive, parent, ...fields }) => {
    if (graph.count(project.name) > 0) return refuse('conflict', say`This scope has its project already.`);
    const placed = parent === undefined ? fields : { ...fields, parent };
    const dated = goLive === undefined ? placed : { ...placed, goLive };
    return { changes: [{ action: 'create', kind: project.name, id, fields: dated }], result: { id } };
  },
});

export const moveProject = defineCommand({
  name: 'project.move',
  label: 'Move project',
  allow: ['owner', 'manager'],
  internal: true,
  input: z.strictObject({ parent: z.string() }),
  decide: (graph, { parent }) => {
    const row = currentProject(graph);
    if (!row)
      return refuse('not-found', say`This scope has no project record.`, { remedy: say`Create the project first.` });
    return { changes: [{ action: 'update', id: row.id, fields: { parent } }], result: { id: row.id } };
  },
});

export const setGoLive = defineCommand({
  name: 'project.setGoLive',
  label: 'Set go-live',
  allow: ['owner', 'manager'],
  input: z
    .strictObject({ date: z.iso.date().optional(), milestone: z.uuid().optional() })
    .refine((input) => input.date ?? input.milestone, rule`Give a date, a milestone, or both`),
  decide: (graph, input, { newId }) => {
    const row = currentProject(graph);
    if (!row)
      return refuse('not-found', say`This scope has no project record.`, { remedy: say`Create the project first.` });
    const milestone = input.milestone === undefined ? undefined : graph.find(input.milestone);
    if (input.milestone !== undefined && (milestone?.kind !== 'task' || milestone.withdrawn)) {
      return refuse('not-found', say`The milestone is not in the plan.`, { path: ['milestone'] });
    }
    const finish = milestone?.fields.storedFinish;
    const date = input.date ?? (typeof finish === 'string' ? finish.slice(0, 10) : undefined);
    if (date === undefined) {
      return refuse('invalid', say`The milestone has no date in the plan.`, {
        path: ['milestone'],
        remedy: say`Give a date as well.`,
      });
    }
    const { changes, moved } = goLiveChanges(graph, row, { date, milestone: input.milestone }, newId);
    return { changes, result: { date, moved } };
  },
});
