import { dateOf, defineCommand, type GraphReader, say } from '@callosum/kernel';
import { z } from 'zod';
import type { PlanMilestone } from '../default-gates.ts';
import { currentProject } from '../go-live.ts';
import { gate } from '../kinds/gate.ts';
import { projectTemplate } from '../kinds/project-template.ts';
import { refuse } from '../refuse.ts';
import { settle } from '../templates/answers.ts';
import { templateChanges } from '../templates/fill.ts';
import type { PlannedWork } from '../templates/plan.ts';
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
    /** The project has a plan out of a file: gates sit on its milestones, and the template’s own plan is left out. */
    ontoPlan: z.boolean().optional(),
  }),
  decide: (graph, input, { at, registry, newId }) => {
    const known = knownTemplates(graph);
    const template = known.find(({ id }) => id === input.template);
    if (!template) {
      return refuse('not-found', say`There is no template called “${input.template}”.`, {
        path: ['template'],
        remedy: say`Choose one of ${known.map(({ id }) => id).join(', ')}.`,
      });
    }
    const project = currentProject(graph);
    if (!project)
      return refuse('not-found', say`This scope has no project record.`, { remedy: say`Create the project first.` });
    const plan = input.ontoPlan === true ? planThere(graph, project.fields.goLive) : undefined;
    if (input.ontoPlan === true && !plan) {
      return refuse('refused', say`The plan has no dates, so a template has nothing to count from.`, {
        remedy: say`Import it without a template.`,
      });
    }
    if (graph.count(gate.name) > 0 || (graph.count('task') > 0 && !plan)) {
      return refuse('refused', say`This project has begun already; a template is for a new one.`, {
        remedy: say`Make a new project from it.`,
      });
    }
    const settled = settle(template.questions, input.answers ?? {});
    if ('problems' in settled) return settled;
    const { changes, made } = templateChanges({
      template,
      answers: settled.answers,
      goLive: plan?.day ?? input.goLive ?? soonest(template.plan, at.today),
      ...(plan ? { plan } : {}),
      project: { id: project.id, title: project.fields.title },
      today: at.today,
      registry,
      newId,
    });
    return { changes, result: made };
  },
});

/** The plan that a project has already; undefined when nothing of it has a date. */
function planThere(graph: GraphReader, day: string | undefined): (PlannedWork & { readonly day: string }) | undefined {
  const days: string[] = [];
  const milestones: PlanMilestone[] = [];
  for (const { id, fields } of graph.rows('task')) {
    const { storedStart: start, storedFinish: finish, title, milestone, summary, active } = fields;
    if (active === false || typeof start !== 'string' || typeof finish !== 'string') continue;
    days.push(dateOf(start), dateOf(finish));
    if (milestone === true && summary !== true)
      milestones.push({ id, title: typeof title === 'string' ? title : '', date: dateOf(finish) });
  }
  const [start] = days.sort();
  const finish = days.at(-1);
  if (start === undefined || finish === undefined || day === undefined) return undefined;
  return { changes: [], milestones, start, finish, goLive: undefined, day };
}

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
      return refuse('conflict', say`There is a template called “${template.id}” already.`, {
        path: ['title'],
        remedy: say`Choose another title, or remove the other template first.`,
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
