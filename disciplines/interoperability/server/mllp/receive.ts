import { createMllpReader, frameMllp, type Message, type MllpEvent, readHl7 } from '@callosum/hl7v2';
import { say, type Sentence } from '@callosum/kernel';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { answerTo, rejectUnread, type Stamp, TAKEN, type Verdict } from './answers.ts';
import type { ListenerLimits, Received } from './listener.ts';
import { type MllpProblem, mllpProblem, type MllpProblemCode, othersWords, peerOf } from './problems.ts';

interface Receiving {
  readonly accept?: (received: Received) => Verdict | Promise<Verdict>;
  readonly work: (received: Received) => Verdict | Promise<Verdict>;
  readonly onProblem: (problem: MllpProblem) => void;
  readonly counted: (what: 'received' | 'accepted' | 'rejected') => void;
  readonly limits: ListenerLimits;
  readonly stamp: Stamp;
}

/** So much that belongs to no message is passed over on a connection before it is closed. */
const MAX_NOISE = 65_536;
/** The first byte of a TLS handshake. */
const HANDSHAKE = 0x16;
const [CR, FS] = [13, 28];

/**
 * Takes the messages of one connection, one after the other. While one is in work nothing more is read, so that a sender that is faster than
 * the work waits at its own end.
 */
export function receive(socket: Socket, { accept, work, onProblem, counted, limits, stamp }: Receiving) {
  const peer = peerOf(socket);
  const reader = createMllpReader({ maxBytes: limits.maxBytes });
  const tell = (code: MllpProblemCode, detail?: Sentence): void => onProblem(mllpProblem(code, peer, detail));
  let pending = 0;
  let finishing = false;
  let noise = 0;
  let quiet: NodeJS.Timeout | undefined;

  const write = async (answer: Message | undefined): Promise<void> => {
    if (!answer || socket.destroyed) return;
    if (!socket.write(frameMllp(answer.bytes))) await drained(socket);
  };
  const reject = async (code: 'too-large' | 'no-message', detail?: Sentence): Promise<void> => {
    counted('received');
    counted('rejected');
    tell(code, detail);
    await write(rejectUnread(mllpProblem(code, peer, detail).text, stamp));
  };

  const handle = async (message: Message): Promise<void> => {
    counted('received');
    const received = { message, peer };
    const judge = (step: (received: Received) => Verdict | Promise<Verdict>): Promise<Verdict> =>
      Promise.resolve(received)
        .then(step)
        .catch((error: unknown): Verdict => {
          tell('failed', othersWords(error));
          return { ok: false, kind: 'error', text: mllpProblem('failed', peer).text };
        });
    const safe = accept ? await judge(accept) : TAKEN;
    const receipt = answerTo(message, 'accept', safe, stamp);
    await write(receipt);
    if (!safe.ok) {
      counted('rejected');
      // Whoever wants no answer to the receipt learns it from the answer to the work, so that he does not wait.
      if (!receipt) await write(answerTo(message, 'application', safe, stamp));
      return;
    }
    const done = await judge(work);
    counted(done.ok ? 'accepted' : 'rejected');
    await write(answerTo(message, 'application', done, stamp));
  };

  const see = async (event: MllpEvent): Promise<void> => {
    if (event.kind === 'too-large')
      return reject('too-large', say`It has ${event.length} bytes; ${limits.maxBytes} are taken.`);
    if (event.kind === 'unfinished') return tell('unfinished', say`It has ${event.bytes.length} bytes.`);
    if (event.kind === 'noise') {
      if (event.at === 0 && event.bytes[0] === HANDSHAKE) {
        tell('speaks-tls');
        socket.destroy();
      } else if (noise === 0) tell('noise');
      noise += event.bytes.length;
      return;
    }
    const { messages } = readHl7(event.bytes);
    if (messages.length === 0) return reject('no-message', say`It has ${event.bytes.length} bytes.`);
    for (const message of messages) await handle(message);
  };

  const take = async (events: readonly MllpEvent[]): Promise<void> => {
    for (const event of events) await see(event);
    if (noise > MAX_NOISE && !socket.destroyed) {
      tell('too-much-noise');
      socket.destroy();
    }
  };

  const done = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  let turn: Promise<void> = Promise.resolve();
  const inTurn = async (before: Promise<void>, read: () => readonly MllpEvent[]): Promise<void> => {
    await before;
    try {
      await take(read());
    } catch (error) {
      tell('failed', othersWords(error));
      socket.destroy();
    }
    pending -= 1;
    if (pending > 0) return;
    if (finishing) socket.end();
    else socket.resume();
  };
  const queue = (read: () => readonly MllpEvent[]): void => {
    pending += 1;
    socket.pause();
    turn = inTurn(turn, read);
  };
  socket.on('data', (bytes: Buffer) => {
    clearTimeout(quiet);
    queue(() => reader.push(bytes));
    // Some senders leave out the carriage return and wait for the answer.
    if (bytes.at(-1) === FS) quiet = setTimeout(() => queue(() => reader.push(Uint8Array.of(CR))), limits.quietMs);
  });
  socket.on('end', () => {
    clearTimeout(quiet);
    queue(() => reader.end());
    void turn.then(() => socket.end());
  });
  socket.setTimeout(limits.idleMs, () => {
    if (pending > 0) return;
    tell('idle');
    socket.destroy();
  });
  socket.on('error', (error) => tell('broken', othersWords(error)));
  socket.once('close', () => clearTimeout(quiet));
  return {
    finish: (): void => {
      finishing = true;
      if (pending === 0) socket.end();
    },
    done,
  };
}

/** Until what was written has left, or the connection is gone. */
async function drained(socket: Socket): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  socket.once('close', leave);
  await once(socket, 'drain', { signal: gone.signal }).catch(() => undefined);
  socket.off('close', leave);
}
