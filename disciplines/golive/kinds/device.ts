import { addDays, defineKind, hasCome, isOver, ROLES, rulesFor, say, TEAM_WRITES } from '@callosum/kernel';
import { cutoverLimits } from '../limits.ts';

/** What is done at every device in its place, in a technical dress rehearsal. */
export const DEVICE_CHECKS = {
  login: 'Log in',
  print: 'Print',
  label: 'Print a label',
  scan: 'Scan a barcode',
  card: 'Read a card',
  sign: 'Sign',
  data: 'Send its data',
  sound: 'Alarm and sound',
} as const;

export const device = defineKind({
  name: 'device',
  discipline: 'golive',
  prefix: 'DVC',
  label: { one: 'Device', many: 'Devices' },
  help: 'A workstation, printer, scanner or medical device in its place. Technical support keeps it; a good one was tried where it stands, by logging in, printing and scanning as on the first day.',
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    assetTag: { type: 'text', label: 'Asset tag', help: 'As on its label.', maxLength: 100, sortable: true },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What is tried with it follows from it.',
      options: {
        workstation: 'Workstation',
        cart: 'Workstation on wheels',
        thin: 'Thin client',
        tablet: 'Tablet or phone',
        printer: 'Printer',
        label: 'Label or wristband printer',
        scanner: 'Scanner',
        card: 'Card reader',
        signature: 'Signature pad',
        medical: 'Medical device',
        kiosk: 'Kiosk or display',
        other: 'Other',
      },
      sortable: true,
    },
    place: { type: 'text', label: 'Place', help: 'Room or bed.', maxLength: 300, sortable: true },
    critical: {
      type: 'flag',
      label: 'Critical',
      help: 'Care stops at this place without it.',
      sortable: true,
    },
    spare: { type: 'flag', label: 'A spare stands by', help: 'Near enough to be fetched by whoever stands there.' },
    toCheck: {
      type: 'choices',
      label: 'To be tried',
      help: 'What this device has to do.',
      options: DEVICE_CHECKS,
      material: true,
    },
    worked: {
      type: 'choices',
      label: 'Worked',
      help: 'Tried where it stands, with the account of somebody who works there.',
      options: DEVICE_CHECKS,
    },
    testedOn: { type: 'date', label: 'Tried on', sortable: true },
    owner: { type: 'person', label: 'Tried by' },
    fault: { type: 'text', label: 'Fault', help: 'What did not work, and what is done about it.', multiline: true },
    image: {
      type: 'text',
      label: 'Software',
      help: 'Image, driver or firmware version.',
      maxLength: 200,
      material: true,
    },
    due: { type: 'date', label: 'To be tried by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      inPlace: { label: 'In place' },
      passed: { label: 'Works' },
      failed: { label: 'Fails' },
      removed: { label: 'Removed', closed: true },
    },
    moves: {
      place: { label: 'Put in place', from: ['planned'], to: 'inPlace' },
      pass: { label: 'Works', from: ['inPlace', 'failed'], to: 'passed' },
      fail: { label: 'Fails', from: ['inPlace', 'passed'], to: 'failed' },
      again: { label: 'Try again', from: ['passed', 'failed'], to: 'inPlace' },
      remove: { label: 'Remove', from: ['planned', 'inPlace', 'passed', 'failed'], to: 'removed' },
      bringBack: { label: 'Bring back', from: ['removed'], to: 'planned' },
    },
  },
  links: {
    at: { to: ['unit'], label: 'stands in', inverse: 'has device', most: 1 },
    sendsOver: { to: ['interface'], label: 'sends its data over', inverse: 'carries data of' },
    replacedBy: { to: ['device'], label: 'is replaced by', inverse: 'replaces', most: 1, acyclic: true },
  },
  permissions: TEAM_WRITES,
  waits: rulesFor(ROLES, { allOf: [{ field: 'owner', isMe: true }, { state: ['planned', 'inPlace', 'failed'] }] }),
  list: {
    columns: ['title', 'assetTag', 'type', 'place', 'critical', 'spare', 'testedOn', 'owner'],
    sort: 'place',
  },
  form: [
    { title: 'Device', fields: ['title', 'assetTag', 'type', 'place', 'critical', 'spare', 'image'] },
    { title: 'Dress rehearsal', fields: ['toCheck', 'worked', 'testedOn', 'owner', 'due', 'fault'] },
  ],
  fails: ({ state, fields: { testedOn } }, _graph, at) => {
    if (state === 'failed') return say`fails`;
    if (state !== 'passed' || testedOn === undefined || !hasCome(testedOn, at)) return say`has not been tried`;
    const until = addDays(testedOn, cutoverLimits.deviceTestDays);
    return isOver(until, at) ? say`was to be tried again by ${until}` : undefined;
  },
  check: ({ toCheck = [], worked = [], testedOn, fault }, { state }) => {
    const open = toCheck.filter((one) => !worked.includes(one)).map((one) => DEVICE_CHECKS[one]);
    return [
      ...((state === 'passed' || state === 'failed') && testedOn === undefined
        ? [{ at: ['testedOn'] as const, message: say`It was tried on some day.`, remedy: say`Give the day.` }]
        : []),
      ...(state === 'passed' && open.length > 0
        ? [
            {
              at: ['worked'] as const,
              message: say`Not everything it has to do has worked: ${open.join(', ')}.`,
              remedy: say`Try it, or say that it fails.`,
            },
          ]
        : []),
      ...(state === 'failed' && !fault?.trim()
        ? [
            {
              at: ['fault'] as const,
              message: say`It fails, and nothing says how.`,
              remedy: say`Say what did not work.`,
            },
          ]
        : []),
    ];
  },
});
