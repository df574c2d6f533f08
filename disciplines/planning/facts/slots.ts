import { dateOf, defineFact, type Fact, isOver } from '@callosum/kernel';
import { task } from '../kinds/task.ts';
import { bookBy, testSlot } from '../kinds/test-slot.ts';
import { finishDay } from '../work.ts';

const slotsUnbooked = defineFact({
  name: 'planning.test-slots-missed',
  label: 'Test slots not booked in time',
  help: 'Slots of partners that are still only wanted although the last day for booking them has passed.',
  unit: 'slots',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { missed: 'Was to be booked by {{by}}', ahead: 'Book it by {{by}}', booked: 'Booked', used: 'Used' },
  select: testSlot,
  judge: ({ state, fields }, _graph, at) => {
    if (state === 'cancelled') return undefined;
    if (state !== 'wanted') return { ok: true, reason: state === 'used' ? 'used' : 'booked' };
    const by = bookBy(fields);
    return isOver(by, at)
      ? { ok: false, reason: 'missed', details: { by } }
      : { ok: true, reason: 'ahead', details: { by } };
  },
});

const slotsOffPlan = defineFact({
  name: 'planning.test-slots-off-plan',
  label: 'Test slots beside the plan',
  help: 'Slots on a day on which the task they serve is not planned, or that serve no task.',
  unit: 'slots',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    beside: 'On {{day}}; its task is planned from {{start}} to {{finish}}',
    alone: 'Serves no task of the plan',
    within: 'Within its task',
  },
  select: testSlot,
  judge: ({ id, state, fields }, graph) => {
    if (state === 'cancelled' || state === 'used') return undefined;
    const served = graph.get(task, graph.out(id, 'testSlot.serves')[0]?.to ?? '');
    const finish = served && finishDay(served);
    if (!served || finish === undefined) return { ok: false, reason: 'alone' };
    const [day, start] = [dateOf(fields.start), dateOf(served.fields.storedStart ?? finish)];
    if (start <= day && day <= finish) return { ok: true, reason: 'within' };
    return { ok: false, reason: 'beside', details: { day, start, finish } };
  },
});

export const SLOTS: readonly Fact[] = [slotsUnbooked, slotsOffPlan];
