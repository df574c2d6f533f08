import type { Discipline } from '../declare/discipline.ts';
import { defineFact } from '../declare/fact.ts';
import { defineKind, NO_LIFECYCLE, OPEN_CLOSED } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { SCOPE_TYPES } from '../declare/scope.ts';

/** A step of work: one parent, many predecessors, and a field owners alone may not change once it is closed. */
export const step = defineKind({
  name: 'step',
  discipline: 'sample',
  prefix: 'STP',
  label: { one: 'Step', many: 'Steps' },
  help: 'For tests.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    effort: { type: 'number', label: 'Effort', min: 0, material: true },
    due: { type: 'date', label: 'Due' },
    score: { type: 'number', label: 'Score', computed: true },
  },
  lifecycle: OPEN_CLOSED,
  links: {
    partOf: { to: ['step'], label: 'is part of', inverse: 'consists of', most: 1, acyclic: true },
    after: {
      to: ['step'],
      label: 'comes after',
      inverse: 'comes before',
      acyclic: true,
      fields: { lag: { type: 'number', label: 'Lag' } },
    },
    mentions: { to: ['step', 'remark'], label: 'mentions', inverse: 'is mentioned by', pins: 'review' },
  },
  permissions: { ...MANAGERS_WRITE, update: [{ role: 'owner', where: { state: ['open'] } }] },
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Step', fields: ['title', 'effort', 'due'] }],
});

/** At version 3: first “text” became “title”, then “stars” became a number. */
export const remark = defineKind({
  name: 'remark',
  discipline: 'sample',
  prefix: 'RMK',
  label: { one: 'Remark', many: 'Remarks' },
  help: 'For tests.',
  home: SCOPE_TYPES,
  version: 3,
  upgrades: [
    {
      to: 2,
      why: 'Every kind has a title.',
      up: ({ text, ...rest }) => (text === undefined ? rest : { ...rest, title: text }),
    },
    {
      to: 3,
      why: 'Stars are counted.',
      up: (fields) => (typeof fields.stars === 'string' ? { ...fields, stars: fields.stars.length } : fields),
    },
  ],
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    stars: { type: 'number', label: 'Stars' },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Remark', fields: ['title', 'stars'] }],
});

const openEffort = defineFact({
  name: 'sample.effort',
  label: 'Effort',
  help: 'Sum of effort of steps with everything before them.',
  unit: 'h',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { plain: 'Effort {{effort}}' },
  select: step,
  judge: (row, graph) => {
    const before = graph.out(row.id, 'step.after').flatMap((edge) => graph.get(step, edge.to) ?? []);
    const effort = before.reduce((sum, one) => sum + (one.fields.effort ?? 0), row.fields.effort ?? 0);
    return { ok: row.state === 'closed', value: effort, reason: 'plain', details: { effort } };
  },
});

const overdue = defineFact({
  name: 'sample.overdue',
  label: 'Overdue',
  help: 'Open steps past their day.',
  unit: 'steps',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { overdue: 'Overdue', fine: 'Fine' },
  select: step,
  judge: (row, _graph, at) => {
    if (row.fields.due === undefined) return undefined;
    const ok = row.state === 'closed' || row.fields.due >= at.today;
    return { ok, reason: ok ? 'fine' : 'overdue' };
  },
});

/** Reads whole kinds and arriving links, which is where following by difference goes wrong first. */
const mentioned = defineFact({
  name: 'sample.mentioned',
  label: 'Mentioned',
  help: 'Share of remarks that a step mentions while there are fewer steps than remarks.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 0,
  reasons: { plain: '' },
  select: remark,
  judge: (row, graph) => {
    const by = graph.in(row.id, 'step.mentions').filter((edge) => graph.get(step, edge.from));
    return { ok: by.length > 0 && graph.count('step') <= graph.count('remark') + 2, reason: 'plain' };
  },
});

const largest = defineFact({
  name: 'sample.largest',
  label: 'Largest effort',
  help: 'Largest effort of a step, its parents’ included.',
  unit: 'h',
  fold: 'largest',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { plain: '' },
  select: step,
  judge: (row, graph) => {
    let value = row.fields.effort ?? 0;
    let parent = graph.out(row.id, 'step.partOf')[0];
    // Links of what is withdrawn sleep, and may run in a circle while they do.
    for (
      let above = parent && graph.get(step, parent.to);
      parent && above;
      above = parent && graph.get(step, parent.to)
    ) {
      value += above.fields.effort ?? 0;
      parent = graph.out(above.id, 'step.partOf')[0];
    }
    return { ok: true, value, reason: 'plain' };
  },
});

export const sample: Discipline = {
  name: 'sample',
  label: 'Sample',
  kinds: [step, remark],
  commands: [],
  facts: [openEffort, overdue, mentioned, largest],
};
