import { createMllpReader, frameMllp, type Message, readHl7 } from '@callosum/hl7v2';
import { say, type Sentence } from '@callosum/kernel';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { endOf, type MllpProblem, mllpProblem, othersWords } from './problems.ts';
import { senderTls, type TlsFiles } from './tls.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
  readonly tls?: TlsFiles;
  /** The name in the certificate of the other side, where it is not the host. */
  readonly servername?: string;
}

/** What came back on a connection, or that it has ended. */
export type Heard =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'ended'; readonly problem: MllpProblem };

/** An open connection to a listener. */
export interface Connection {
  /** Resolves when the bytes have left; false when the connection is gone. */
  readonly write: (bytes: Uint8Array) => Promise<boolean>;
  /** What comes next; undefined when nothing came in time. */
  readonly hear: (milliseconds: number) => Promise<Heard | undefined>;
  readonly isOpen: () => boolean;
  /** This end, as host:port: what the other side sees. */
  readonly here: string;
  readonly close: () => void;
}

/** Connects, with TLS where that is asked for. @returns why not, where it cannot be. */
export async function connectTo(
  target: Target,
  timeoutMs: number,
  maxBytes: number,
): Promise<Connection | MllpProblem> {
  const { host, port, tls, servername } = target;
  const peer = `${host}:${port}`;
  const socket = tls ? connectTls({ host, port, ...senderTls(tls, host, servername) }) : connectPlain({ host, port });
  const failure = await opened(socket, tls ? 'secureConnect' : 'connect', timeoutMs);
  if (failure === undefined) return connectionOver(socket, peer, maxBytes);
  socket.destroy();
  return mllpProblem(tls && isAboutTrust(failure) ? 'no-tls' : 'not-reached', peer, othersWords(failure));
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(new Error(`no connection within ${timeoutMs} ms`)), timeoutMs);
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      resolve(error);
    };
    socket.once(event, () => settle());
    // Kept for good: an error that nobody listens for would end the process.
    socket.on('error', settle);
    socket.once('close', () => settle(new Error('the other side closed the connection')));
  });
}

const NETWORK = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EAI_AGAIN']);

function isAboutTrust(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && !NETWORK.has(error.code);
}

function connectionOver(socket: Socket, peer: string, maxBytes: number): Connection {
  const reader = createMllpReader({ maxBytes });
  const heard: Heard[] = [];
  let listening: (() => void) | undefined;
  let ended = false;
  const tell = (one: Heard): void => {
    heard.push(one);
    listening?.();
  };
  const end = (detail: Sentence): void => {
    if (ended) return;
    ended = true;
    tell({ kind: 'ended', problem: mllpProblem('broken', peer, detail) });
  };
  socket.on('data', (bytes: Buffer) => {
    for (const event of reader.push(bytes)) {
      if (event.kind !== 'message') continue;
      for (const message of readHl7(event.bytes).messages) tell({ kind: 'answer', message });
    }
  });
  socket.on('error', (error) => end(othersWords(error)));
  socket.once('close', () => end(say`The other side closed it.`));
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        if (ended || socket.destroyed) resolve(false);
        else socket.write(frameMllp(bytes), (error) => resolve(!error));
      }),
    hear: async (milliseconds) => {
      if (heard.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          listening = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        listening = undefined;
      }
      return heard.shift();
    },
    isOpen: () => !ended && !socket.destroyed,
    here: endOf(socket.localAddress, socket.localPort),
    close: () => {
      // Whoever waits for an answer hears it at once.
      end(say`It was closed here.`);
      socket.end();
      socket.destroySoon();
    },
  };
}
