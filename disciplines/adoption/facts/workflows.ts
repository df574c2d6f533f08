import { defineFact, type Fact, type FieldsOf, type GraphReader, type Judgement, type Row } from '@callosum/kernel';
import { course } from '../kinds/course.ts';
import { workflow } from '../kinds/workflow.ts';
import { workflowStep } from '../kinds/workflow-step.ts';
import { endsOf, titleOf } from '../people.ts';
import { stepsOf, type Waste, wasteOf, worseThan } from '../waste.ts';

type WorkflowRow = Row<FieldsOf<typeof workflow>>;

const WORDS = {
  touch: 'more touch time',
  wait: 'more waiting',
  handOffs: 'more hand-offs',
  reEntries: 'more re-entry',
  accuracy: 'less complete and accurate',
} as const;

const round = (value: number): number => Math.round(10 * value) / 10;

/** A future workflow with what it replaces; undefined for all others. */
function comparedOf(
  row: WorkflowRow,
  graph: GraphReader,
): { readonly future: Waste; readonly current: Waste; readonly replaced: string } | undefined {
  if (row.fields.map !== 'future' || row.state === 'retired') return undefined;
  const [replaced] = endsOf(graph, row.id, 'workflow.replaces');
  if (!replaced) return undefined;
  return {
    future: wasteOf(stepsOf(graph, row.id)),
    current: wasteOf(stepsOf(graph, replaced.id)),
    replaced: titleOf(replaced),
  };
}

/** Minutes of one run that the future takes less than today; negative when it takes more. */
function saved(part: (waste: Waste) => number) {
  return (row: WorkflowRow, graph: GraphReader): Judgement | undefined => {
    const compared = comparedOf(row, graph);
    if (!compared) return undefined;
    const { future, current, replaced } = compared;
    if (!future.measured || !current.measured) return { ok: false, reason: 'unmeasured', details: { replaced } };
    const details = { before: round(part(current)), after: round(part(future)), replaced };
    const value = part(current) - part(future);
    return { ok: value >= 0, value, reason: 'compared', details };
  };
}

const SAVED = {
  unit: 'minutes a run',
  fold: 'sum',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    compared: 'From {{before}} to {{after}} minutes, instead of “{{replaced}}”',
    unmeasured: 'Steps without touch time or wait, here or in “{{replaced}}”',
  },
  select: workflow,
} as const;

const touchSaved = defineFact({
  ...SAVED,
  name: 'adoption.workflow-touch-saved',
  label: 'Touch time saved',
  help: 'Minutes of work that one run of each future workflow takes less than the workflow it replaces, added up. Those that take more count against it; those not measured on both sides do not count and are named.',
  judge: saved(({ touch }) => touch),
});

const leadSaved = defineFact({
  ...SAVED,
  name: 'adoption.workflow-lead-saved',
  label: 'Lead time saved',
  help: 'As touch time saved, of work and waiting together: what the patient notices.',
  judge: saved(({ touch, wait }) => touch + wait),
});

const addingWaste = defineFact({
  name: 'adoption.workflows-adding-waste',
  label: 'Future workflows that add waste',
  help: 'Future workflows with more touch time, waiting, hand-offs or re-entry than what they replace, or whose runs are less often complete and accurate from end to end.',
  unit: 'workflows',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    worse: '{{how}} than “{{replaced}}”',
    better: 'Nowhere worse than “{{replaced}}”',
    empty: 'No steps to compare',
  },
  select: workflow,
  judge: (row, graph) => {
    const compared = comparedOf(row, graph);
    if (!compared) return undefined;
    const { future, current, replaced } = compared;
    if (future.steps === 0 || current.steps === 0) return { ok: false, reason: 'empty' };
    const how = worseThan(future, current).map((one) => WORDS[one]);
    if (how.length === 0) return { ok: true, reason: 'better', details: { replaced } };
    const words = how.join(', ');
    return { ok: false, reason: 'worse', details: { how: words.charAt(0).toUpperCase() + words.slice(1), replaced } };
  },
});

const notAgreed = defineFact({
  name: 'adoption.future-workflows-agreed',
  label: 'Future workflows agreed',
  help: 'Of the future workflows, those that were validated with the staff and agreed.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { agreed: 'Agreed', open: 'Only {{state}}' },
  select: workflow,
  judge: (row) => {
    if (row.fields.map !== 'future' || row.state === 'retired') return undefined;
    const state = workflow.lifecycle.states[row.state]?.label.toLowerCase() ?? row.state;
    return row.state === 'agreed' ? { ok: true, reason: 'agreed' } : { ok: false, reason: 'open', details: { state } };
  },
});

const stepsUntaught = defineFact({
  name: 'adoption.steps-without-training',
  label: 'Future steps nobody is taught',
  help: 'Steps of future workflows that no course teaches, neither the step nor its workflow, and of which nobody said why that needs no teaching. Retired courses teach nothing.',
  unit: 'steps',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { untaught: 'No course teaches it', taught: 'Taught in {{course}}', needless: 'Needs no teaching' },
  select: workflowStep,
  judge: (row, graph) => {
    const [of] = endsOf(graph, row.id, 'workflowStep.partOf');
    if (!of || of.state === 'retired' || of.fields.map !== 'future') return undefined;
    const taught = [row.id, of.id]
      .flatMap((id) => graph.in(id, 'course.teaches'))
      .flatMap(({ from }) => graph.get(course, from) ?? [])
      .find(({ state }) => state !== 'retired');
    if (taught) return { ok: true, reason: 'taught', details: { course: taught.fields.title } };
    const needless = row.fields.noTraining?.trim() !== undefined && row.fields.noTraining.trim() !== '';
    return { ok: needless, reason: needless ? 'needless' : 'untaught' };
  },
});

export const WORKFLOW_FACTS: readonly Fact[] = [touchSaved, leadSaved, addingWaste, notAgreed, stepsUntaught];
