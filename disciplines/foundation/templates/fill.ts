import {
  type Change,
  type FieldValues,
  type Registry,
  say,
  told,
  type TemplateAnswers,
  type TemplateMade,
} from '@callosum/kernel';
import { defaultGateChanges, defaultGates, type GateTemplate, type PlanMilestone } from '../default-gates.ts';
import { scorecard } from '../scorecard.ts';
import { applies, times } from './answers.ts';
import { type PlannedWork, planChanges } from './plan.ts';
import type { Template, TemplateRecord } from './schema.ts';
import { textOf } from './text.ts';
import { workingDay } from './working-days.ts';

export interface FillInput {
  readonly template: Template;
  /** Every question answered. */
  readonly answers: TemplateAnswers;
  /** YYYY-MM-DD */
  readonly goLive: string;
  /** The project's own record. */
  readonly project: { readonly id: string; readonly title: string };
  /** The plan it has already, when that came out of a file: the template’s own is left out then. */
  readonly plan?: PlannedWork;
  readonly today: string;
  readonly registry: Registry;
  readonly newId: () => string;
}

/** Everything a new project gets out of a template. The same input gives the same. */
export function templateChanges(input: FillInput): {
  readonly changes: readonly Change[];
  readonly made: TemplateMade;
} {
  const { template, answers, goLive, project, today, registry, newId } = input;
  const plan = input.plan ?? planChanges(template, answers, goLive, newId);
  const gates = defaultGateChanges({
    milestones: plan.milestones,
    start: plan.start,
    finish: plan.finish,
    goLive,
    newId,
    gates: gatesOf(template, answers, registry),
  });
  const registers = template.registers
    .filter(({ kind, when }) => registry.kinds.has(kind) && applies(when, answers))
    .map(({ kind }) => kind);
  const changes: Change[] = [
    { action: 'update', id: project.id, fields: { goLive, registers: [...new Set(registers)] } },
    ...plan.changes,
    ...(plan.goLive === undefined
      ? []
      : [{ action: 'link', id: newId(), type: 'project.goLive', from: project.id, to: plan.goLive } as const]),
    ...recordChanges(input),
    ...gates.changes,
  ];
  const made: TemplateMade = {
    template: template.id,
    answers,
    start: plan.start,
    finish: plan.finish,
    goLive,
    counts: countsOf(changes),
    registers,
    gates: datesOf(changes, plan.milestones),
    documents: template.documents.filter(({ when }) => applies(when, answers)).map(({ title }) => title),
    warnings: [
      ...(input.plan === undefined && plan.start < today
        ? [
            {
              code: 'plan-began-already',
              ...told(
                say`Counted back from go-live, the plan would have begun on ${plan.start}. Choose a later go-live, or shorten the plan.`,
              ),
            },
          ]
        : []),
      ...gates.warnings,
    ],
  };
  return { changes, made };
}

/** The gates with what they ask: their own criteria, and those of the scorecard that were wanted. */
function gatesOf(template: Template, answers: TemplateAnswers, registry: Registry): GateTemplate[] {
  const wanted = template.scorecard.filter(({ when }) => applies(when, answers));
  return template.gates.flatMap((one) => {
    const gate = typeof one === 'string' ? defaultGates.gates.find(({ key }) => key === one) : one;
    if (!gate) return [];
    const known = new Set(gate.criteria.map(({ key }) => key));
    const more = scorecard.criteria.filter(
      (criterion) =>
        criterion.gate === gate.key &&
        !known.has(criterion.key) &&
        wanted.some(
          ({ discipline, only }) =>
            criterion.fact.startsWith(`${discipline}.`) && (only === undefined || only.includes(criterion.key)),
        ),
    );
    const criteria = [...gate.criteria, ...more.map(({ gate: _gate, ...criterion }) => criterion)];
    return [{ ...gate, criteria: criteria.filter(({ fact }) => registry.facts.has(fact)) }];
  });
}

function recordChanges({ template, answers, goLive, project, newId }: FillInput): Change[] {
  const made = template.records
    .filter(({ when }) => applies(when, answers))
    .flatMap((record) =>
      Array.from({ length: times(record.each, answers) }, (_, at) => ({ record, id: newId(), count: at + 1 })),
    );
  const ids = new Map(made.map(({ record, id }) => [record.key, id]));
  return [
    ...made.map(({ record, id, count }): Change => {
      const fields = fieldsOf(record, { title: project.title, count, goLive });
      return { action: 'create', kind: record.kind, id, fields };
    }),
    ...made.flatMap(({ record, id }) =>
      (record.links ?? []).flatMap(({ type, to }): Change[] => {
        const end = ids.get(to);
        return end === undefined ? [] : [{ action: 'link', id: newId(), type, from: id, to: end }];
      }),
    ),
  ];
}

function fieldsOf(
  { fields, days }: TemplateRecord,
  { title, count, goLive }: { readonly title: string; readonly count: number; readonly goLive: string },
): FieldValues {
  const written = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? value.replaceAll('{n}', String(count)).replaceAll('{title}', title).slice(0, 2_000)
      : value,
  ]);
  const dated = Object.entries(days ?? {}).map(([name, offset]) => [name, workingDay(goLive, offset)]);
  return Object.fromEntries([...written, ...dated]);
}

function countsOf(changes: readonly Change[]): TemplateMade['counts'] {
  const kinds = changes.flatMap((change) => (change.action === 'create' ? [change.kind] : []));
  return [...Map.groupBy(kinds, (kind) => kind)].map(([kind, of]) => ({ kind, count: of.length }));
}

/** Each gate on the day of the milestone it sits on, in the order of the days. */
function datesOf(changes: readonly Change[], milestones: readonly PlanMilestone[]): TemplateMade['gates'] {
  const days = new Map(milestones.map(({ id, date }) => [id, date]));
  const seats = new Map<string, string>();
  for (const change of changes) {
    if (change.action === 'create' && typeof change.fields.storedFinish === 'string' && !days.has(change.id)) {
      days.set(change.id, change.fields.storedFinish.slice(0, 10));
    }
    if (change.action === 'link' && change.type === 'gate.sitsOn') seats.set(change.from, change.to);
  }
  const gates = changes.flatMap((change) => {
    if (change.action !== 'create' || change.kind !== 'gate') return [];
    const date = days.get(seats.get(change.id) ?? '');
    return date === undefined ? [] : [{ key: textOf(change.fields.key), title: textOf(change.fields.title), date }];
  });
  return gates.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}
