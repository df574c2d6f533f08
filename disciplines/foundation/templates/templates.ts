import { daysBetween, type Registry, type TemplateOffer, type Templates } from '@callosum/kernel';
import { fillProject, keepTemplate } from '../commands/template.ts';
import { templateChanges } from './fill.ts';
import { knownTemplates, type KnownTemplate } from './known.ts';
import { shippedTemplates } from './shipped.ts';
import { registersShown, takenTemplate } from './take.ts';

/** Any Monday will do: what a template brings does not hang on the day. */
const SOME_MONDAY = '2029-01-08';

/** What projects can begin with. */
export const templates: Templates = {
  shipped: shippedTemplates.map(({ id, title, summary, questions }) => ({ name: id, title, summary, questions })),
  offered: (organisation, registry) => knownTemplates(organisation).map((template) => offerOf(template, registry)),
  fill: fillProject.name,
  taken: takenTemplate,
  keep: keepTemplate.name,
  registers: registersShown,
};

function offerOf(template: KnownTemplate, registry: Registry): TemplateOffer {
  const { id, title, summary, source, version, status, record, questions } = template;
  let next = 0;
  const { made } = templateChanges({
    template,
    answers: Object.fromEntries(questions.map((question) => [question.key, question.default])),
    goLive: SOME_MONDAY,
    project: { id: 'nothing is written', title },
    today: '',
    registry,
    newId: () => String((next += 1)),
  });
  return {
    name: id,
    title,
    summary,
    source,
    version,
    status,
    ...(record === undefined ? {} : { record }),
    questions,
    brings: {
      weeks: Math.round(daysBetween(made.start, SOME_MONDAY) / 7),
      registers: made.registers.length,
      counts: made.counts,
      gates: made.gates.map((gate) => gate.title),
      documents: made.documents.length,
    },
  };
}
