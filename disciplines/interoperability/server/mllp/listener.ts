import { randomUUID } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Message } from '@callosum/hl7v2';
import type { Stamp, Verdict } from './answers.ts';
import { type MllpProblem, mllpProblem, othersWords, peerOf } from './problems.ts';
import { receive } from './receive.ts';
import { listenerTls, type TlsFiles } from './tls.ts';

/** One message that came in. */
export interface Received {
  readonly message: Message;
  /** As host:port. */
  readonly peer: string;
}

export interface ListenerOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** 127.0.0.1 unless given: nobody else is let in by mistake. */
  readonly host?: string;
  readonly tls?: TlsFiles;
  /** Before the answer to the receipt, in enhanced mode: whether the message is safe here. Taken unless given. */
  readonly accept?: (received: Received) => Verdict | Promise<Verdict>;
  /** What is done with a message. The next one of the same connection waits for it. */
  readonly work: (received: Received) => Verdict | Promise<Verdict>;
  readonly onProblem?: (problem: MllpProblem) => void;
  readonly limits?: Partial<ListenerLimits>;
  readonly stamp?: Partial<Stamp>;
}

export interface ListenerLimits {
  /** Bytes of a message. */
  readonly maxBytes: number;
  /** Milliseconds without a byte after which a connection is closed. */
  readonly idleMs: number;
  readonly connections: number;
  /** Milliseconds that work has to come to its end when the listener closes. */
  readonly finishMs: number;
  /** Milliseconds after an end block without its carriage return, before it counts as the end of a message. */
  readonly quietMs: number;
}

const USUAL: ListenerLimits = {
  maxBytes: 16 * 1_024 * 1_024,
  idleMs: 300_000,
  connections: 64,
  finishMs: 5_000,
  quietMs: 200,
};

/** A handshake that takes longer is given up. */
const HANDSHAKE_MS = 10_000;

/** What came in so far. `received` is `accepted` and `rejected` together, once nothing is in work. */
export interface ListenerCounts {
  readonly connections: number;
  /** Of the connections, those that are open now. */
  readonly connected: number;
  readonly received: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly problems: number;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  readonly counts: () => ListenerCounts;
  /** Takes no more connections, finishes what is in work, and closes. */
  readonly close: () => Promise<void>;
}

/** Opens a port for HL7 v2 messages over MLLP. @throws Error of Node, such as EADDRINUSE. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { host = '127.0.0.1' } = options;
  const limits = { ...USUAL, ...options.limits };
  const stamp: Stamp = {
    controlId: () => randomUUID().replaceAll('-', '').slice(0, 20),
    now: () => new Date(),
    ...options.stamp,
  };
  const counts = { connections: 0, received: 0, accepted: 0, rejected: 0, problems: 0 };
  const open = new Map<Socket, { readonly finish: () => void; readonly done: Promise<void> }>();
  const onProblem = (problem: MllpProblem): void => {
    counts.problems += 1;
    options.onProblem?.(problem);
  };
  /** Connections whose TLS handshake is not through. */
  const shaking = new Map<string, Socket>();
  let closing = false;
  const take = (socket: Socket): void => {
    shaking.delete(peerOf(socket));
    if (closing) {
      socket.destroy();
      return;
    }
    counts.connections += 1;
    const connection = receive(socket, {
      ...options,
      limits,
      stamp,
      onProblem,
      counted: (what) => void (counts[what] += 1),
    });
    open.set(socket, connection);
    void connection.done.then(() => open.delete(socket));
  };
  // A sender that has said all may still wait for its answers.
  const server = options.tls
    ? createTlsServer({ ...listenerTls(options.tls), allowHalfOpen: true, handshakeTimeout: HANDSHAKE_MS }, take)
    : createServer({ allowHalfOpen: true }, take);
  server.maxConnections = limits.connections;
  if (options.tls) {
    server.on('connection', (socket: Socket) => {
      const peer = peerOf(socket);
      shaking.set(peer, socket);
      socket.once('close', () => shaking.delete(peer));
    });
  }
  server.on('drop', (dropped) => onProblem(mllpProblem('too-many', peerOf(dropped ?? {}))));
  server.on('tlsClientError', (error: Error, socket: Socket) =>
    onProblem(mllpProblem('no-tls', peerOf(socket), othersWords(error))),
  );
  const port = await portOf(server, options.port, host);
  return {
    host,
    port,
    counts: () => ({ ...counts, connected: open.size }),
    close: async () => {
      closing = true;
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of shaking.values()) socket.destroy();
      for (const { finish } of open.values()) finish();
      const cut = setTimeout(() => {
        for (const socket of open.keys()) socket.destroy();
      }, limits.finishMs);
      await Promise.all([...open.values()].map(({ done }) => done));
      await closed;
      clearTimeout(cut);
    },
  };
}

function portOf(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
