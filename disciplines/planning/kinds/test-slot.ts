import { addDays, dateOf, defineKind, LEADS_WRITE, say } from '@callosum/kernel';
import type { Fault } from '@callosum/kernel';

/** The last day on which a slot can be booked. */
export function bookBy({ start, leadDays = 0 }: { readonly start: string; readonly leadDays?: number }): string {
  return addDays(dateOf(start), -leadDays);
}

export const testSlot = defineKind({
  name: 'testSlot',
  discipline: 'planning',
  prefix: 'SLT',
  label: { one: 'Test slot', many: 'Test slots' },
  help: 'Hours in which a partner (a laboratory, a pharmacy, an exchange, a vendor) tests with us, and how long before they must be booked. Whoever leads the test owns it; a slot that is missed costs weeks.',
  fields: {
    title: { type: 'text', label: 'Slot', required: true, maxLength: 300 },
    partner: {
      type: 'text',
      label: 'Partner',
      help: 'Who tests with us.',
      required: true,
      maxLength: 300,
      sortable: true,
    },
    start: {
      type: 'localTime',
      exact: true,
      label: 'Begins',
      help: 'In the time of the project.',
      required: true,
      sortable: true,
      material: true,
    },
    finish: { type: 'localTime', exact: true, label: 'Ends', help: 'The same day or later.', material: true },
    leadDays: {
      type: 'number',
      label: 'Booked before',
      help: 'So many days before it begins the partner wants to know; then the slot is gone.',
      unit: 'd',
      min: 0,
      integer: true,
      material: true,
    },
    confirmation: {
      type: 'text',
      label: 'Confirmation',
      help: 'Number, or who confirmed it and when.',
      maxLength: 300,
    },
    owner: { type: 'person', label: 'Owner' },
    remarks: { type: 'text', label: 'Remarks', multiline: true },
  },
  lifecycle: {
    initial: 'wanted',
    states: {
      wanted: { label: 'Wanted' },
      booked: { label: 'Booked' },
      used: { label: 'Used', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      book: { label: 'Is booked', from: ['wanted'], to: 'booked' },
      use: { label: 'Was used', from: ['booked'], to: 'used' },
      lose: { label: 'Is booked no more', from: ['booked'], to: 'wanted' },
      cancel: { label: 'Cancel', from: ['wanted', 'booked'], to: 'cancelled' },
      want: { label: 'Wanted after all', from: ['cancelled'], to: 'wanted' },
    },
  },
  links: {
    serves: { to: ['task'], label: 'serves', inverse: 'is tested in', most: 1 },
    tests: { to: ['interface'], label: 'tests', inverse: 'is tested in slot' },
  },
  permissions: LEADS_WRITE,
  happens: ({ state, fields: { start, finish, partner } }) =>
    state === 'cancelled'
      ? undefined
      : { from: start, place: partner, ...(finish === undefined ? {} : { until: finish }) },
  waitsUntil: ({ state, fields }) => (state === 'wanted' ? bookBy(fields) : dateOf(fields.start)),
  list: { columns: ['title', 'partner', 'start', 'leadDays', 'owner'], sort: 'start' },
  form: [
    { title: 'Slot', fields: ['title', 'partner', 'start', 'finish', 'owner'] },
    { title: 'Booking', fields: ['leadDays', 'confirmation', 'remarks'] },
  ],
  check: ({ start, finish }): Fault<'finish'>[] =>
    finish !== undefined && finish < start
      ? [{ at: ['finish'], message: say`The slot ends before it begins.`, remedy: say`Correct one of the two times.` }]
      : [],
});
