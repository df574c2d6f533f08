import { defineKind, OPEN_CLOSED, LEADS_WRITE, say } from '@callosum/kernel';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const shift = defineKind({
  name: 'shift',
  discipline: 'organisation',
  prefix: 'SHF',
  label: { one: 'Shift', many: 'Shifts' },
  help: 'When people are on duty: early, late, night. Training, support and cutover are planned around it.',
  home: ['organisation'],
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    starts: { type: 'text', label: 'Starts', help: 'Local time, such as 07:00.', maxLength: 5, sortable: true },
    ends: {
      type: 'text',
      label: 'Ends',
      help: 'Local time, such as 15:30; earlier than the start means the next day.',
      maxLength: 5,
    },
    pattern: { type: 'text', label: 'Pattern', help: 'Which days, such as Monday to Friday.', maxLength: 300 },
  },
  lifecycle: OPEN_CLOSED,
  permissions: LEADS_WRITE,
  check: ({ starts, ends }) =>
    Object.entries({ starts, ends }).flatMap(([name, time]) =>
      time === undefined || TIME.test(time)
        ? []
        : [
            {
              at: [name === 'starts' ? 'starts' : 'ends'] as const,
              message: say`“${time}” is no time of day.`,
              remedy: say`Write it as 07:00.`,
            },
          ],
    ),
  list: { columns: ['title', 'starts', 'ends', 'pattern'], sort: 'starts' },
  form: [{ title: 'Shift', fields: ['title', 'starts', 'ends', 'pattern'] }],
});
