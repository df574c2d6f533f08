import { edit, findAll, readHl7, valueAt } from '../index.ts';

const file = readHl7(
  [
    'MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ORU^R01^ORU_R01|77|P|2.5.1',
    'PID|1||12^^^A~34^^^B||Doe^Jane',
    'OBX|1|NM|2345-7^Glucose^LN||95|mg/dL',
    'OBX|2|TX|NOTE||fasting\\.br\\repeat',
  ].join('\r'),
);
const [message] = file.messages;

export const trigger = message && valueAt(message, 'MSH-9.2');

// Every value of a field, with its place in the file.
const values = message ? findAll(message, 'OBX-5') : undefined;
export const results = values?.ok
  ? values.value.map(({ path, plain, bytes, place }) => ({ path, plain, byte: bytes.start, line: place.line }))
  : [];

// A new message; everything else stays as it was, byte for byte.
const changed = message && edit(message, [{ path: 'PID-3[2].1', value: '5|6' }]);
export const line = changed?.ok ? changed.value.segments[1]?.raw : changed?.error.remedy;
