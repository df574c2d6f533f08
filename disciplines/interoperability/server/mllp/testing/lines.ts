import { type Message, readHl7, valueAt } from '@callosum/hl7v2';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Block characters of MLLP. */
export const [VT, FS, CR] = ['\u000B', '\u001C', '\r'];

/** A message with a control id; `modes` are MSH-15 and MSH-16. */
export function messageText(controlId: string, more = 'PID|1||7^^^A^MR', modes = ''): string {
  return `MSH|^~\\&|LAB|WEST|EHR|EAST|20260102030405||ADT^A01|${controlId}|P|2.5|||${modes}${CR}${more}${CR}`;
}

export function messageNamed(controlId: string, more?: string, modes?: string): Message {
  const [message] = readHl7(messageText(controlId, more, modes)).messages;
  if (!message) throw new Error('no message');
  return message;
}

export function framed(text: string): string {
  return `${VT}${text}${FS}${CR}`;
}

/** MSA-1 and MSA-2 of what came back: “AA 77”. */
export function answersIn(bytes: Uint8Array): string[] {
  return readHl7(bytes).messages.map((one) => `${valueAt(one, 'MSA-1')} ${valueAt(one, 'MSA-2')}`.trim());
}

/** A bare socket, as a sender has it who knows nothing of MLLP. */
export interface Line {
  readonly say: (...pieces: readonly (string | Uint8Array)[]) => Promise<void>;
  /** Everything that came so far. */
  readonly heard: () => Uint8Array;
  /** Says no more, and waits until the other side has said all. */
  readonly ended: () => Promise<Uint8Array>;
  /** Whether the other side has ended it. */
  readonly isClosed: () => boolean;
  readonly cut: () => void;
}

export async function lineTo(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const pieces: Uint8Array[] = [];
  let closed = false;
  socket.on('end', () => (closed = true));
  socket.on('data', (bytes: Buffer) => pieces.push(bytes));
  socket.on('error', () => undefined);
  const closing = new Promise<void>((resolve) => {
    socket.once('close', () => {
      closed = true;
      resolve();
    });
  });
  await once(socket, 'connect');
  socket.setNoDelay(true);
  return {
    say: async (...texts) => {
      for (const text of texts) {
        await new Promise<void>((resolve) => void socket.write(text, () => resolve()));
        await new Promise((resolve) => void setImmediate(resolve));
      }
    },
    heard: () => Buffer.concat(pieces),
    ended: async () => {
      socket.end();
      await closing;
      return Buffer.concat(pieces);
    },
    isClosed: () => closed,
    cut: () => void socket.destroy(),
  };
}

/** A listener of a test, which does with bytes what it is told. */
export async function scriptedListener(onConnection: (socket: Socket, which: number) => void, port = 0) {
  let which = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket, (which += 1));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => which,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
