import { acknowledge, createMllpReader, frameMllp, readHl7 } from '../index.ts';

const reader = createMllpReader({ maxBytes: 10_000_000 });
export const answers: Uint8Array[] = [];

/** What a connection does with the bytes that come in. */
export function take(bytes: Uint8Array): void {
  for (const event of reader.push(bytes)) {
    if (event.kind !== 'message') continue;
    const [message] = readHl7(event.bytes).messages;
    if (!message) continue;
    const answer = acknowledge(message, { code: 'AA', controlId: 'A1', time: '20260102030405' });
    answers.push(frameMllp(answer.bytes));
  }
}
