import { defineCommand } from '@callosum/kernel';
import { z } from 'zod';
import { currentProject } from '../go-live.ts';
import { gate } from '../kinds/gate.ts';
import { projectTemplate } from '../kinds/project-template.ts';
import { refuse } from '../refuse.ts';
import { settle } from '../templates/answers.ts';
import { templateChanges } from '../templates/fill.ts';
import { knownTemplates } from '../templates/known.ts';
import { templateSchema } from '../templates/schema.ts';
import { workingDay } from '../templates/working-days.ts';

export const fillProject = defineCommand({
  name: 'project.fill',
  label: 'Begin from a template',
  allow: ['owner', 'manager'],
  internal: true,
  input: z.strictObject({
    template: z.string().max(80),
    answers: z.record(z.string().max(80), z.union([z.string().max(80), z.int()])).optional(),
    /** The soonest day that leaves room for the whole plan unless given. */
    goLive: z.iso.date().optional(),
  }),
  decide: (graph, input, { at, registry, newId }) => {
    const known = knownTemplates(graph);
    const template = known.find(({ id }) => id === input.template);
    if (!template) {
      return refuse('not-found', `There is no template called “${input.template}”.`, {
        path: ['template'],
        remedy: `Choose one of ${known.map(({ id }) => id).join(', ')}.`,
      });
    }
    const project = currentProject(graph);
    if (!project)
      return refuse('not-found', 'This scope has no project record.', { remedy: 'Create the project first.' });
    if (graph.count(gate.name) > 0 || graph.count('task') > 0) {
      return refuse('refused', 'This project has begun already; a template is for a new one.', {
        remedy: 'Make a new project from it.',
      });
    }
    const settled = settle(template.questions, input.answers ?? {});
    if ('problems' in settled) return settled;
    const { changes, made } = templateChanges({
      template,
      answers: settled.answers,
      goLive: input.goLive ?? soonest(template.plan, at.today),
      project: { id: project.id, title: project.fields.title },
      today: at.today,
      registry,
      newId,
    });
    return { changes, result: made };
  },
});

/** The day on which the longest way through the plan would end if it began today. */
function soonest(plan: readonly { readonly days?: readonly [number, number]; readonly at?: number }[], today: string) {
  const first = Math.min(0, ...plan.map(({ days, at }) => days?.[0] ?? at ?? 0));
  return workingDay(today, 1 - first);
}

export const keepTemplate = defineCommand({
  name: 'template.keep',
  label: 'Keep as a template',
  allow: ['owner', 'manager'],
  internal: true,
  input: z.strictObject({ template: templateSchema }),
  decide: (graph, { template }, { newId }) => {
    if (
      knownTemplates(graph).some(({ id }) => id === template.id) ||
      isTaken(graph.all(projectTemplate), template.id)
    ) {
      return refuse('conflict', `There is a template called “${template.id}” already.`, {
        path: ['title'],
        remedy: 'Choose another title, or remove the other template first.',
      });
    }
    const { id: name, title, summary } = template;
    const id = newId();
    const fields = { title, name, ...(summary === '' ? {} : { summary }), content: template };
    return { changes: [{ action: 'create', kind: projectTemplate.name, id, fields }], result: { id, name } };
  },
});

function isTaken(rows: Iterable<{ readonly fields: { readonly name: string } }>, name: string): boolean {
  return [...rows].some(({ fields }) => fields.name === name);
}
