import { defineFact, type Fact, type FieldsOf, isOver, type Row, say } from '@callosum/kernel';
import { DEFECT_DONE } from '../kinds/blocking.ts';
import { defect, SEVERITIES } from '../kinds/defect.ts';

type DefectRow = Row<FieldsOf<typeof defect>>;

const isOpen = ({ state }: DefectRow): boolean => !DEFECT_DONE.includes(state);

/** What all facts over defects have in common. No defect is a true nought: whether anything was tested is asked elsewhere. */
const COUNT = { unit: 'defects', fold: 'failing', better: 'lower', whenEmpty: 0, select: defect } as const;

const stateOf = ({ state }: DefectRow): string => defect.lifecycle.states[state]?.label ?? state;

const severityOne = defineFact({
  ...COUNT,
  name: 'adoption.defects-severity-1-open',
  label: 'Open defects of severity 1',
  help: 'Defects of the highest severity that are neither closed nor found to be none. Putting one off does not close it.',
  reasons: { open: '{{state}}', done: 'Done' },
  judge: (row) =>
    row.fields.severity === '1'
      ? { ok: !isOpen(row), reason: isOpen(row) ? 'open' : 'done', details: { state: stateOf(row) } }
      : undefined,
});

const severityTwo = defineFact({
  ...COUNT,
  name: 'adoption.defects-severity-2-unaccepted',
  label: 'Open defects of severity 2 without an accepted workaround',
  help: 'Defects that block work and for which nobody answers for working around them.',
  reasons: { open: '{{state}}, workaround not accepted', accepted: 'Workaround accepted', done: 'Done' },
  judge: (row) => {
    if (row.fields.severity !== '2') return undefined;
    if (!isOpen(row)) return { ok: true, reason: 'done' };
    const { workaround, acceptedBy } = row.fields;
    if (workaround?.trim() && acceptedBy) return { ok: true, reason: 'accepted' };
    return { ok: false, reason: 'open', details: { state: stateOf(row) } };
  },
});

const safety = defineFact({
  ...COUNT,
  name: 'adoption.defects-safety-open',
  label: 'Open defects that may harm a patient',
  help: 'Open defects with the safety flag, whatever their severity and whether a workaround is accepted or not.',
  reasons: { open: 'Severity {{severity}}: {{state}}', done: 'Done' },
  judge: (row) =>
    row.fields.safety === true
      ? {
          ok: !isOpen(row),
          reason: isOpen(row) ? 'open' : 'done',
          details: { severity: SEVERITIES[row.fields.severity], state: stateOf(row) },
        }
      : undefined,
});

const overdue = defineFact({
  ...COUNT,
  name: 'adoption.defects-overdue',
  label: 'Defects overdue',
  help: 'Open defects past the day they were to be mended by, and those nobody mends.',
  reasons: { overdue: 'Was due on {{due}}', nobody: 'Nobody mends it', inTime: 'In time', done: 'Done' },
  judge: (row, _graph, at) => {
    if (!isOpen(row)) return { ok: true, reason: 'done' };
    const { due, owner } = row.fields;
    if (due !== undefined && isOver(due, at)) return { ok: false, reason: 'overdue', details: { due } };
    return { ok: owner !== undefined, reason: owner === undefined ? 'nobody' : 'inTime' };
  },
});

const retest = defineFact({
  ...COUNT,
  name: 'adoption.defects-awaiting-retest',
  label: 'Defects awaiting their retest',
  help: 'Mended, and not yet tried again: until then nobody knows.',
  reasons: { waiting: 'Mended in {{build}}, not tried again', not: '{{state}}' },
  judge: (row) =>
    row.state === 'retest'
      ? { ok: false, reason: 'waiting', details: { build: row.fields.fixedIn ?? say`an unnamed build` } }
      : { ok: true, reason: 'not', details: { state: stateOf(row) } },
});

export const DEFECT_FACTS: readonly Fact[] = [severityOne, severityTwo, safety, overdue, retest];
