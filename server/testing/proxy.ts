import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands between a server and its PostgreSQL and can cut connections where it hurts. */
export interface DatabaseProxy {
  /** Address of the database through the proxy. */
  readonly url: string;
  /**
   * The commit of the transaction that sends these words reaches PostgreSQL, and its connection is cut when PostgreSQL answers it;
   * what others commit meanwhile goes on.
   */
  readonly cutCommitAfter: (words: string) => void;
  /** Cuts every connection now. */
  readonly cutAll: () => void;
  /** New connections are cut at once while it refuses. */
  readonly refuse: (refusing: boolean) => void;
  readonly close: () => Promise<void>;
}

const COMMIT = Buffer.from('commit\0');

/** @param url address of a database behind a unix socket or a TCP port. */
export async function createProxy(url: string): Promise<DatabaseProxy> {
  const real = new URL(url);
  const host = decodeURIComponent(real.hostname);
  const target = host.startsWith('/')
    ? { path: join(host, `.s.PGSQL.${real.port || 5_432}`) }
    : { host, port: Number(real.port || 5_432) };
  const directory = await mkdtemp(join(tmpdir(), 'callosum-proxy-'));
  const open = new Set<Socket>();
  let armed: Buffer | undefined;
  let refusing = false;

  const server = createServer((near) => {
    if (refusing) {
      near.destroy();
      return;
    }
    const far = connect(target);
    let meant = false;
    let cutting = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      if (armed && bytes.includes(armed)) meant = true;
      if (meant && bytes.includes(COMMIT)) {
        armed = undefined;
        meant = false;
        cutting = true;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (cutting) near.destroy();
      else near.write(bytes);
    });
  });
  const path = join(directory, '.s.PGSQL.5432');
  server.listen(path);
  await once(server, 'listening');
  const through = new URL(url);
  through.host = `${encodeURIComponent(directory)}:5432`;
  return {
    url: through.href,
    cutCommitAfter: (words) => {
      armed = Buffer.from(words);
    },
    cutAll: () => {
      for (const socket of open) socket.destroy();
    },
    refuse: (now) => {
      refusing = now;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
