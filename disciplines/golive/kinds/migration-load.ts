import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const ROUNDS = {
  trial: 'Trial',
  mock1: 'Mock load 1',
  mock2: 'Mock load 2',
  mock3: 'Mock load 3',
  rehearsal: 'Final rehearsal',
  final: 'Final load',
  delta: 'Catch-up load',
} as const;

export const migrationLoad = defineKind({
  name: 'migrationLoad',
  discipline: 'golive',
  prefix: 'MLD',
  label: { one: 'Migration load', many: 'Migration loads' },
  help: 'One run in which a class of data was extracted, changed and loaded. The conversion lead keeps it; in a good one every record that was extracted was loaded, merged or rejected, and nobody wonders where the rest is.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    round: {
      type: 'choice',
      label: 'Round',
      help: 'Mock loads are for finding faults; the final load is for none.',
      options: ROUNDS,
      sortable: true,
    },
    owner: { type: 'person', label: 'Conversion lead' },
    due: { type: 'date', label: 'Planned for', sortable: true },
    extractedAt: {
      type: 'dateTime',
      label: 'Extraction ended',
      help: 'What changes in the old system after it is not in the load.',
      material: true,
    },
    startedAt: { type: 'dateTime', label: 'Load began', help: 'Loads are timed: the cutover plan rests on it.' },
    finishedAt: {
      type: 'dateTime',
      label: 'Load ended',
      help: 'When the last record was in; with the beginning, what the cutover plan has to allow for.',
      material: true,
      sortable: true,
    },
    rules: {
      type: 'text',
      label: 'Version of the rules',
      help: 'Version of the conversion rules it ran with.',
      maxLength: 100,
      material: true,
    },
    extracted: {
      type: 'number',
      label: 'Extracted',
      help: 'Records taken from the old system.',
      min: 0,
      integer: true,
      material: true,
    },
    loaded: {
      type: 'number',
      label: 'Loaded',
      help: 'Records now in the new one; extracted = loaded + merged + rejected.',
      min: 0,
      integer: true,
      material: true,
    },
    merged: {
      type: 'number',
      label: 'Merged',
      help: 'Into a record that was there.',
      min: 0,
      integer: true,
      material: true,
    },
    rejected: {
      type: 'number',
      label: 'Rejected',
      help: 'And listed for somebody to mend.',
      min: 0,
      integer: true,
      material: true,
    },
    missing: {
      type: 'formula',
      label: 'Unaccounted for',
      help: 'Extracted, less loaded, merged and rejected.',
      result: { type: 'number', label: 'Unaccounted for' },
      of: ({ extracted, loaded, merged, rejected }) =>
        typeof extracted === 'number' && typeof loaded === 'number'
          ? extracted - loaded - Number(merged ?? 0) - Number(rejected ?? 0)
          : undefined,
    },
    controlTotals: {
      type: 'text',
      label: 'Control totals',
      help: 'Sums that must agree at both ends, and whether they did.',
      multiline: true,
    },
    file: { type: 'text', label: 'Proof of the file', help: 'SHA-256 of what was loaded.', maxLength: 200 },
    finding: {
      type: 'text',
      label: 'What was found',
      help: 'What was rejected and why; what the next round changes.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      loaded: { label: 'Loaded', rests: 'always' },
      discarded: { label: 'Discarded', closed: true },
    },
    moves: {
      load: { label: 'Loaded', from: ['planned'], to: 'loaded' },
      discard: { label: 'Discard', from: ['planned', 'loaded'], to: 'discarded' },
      plan: { label: 'Back to planned', from: ['loaded', 'discarded'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['dataClass'], label: 'moves', inverse: 'is moved by', most: 1 },
    into: { to: ['environment'], label: 'goes into', inverse: 'takes load', most: 1 },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'round', 'due', 'finishedAt', 'extracted', 'loaded', 'missing', 'owner'], sort: 'due' },
  form: [
    { title: 'Load', fields: ['title', 'round', 'owner', 'due', 'rules'] },
    { title: 'Run', fields: ['extractedAt', 'startedAt', 'finishedAt', 'file'] },
    {
      title: 'Count',
      fields: ['extracted', 'loaded', 'merged', 'rejected', 'missing', 'controlTotals', 'finding'],
    },
  ],
  check: ({ extractedAt, startedAt, finishedAt, extracted, loaded }, { state }) => [
    ...(startedAt !== undefined && finishedAt !== undefined && finishedAt < startedAt
      ? [
          {
            at: ['finishedAt'] as const,
            message: say`It ended before it began.`,
            remedy: say`Correct one of the times.`,
          },
        ]
      : []),
    ...(extractedAt !== undefined && finishedAt !== undefined && finishedAt < extractedAt
      ? [
          {
            at: ['extractedAt'] as const,
            message: say`It was extracted after it was loaded.`,
            remedy: say`Correct one of the times.`,
          },
        ]
      : []),
    ...(state === 'loaded' && (extracted === undefined || loaded === undefined || finishedAt === undefined)
      ? [
          {
            at: [finishedAt === undefined ? 'finishedAt' : extracted === undefined ? 'extracted' : 'loaded'] as const,
            message: say`A load that was run has an end and counts.`,
            remedy: say`Give when it ended, and what was extracted and loaded.`,
          },
        ]
      : []),
  ],
});
