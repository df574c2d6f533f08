import { addDays, defineCommand, restOn, say } from '@callosum/kernel';
import { z } from 'zod';
import { governance, reasonSchema } from '../governance.ts';
import { criterion } from '../kinds/criterion.ts';
import { gate } from '../kinds/gate.ts';
import { refuse, refuseConsole } from '../refuse.ts';

export const waiveCriterion = defineCommand({
  name: 'criterion.waive',
  label: 'Waive criterion',
  signs: 'waives the criterion',
  allow: ['owner', 'manager', 'executive'],
  input: z.strictObject({ id: z.uuid(), until: z.iso.date(), reason: reasonSchema }),
  decide: (graph, { id, until, reason }, { actor, at, registry }) => {
    if (actor.account === 'console') return refuseConsole('waive a criterion');
    const row = graph.get(criterion, id);
    if (!row) return refuse('not-found', say`The criterion is not there.`, { path: ['id'] });
    if (until <= at.today) return refuse('invalid', say`A waiver must end in the future.`, { path: ['until'] });
    const last = addDays(at.today, governance.waiverDaysMost);
    if (until > last) {
      return refuse('invalid', say`A waiver lasts at most ${governance.waiverDaysMost} days.`, {
        path: ['until'],
        remedy: say`Choose a day up to ${last}; it can be renewed.`,
      });
    }
    const fields = { waivedBy: actor.account, waivedUntil: until, waiverReason: reason };
    const gates = graph.out(id, 'criterion.of').flatMap(({ to }) => graph.get(gate, to) ?? []);
    return {
      changes: [{ action: 'update', id, fields }],
      stated: {
        title: `Waive “${row.fields.title}”`,
        lines: [
          ...gates.map((one) => ({ label: 'Gate', text: `${one.fields.key} ${one.fields.title}` })),
          { label: 'Waived until', date: until },
          { label: 'Reason', text: reason },
          { label: 'Weight', text: (row.fields.stop ?? false) ? 'stop criterion' : 'score criterion' },
        ],
        rests: [row, ...gates].map((one) => restOn(registry, one)),
        on: id,
      },
    };
  },
});

export const unwaiveCriterion = defineCommand({
  name: 'criterion.unwaive',
  label: 'End waiver',
  allow: ['owner', 'manager', 'executive'],
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }) => {
    if (!graph.get(criterion, id)) return refuse('not-found', say`The criterion is not there.`, { path: ['id'] });
    return { changes: [{ action: 'update', id, fields: { waivedBy: null, waivedUntil: null, waiverReason: null } }] };
  },
});
