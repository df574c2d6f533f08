import { type FieldsOf, type GraphReader, type Moment, type OfficeHolder, type Row } from '@callosum/kernel';
import { appointment } from './kinds/appointment.ts';
import { person } from './kinds/person.ts';
import { officeLabel } from './offices.ts';

export type AppointmentRow = Row<FieldsOf<typeof appointment>>;
type PersonRow = Row<FieldsOf<typeof person>>;

/** Whom an appointment is of; nobody when the person has left or was withdrawn. */
export function appointee(graph: GraphReader, id: string): PersonRow | undefined {
  const edge = graph.out(id, 'appointment.of')[0];
  const found = edge && graph.get(person, edge.to);
  return found?.state === 'active' ? found : undefined;
}

/** Whether an appointment covers a day. */
export function covers({ fields }: AppointmentRow, day: string): boolean {
  return fields.from <= day && (fields.due === undefined || fields.due >= day);
}

/** The appointments that hold on a day, here and further up, each with its holder. */
export function* inOffice(graph: GraphReader, day: string): Generator<{ row: AppointmentRow; holder: PersonRow }> {
  for (const row of graph.all(appointment)) {
    const holder = covers(row, day) ? appointee(graph, row.id) : undefined;
    if (holder) yield { row, holder };
  }
}

/** Offices an account holds: those of the person it belongs to. */
export function officesHeld(graph: GraphReader, account: string, at: Moment): readonly string[] {
  const held = new Set<string>();
  for (const { row, holder } of inOffice(graph, at.today))
    if (holder.fields.account === account) held.add(row.fields.office);
  return [...held];
}

/** Who holds which office, by the names of the offices. */
export function officeHolders(graph: GraphReader, at: Moment): OfficeHolder[] {
  return [...inOffice(graph, at.today)]
    .map(({ row, holder }) => ({
      appointment: row.id,
      office: row.fields.office,
      label: officeLabel(row.fields.office),
      holder: holder.fields.title,
      ...(holder.fields.account === undefined ? {} : { account: holder.fields.account }),
      ...(row.fields.due === undefined ? {} : { until: row.fields.due }),
    }))
    .sort((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
}
