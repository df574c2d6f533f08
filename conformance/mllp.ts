import { listen } from '@callosum/interoperability/server';
import { createMllpReader, frameMllp, type Message, readHl7, valueAt } from '@callosum/hl7v2';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** A quick run takes every so many files. */
const QUICK_STEP = 4;
const LONGEST_PIECE = 700;

/**
 * Sends every message to a listener in pieces cut at random, and holds what arrived against what was sent, byte for byte.
 * @param corpora folder that holds `interop/v2`
 */
export async function mllp(
  corpora: string,
  quick: boolean,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const root = join(corpora, 'interop', 'v2');
  const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.hl7')).toSorted();
  let arrived: Uint8Array | undefined;
  const listener = await listen({
    port: 0,
    work: ({ message }) => {
      arrived = message.bytes;
      return { ok: true };
    },
  });
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const [index, file] of files.entries()) {
    if (quick && index % QUICK_STEP !== 0) continue;
    const [message] = readHl7(await readFile(join(root, file))).messages;
    arrived = undefined;
    const fault = message ? await exchanged(listener.port, message, index, () => arrived) : 'no message';
    if (fault === undefined) passed += 1;
    else {
      failed += 1;
      lines.push(`${file}: ${fault}`);
    }
  }
  await listener.close();
  return { name: 'HL7 v2 messages, over MLLP', passed, failed, lines };
}

/** What went wrong with one message; undefined when nothing did. */
async function exchanged(
  port: number,
  message: Message,
  seed: number,
  arrived: () => Uint8Array | undefined,
): Promise<string | undefined> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  const reader = createMllpReader();
  const answers: string[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('error', () => resolve());
    socket.on('end', () => resolve());
    socket.on('data', (data: Buffer) => {
      for (const event of reader.push(data)) {
        const [answer] = event.kind === 'message' ? readHl7(event.bytes).messages : [];
        if (answer) answers.push(`${valueAt(answer, 'MSA-1')} ${valueAt(answer, 'MSA-2')}`);
      }
    });
  });
  const block = frameMllp(message.bytes);
  let state = seed + 1;
  for (let at = 0; at < block.length;) {
    state = (state * 48_271) % 2_147_483_647;
    const end = at + 1 + (state % LONGEST_PIECE);
    socket.write(block.subarray(at, end));
    at = end;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  socket.end();
  await ended;
  socket.destroy();
  const expected = answersTo(message);
  if (answers.join() !== expected.join()) return `was answered “${answers.join()}” instead of “${expected.join()}”`;
  const got = arrived();
  return got && Buffer.from(got).equals(message.bytes) ? undefined : 'did not arrive as it was sent';
}

/** What a message that is taken is to be answered (HL7 v2 chapter 2.9, table 0155): AA without MSH-15 and MSH-16; else as each of them says. */
function answersTo(message: Message): string[] {
  const [accept, application] = [valueAt(message, 'MSH-15'), valueAt(message, 'MSH-16')];
  const original = accept === '' && application === '';
  const wanted = (condition: string): boolean => condition === 'AL' || condition === 'SU';
  const codes = [...(wanted(accept) ? ['CA'] : []), ...(original || wanted(application) ? ['AA'] : [])];
  return codes.map((code) => `${code} ${valueAt(message, 'MSH-10')}`);
}
