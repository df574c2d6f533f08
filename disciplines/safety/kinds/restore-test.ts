import {
  addDays,
  defineKind,
  type Fault,
  type FieldValues,
  hasCome,
  inSeries,
  say,
  SCOPE_TYPES,
  type Sentence,
} from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';
import { safetyLimits } from '../tables/practice.ts';

const TYPES = {
  full: 'Full restore',
  partial: 'Part of the data',
  failover: 'Failover',
  failback: 'Failback',
  configuration: 'Configuration',
} as const;

const hours = (label: string, help: string) =>
  ({ type: 'number', label, help, unit: 'h', min: 0, material: true, sortable: true }) as const;

export const restoreTest = defineKind({
  name: 'restoreTest',
  discipline: 'safety',
  prefix: 'RST',
  label: { one: 'Restore test', many: 'Restore tests' },
  help: 'A backup brought back, with a clock beside it. Whoever runs the system owns it; good is a measured time, data that somebody checked, and a test that is not old.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Test', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What was brought back, and how much of it.',
      options: TYPES,
      sortable: true,
    },
    environment: {
      type: 'text',
      label: 'Restored to',
      help: 'Where, and how like the real one it is.',
      maxLength: 300,
      material: true,
    },
    rto: hours('Recovery time objective', 'Target: until when it should run again.'),
    measuredRto: hours('Measured recovery time', 'From the order to restore until people could work.'),
    rpo: hours('Recovery point objective', 'Target: how much data, by age, may be lost.'),
    measuredRpo: hours('Measured recovery point', 'Age of the newest data that came back.'),
    data: {
      type: 'choice',
      label: 'Data after the restore',
      help: 'A system that runs with wrong data is not restored.',
      options: { whole: 'Checked and whole', damaged: 'Checked, with faults', unchecked: 'Not checked' },
      material: true,
    },
    checkedBy: { type: 'person', label: 'Data checked by', help: 'Somebody who works with the data.' },
    findings: {
      type: 'text',
      label: 'Findings',
      help: 'What took long, what was missing, what was done by hand.',
      multiline: true,
    },
    outcome: {
      type: 'formula',
      label: 'Outcome',
      help: 'Reckoned from the times measured against RTO and RPO, and from the data.',
      result: { type: 'text', label: 'Outcome' },
      of: (values) => {
        const missed = missedBy(values);
        return missed === undefined ? 'Met' : `Not met: ${missed.text}`;
      },
    },
    due: { type: 'date', label: 'Planned for', sortable: true },
    heldOn: {
      type: 'date',
      label: 'Held on',
      help: 'The day of the clock; a test gets old from then on.',
      material: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      done: { label: 'Done', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      finish: { label: 'Finish', from: ['planned'], to: 'done' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      reopen: { label: 'Re-open', from: ['done', 'cancelled'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['criticalFunction', 'system'], label: 'restores', inverse: 'was restored in' },
  },
  permissions: TEAM_AND_OFFICER,
  fails: ({ state, fields }, _graph, at) => {
    const { heldOn } = fields;
    if (state !== 'done' || heldOn === undefined || !hasCome(heldOn, at)) return say`has not been done`;
    const missed = missedBy(fields);
    if (missed !== undefined) return say`missed its objective: ${missed}`;
    return isTooOld(heldOn, at.today) ? say`was held on ${heldOn}, too long ago` : undefined;
  },
  list: { columns: ['title', 'type', 'rto', 'measuredRto', 'rpo', 'measuredRpo', 'heldOn', 'owner'], sort: 'due' },
  form: [
    { title: 'Test', fields: ['title', 'type', 'environment', 'due', 'owner'] },
    { title: 'Measured', fields: ['heldOn', 'rto', 'measuredRto', 'rpo', 'measuredRpo', 'outcome'] },
    { title: 'Data', fields: ['data', 'checkedBy', 'findings'] },
  ],
  check: ({ heldOn, measuredRto }, { state }) => {
    if (state !== 'done') return [];
    const faults: Fault<'heldOn' | 'measuredRto'>[] = [];
    if (heldOn === undefined)
      faults.push({ at: ['heldOn'], message: say`A test was held on a day.`, remedy: say`Say on which.` });
    if (measuredRto === undefined)
      faults.push({
        at: ['measuredRto'],
        message: say`A restore test has a measured time.`,
        remedy: say`Give the hours it took.`,
      });
    return faults;
  },
});

/** Whether a test of a day no longer proves anything on another. */
export function isTooOld(heldOn: string, today: string): boolean {
  return addDays(heldOn, safetyLimits.restoreTestDays) < today;
}

/** What of its objectives a test missed, in words; undefined when it met them all. What was not measured was not met. */
export function missedBy(values: FieldValues): Sentence | undefined {
  const missed = [
    miss(say`recovery time`, values['measuredRto'], values['rto']),
    miss(say`recovery point`, values['measuredRpo'], values['rpo']),
    values['data'] === 'whole' ? undefined : say`the data were not found whole`,
  ].filter((one) => one !== undefined);
  return missed.length > 0 ? inSeries(missed) : undefined;
}

function miss(what: Sentence, measured: unknown, target: unknown): Sentence | undefined {
  if (typeof target !== 'number') return say`no objective for the ${what}`;
  if (typeof measured !== 'number') return say`no measured ${what}`;
  return measured > target ? say`${what} ${measured} h of ${target} h` : undefined;
}
