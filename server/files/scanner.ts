import { refusal, say } from '@callosum/kernel';
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** Looks for malware in a file before it is kept. */
export interface Scanner {
  /** @throws Refusal `refused` when something was found, `store-unavailable` when nobody could look. */
  readonly scan: (path: string) => Promise<void>;
}

const PATIENCE_MS = 120_000;

/**
 * A scanner that is a program: it gets the file's path as its last argument and ends with 0 for clean, 1 for infected (as clamscan and
 * most others do); anything else means that it could not look.
 */
export function commandScanner(command: readonly string[], patience: number = PATIENCE_MS): Scanner {
  const [program = '', ...given] = command;
  return {
    scan: async (path) => {
      const status = await new Promise<number | undefined>((resolve) => {
        const child = spawn(program, [...given, path], { stdio: 'ignore', timeout: patience, killSignal: 'SIGKILL' });
        child.on('error', () => resolve(undefined));
        child.on('exit', (code) => resolve(code ?? undefined));
      });
      if (status === 1) throw infected('');
      if (status !== 0) throw blind();
    },
  };
}

/** The end of clamd's stream: a chunk of length zero. */
const END = Buffer.alloc(4);

/**
 * ClamAV's daemon, spoken to in its INSTREAM protocol.
 * @param address `host:port`, or the path of its socket.
 */
export function clamdScanner(address: string, patience: number = PATIENCE_MS): Scanner {
  const at = address.lastIndexOf(':');
  const target = address.startsWith('/')
    ? { path: address }
    : { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
  return {
    scan: async (path) => {
      const answer = await converse(target, path, patience).catch(() => '');
      if (answer.startsWith('stream: OK')) return;
      const found = answer.match(/^stream: (.{1,100}) FOUND/);
      throw found ? infected(found[1] ?? '') : blind();
    },
  };
}

async function converse(target: NetConnectOpts, path: string, patience: number): Promise<string> {
  const socket = connect(target);
  socket.setTimeout(patience, () => socket.destroy(new Error('clamd is silent')));
  const answered = new Promise<string>((resolve, reject) => {
    let said = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (said += text));
    socket.on('end', () => resolve(said));
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });
  // Clamd answers and hangs up when it has seen enough; what it said then counts, not that writing failed.
  const sending = send(socket, path).catch(() => undefined);
  const answer = await answered;
  await sending;
  socket.destroy();
  return answer;
}

async function send(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes)) await drained(socket);
    if (socket.destroyed) return;
  }
  socket.write(END);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', resolve);
  });
}

function infected(name: string): Error {
  return refusal(
    'refused',
    say`The virus scanner found something in this file${name && ` (${name})`}; nothing was kept.`,
    {
      path: ['file'],
      remedy: say`Have your computer checked, and do not send the file on.`,
    },
  );
}

function blind(): Error {
  return refusal('store-unavailable', say`The virus scanner does not answer, so that nothing can be kept.`, {
    remedy: say`Try again in a moment; if it stays so, tell whoever runs this installation.`,
  });
}
