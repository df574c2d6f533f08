import { type Message } from '@callosum/hl7v2';

const [LF, CR] = [10, 13];

/**
 * A message as it goes over a connection: its own bytes, with segments that end in a carriage return, as MLLP wants it. Line breaks within a value stay.
 */
export function wireBytes(message: Message): Uint8Array {
  const { bytes, charset } = message;
  if (!bytes.includes(LF) && bytes.at(-1) === CR) return bytes;
  const text = message.segments.map(({ raw }) => `${raw}\r`).join('');
  return charset.encode(text) ?? bytes;
}
