import type { FastifyInstance } from 'fastify';
import { createHttp } from './http/app.ts';
import { hasAccounts, inviteFirst } from './identity/invitations.ts';
import { type Installation, openInstallation, type OpenOptions } from './open.ts';
import { organisation } from './store/scopes.ts';

export interface ServeOptions extends OpenOptions {
  readonly host: string;
  readonly port: number;
  /** Folder of the built web client; without it the API alone is served. */
  readonly pages?: string;
}

export interface RunningServer {
  readonly installation: Installation;
  /** What to open in a browser. */
  readonly address: string;
  /** Path of the one-time link, while there is no account. */
  readonly firstLink: string | undefined;
  readonly close: () => Promise<void>;
}

/** Time that requests in flight have to finish when the server stops. */
const FINISH_MS = 10_000;

/** Opens the installation and serves it until closed. */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const installation = await openInstallation(options);
  let http: FastifyInstance | undefined;
  try {
    http = await createHttp(installation, options.pages);
    const address = await http.listen({ host: options.host, port: options.port });
    const firstLink = (await hasAccounts(installation.pool)) ? undefined : await firstLinkPath(installation);
    const server = http;
    return {
      installation,
      address,
      firstLink,
      close: async () => {
        await closeInTime(server);
        await installation.close();
      },
    };
  } catch (error) {
    await http?.close();
    await installation.close();
    throw error;
  }
}

/** What is in flight may be finished; what hangs is cut off. */
async function closeInTime(http: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), FINISH_MS);
  try {
    await http.close();
  } finally {
    clearTimeout(cut);
  }
}

async function firstLinkPath({ pool, db }: Installation): Promise<string> {
  const { token } = await inviteFirst(pool, (await organisation(db)).id);
  return `/join/${token}`;
}
