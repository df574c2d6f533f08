import { type Change, type CommandForm, defineCommand, say } from '@callosum/kernel';
import { z } from 'zod';
import { covers } from '../appointments.ts';
import { appointment } from '../kinds/appointment.ts';
import { person } from '../kinds/person.ts';
import { officeLabel, offices } from '../offices.ts';
import { refuse } from '../refuse.ts';

export const appoint = defineCommand({
  name: 'office.appoint',
  label: 'Appoint',
  allow: ['owner', 'manager'],
  input: z.strictObject({
    office: z.string(),
    person: z.uuid(),
    from: z.iso.date(),
    until: z.iso.date().optional(),
    reason: z.string().trim().min(1).max(20_000).optional(),
  }),
  decide: (graph, { office, person: who, from, until, reason }, { newId }) => {
    if (!Object.hasOwn(offices.offices, office)) {
      return refuse('invalid', say`There is no office “${office}”.`, {
        path: ['office'],
        remedy: say`Choose one of ${Object.keys(offices.offices).join(', ')}.`,
      });
    }
    const holder = graph.get(person, who);
    if (holder?.state !== 'active') {
      return refuse('not-found', say`This person is not among the people who work here.`, {
        path: ['person'],
        remedy: say`Enter the person first.`,
      });
    }
    if (until !== undefined && until < from) {
      return refuse('invalid', say`An appointment cannot end before it begins.`, { path: ['until'] });
    }
    const again = [...graph.all(appointment)].find(
      (row) =>
        graph.owns(row.id) &&
        row.fields.office === office &&
        covers(row, from) &&
        graph.out(row.id, 'appointment.of').some((edge) => edge.to === who),
    );
    if (again) {
      return refuse('conflict', say`${holder.fields.title} holds this office on ${from} already.`, {
        path: ['from'],
        remedy: say`End the other appointment first, or begin after it.`,
      });
    }
    const id = newId();
    const fields = {
      title: `${officeLabel(office)}: ${holder.fields.title}`,
      office,
      from,
      ...(until === undefined ? {} : { due: until }),
      ...(reason === undefined ? {} : { reason }),
    };
    const changes: Change[] = [
      { action: 'create', kind: appointment.name, id, fields },
      { action: 'link', id: newId(), type: 'appointment.of', from: id, to: who },
    ];
    return { changes, result: { id } };
  },
});

/** Offered as long as nobody has said when it ends, or to say it anew. */
const ENDING: CommandForm = {
  on: appointment.name,
  help: 'Whoever holds the office holds it for the last time on this day. Who was in office before stays on record.',
  asks: { on: { type: 'date', label: 'Last day in office', required: true } },
};

export const endAppointment = defineCommand({
  name: 'office.end',
  label: 'End appointment',
  allow: ['owner', 'manager'],
  forms: [ENDING],
  input: z.strictObject({ id: z.uuid(), on: z.iso.date() }),
  decide: (graph, { id, on }) => {
    const row = graph.get(appointment, id);
    if (!row) return refuse('not-found', say`The appointment is not there.`, { path: ['id'] });
    if (on < row.fields.from) {
      return refuse('invalid', say`It began on ${row.fields.from} and cannot end before.`, {
        path: ['on'],
        remedy: say`Withdraw it when it never was.`,
      });
    }
    return { changes: [{ action: 'update', id, fields: { due: on } }] };
  },
});
