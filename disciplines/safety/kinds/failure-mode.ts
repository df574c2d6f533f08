import { defineKind, type Fault, type FieldValues, type ValuesOf, say } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';
import { decideMode, hfmea, verdictText } from '../tables/hfmea.ts';

const YES_NO = { yes: 'Yes', no: 'No' } as const;
const RESPONSES = { eliminate: 'Eliminate', control: 'Control', accept: 'Accept' } as const;

const fields = {
  title: { type: 'text', label: 'Failure mode', help: 'How the step may fail.', required: true, maxLength: 300 },
  process: {
    type: 'text',
    label: 'Process',
    help: 'The process under analysis: a process of some 25 steps, no whole system.',
    maxLength: 300,
    sortable: true,
  },
  step: { type: 'text', label: 'Step', help: 'Number and letter, such as 3b.', maxLength: 60, sortable: true },
  cause: { type: 'text', label: 'Cause', help: 'Each cause is rated by itself.', multiline: true, material: true },
  effect: { type: 'text', label: 'Effect', help: 'What it would do to the patient.', multiline: true, material: true },
  score: {
    type: 'rating',
    label: 'Hazard score',
    help: 'Severity by probability, from the HFMEA table of the VA; the decision tree goes on from it.',
    table: hfmea,
    material: true,
    sortable: true,
  },
  singlePoint: {
    type: 'choice',
    label: 'Single-point weakness',
    help: 'Is the step so critical that its failure brings the whole down?',
    options: YES_NO,
    material: true,
    sortable: true,
  },
  effectiveControl: {
    type: 'choice',
    label: 'An effective control exists',
    help: 'One that would stop it for certain, and is in place.',
    options: YES_NO,
    material: true,
  },
  existingControl: {
    type: 'text',
    label: 'Existing control',
    help: 'Which, and how one knows that it works.',
    multiline: true,
  },
  obvious: {
    type: 'choice',
    label: 'So obvious that no control is warranted',
    help: 'Would it be seen before it does harm, every time?',
    options: YES_NO,
    material: true,
  },
  verdict: {
    type: 'formula',
    label: 'By the decision tree',
    help: 'Read from the published decision tree; it is not typed.',
    result: { type: 'text', label: 'Verdict' },
    of: (values: FieldValues) => verdictText(decideMode(values)),
  },
  response: {
    type: 'choice',
    label: 'Response',
    help: 'Eliminate the cause, control it, or accept it with a reason.',
    options: RESPONSES,
    sortable: true,
  },
  actionPlan: { type: 'text', label: 'Action', help: 'What is done, or why it is accepted.', multiline: true },
  outcomeMeasure: {
    type: 'text',
    label: 'Outcome measure',
    help: 'By what one will see that it worked.',
    multiline: true,
  },
  concurredBy: { type: 'person', label: 'Management concurs', help: 'Who of the management agrees to the action.' },
  owner: { type: 'person', label: 'Owner' },
  due: { type: 'date', label: 'Due', sortable: true },
} as const;

/** What a failure mode that proceeds still lacks, by field. */
export function missingOf(mode: ValuesOf<typeof fields>): (keyof typeof fields)[] {
  const { response, actionPlan, outcomeMeasure, owner, concurredBy } = mode;
  return [
    response ? [] : (['response'] as const),
    actionPlan?.trim() ? [] : (['actionPlan'] as const),
    outcomeMeasure?.trim() || response === 'accept' ? [] : (['outcomeMeasure'] as const),
    owner ? [] : (['owner'] as const),
    concurredBy ? [] : (['concurredBy'] as const),
  ].flat();
}

export const failureMode = defineKind({
  name: 'failureMode',
  discipline: 'safety',
  prefix: 'FMD',
  label: { one: 'Failure mode', many: 'Failure modes' },
  help: 'How a step of a process may fail, by HFMEA. The team that knows the process keeps it; the published decision tree says whether something must be done, the score alone does not.',
  fields,
  lifecycle: {
    initial: 'open',
    states: { open: { label: 'Open' }, settled: { label: 'Settled', closed: true } },
    moves: {
      settle: { label: 'Settle', from: ['open'], to: 'settled' },
      reopen: { label: 'Re-open', from: ['settled'], to: 'open' },
    },
  },
  links: {
    at: { to: ['workflowStep'], label: 'is a failure of', inverse: 'may fail by', most: 1, pins: 'review' },
    leadsTo: { to: ['hazard'], label: 'leads to', inverse: 'comes from' },
    treatedBy: { to: ['safetyControl'], label: 'is treated by', inverse: 'treats' },
  },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'process', 'step', 'score', 'verdict', 'response', 'owner', 'due'], sort: 'score' },
  form: [
    { title: 'Failure mode', fields: ['title', 'process', 'step', 'cause', 'effect'] },
    {
      title: 'Analysis',
      fields: ['score', 'singlePoint', 'effectiveControl', 'existingControl', 'obvious', 'verdict'],
    },
    { title: 'Action', fields: ['response', 'actionPlan', 'outcomeMeasure', 'concurredBy', 'owner', 'due'] },
  ],
  check: (values, { state }): readonly Fault<keyof typeof fields>[] => {
    if (state !== 'settled') return [];
    const verdict = decideMode(values);
    if (verdict.ends === 'stop') return [];
    if (verdict.ends === 'open') {
      return [
        { at: ['verdict'], message: say`The decision tree still asks: ${verdict.asks}`, remedy: say`Answer it first.` },
      ];
    }
    return missingOf(values).map((at) => ({
      at: [at],
      message: say`A failure mode that proceeds is settled with an action; “${fields[at].label}” is missing.`,
      remedy: say`Give it, or answer the decision tree anew.`,
    }));
  },
});
