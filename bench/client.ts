import { API_PATH, AUTH_PATH, FILES_PATH, streamPath } from '@callosum/kernel/contract';
import { bigMspdi } from '@callosum/schedule/testing';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';

const EMAIL = 'bench@example.org';

/** HTTP as a browser speaks it: signed in, over connections that are kept. */
export interface Client {
  readonly address: string;
  readonly cookie: string;
  readonly get: <Answer>(path: string) => Promise<Answer>;
  readonly post: <Answer>(path: string, body: unknown) => Promise<Answer>;
  /** The answer's bytes, unread; of a POST when a body is given. */
  readonly bytes: (path: string, body?: unknown) => Promise<Buffer>;
  /** Uploads a synthetic plan of so many tasks. @returns its hash. */
  readonly upload: (tasks: number) => Promise<string>;
  /** Uploads a text. @returns its hash. */
  readonly uploadText: (text: string) => Promise<string>;
  /** Follows a project's server-sent events; `close` ends it. */
  readonly follow: (key: string, onText: (text: string) => void) => Promise<{ close: () => void }>;
}

export interface Sent {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
}

/** A client with a session's cookie. */
export function createClient(address: string, cookie: string): Client {
  const agent = new Agent({ keepAlive: true });
  const headers = { cookie, 'content-type': 'application/json' };
  const bytes = async (sending: Promise<Sent>): Promise<Buffer> => {
    const { status, body } = await sending;
    if (status >= 300) throw new Error(`${status}: ${body.toString('utf8').slice(0, 500)}`);
    return body;
  };
  const read = async <Answer>(sending: Promise<Sent>): Promise<Answer> =>
    JSON.parse((await bytes(sending)).toString('utf8'));
  const get = (path: string): Promise<Sent> => send(agent, 'GET', `${address}${API_PATH}${path}`, headers);
  const post = (path: string, body: unknown): Promise<Sent> =>
    send(agent, 'POST', `${address}${API_PATH}${path}`, headers, JSON.stringify(body));
  const upload = async (body: string | Readable): Promise<string> => {
    const { hash }: { hash: string } = await read(send(agent, 'POST', `${address}${FILES_PATH}`, headers, body));
    return hash;
  };
  return {
    address,
    cookie,
    get: (path) => read(get(path)),
    post: (path, body) => read(post(path, body)),
    bytes: (path, body) => bytes(body === undefined ? get(path) : post(path, body)),
    upload: (tasks) => upload(Readable.from(bigMspdi(tasks))),
    uploadText: (text) => upload(text),
    follow: async (key, onText) => {
      const stream = request(`${address}${streamPath(key)}`, { headers });
      const answered = new Promise<IncomingMessage>((resolve, reject) =>
        stream.once('response', resolve).once('error', reject),
      );
      stream.end();
      const response = await answered;
      response
        .setEncoding('utf8')
        .on('data', onText)
        .on('error', () => undefined);
      return { close: () => stream.destroy() };
    },
  };
}

/** Sends one request and reads the whole answer. */
export function send(
  agent: Agent,
  method: 'GET' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string | Readable,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const text = typeof body === 'string' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const sending: ClientRequest = request(url, { method, agent, headers: { ...headers, ...text } }, (response) => {
      const parts: Buffer[] = [];
      response
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), headers: response.headers }),
        )
        .on('error', reject);
    });
    sending.on('error', reject);
    if (body instanceof Readable) body.pipe(sending);
    else sending.end(body);
  });
}

/** Uses the one-time link of a new installation. */
export async function firstAccount(address: string, link: string, password: string): Promise<void> {
  const token = link.slice(link.lastIndexOf('/') + 1);
  const body = JSON.stringify({ token, name: 'Bench', email: EMAIL, password });
  const json = { 'content-type': 'application/json' };
  const { status } = await send(new Agent(), 'POST', `${address}${API_PATH}/people/join`, json, body);
  if (status !== 200) throw new Error(`The first account could not be made: ${status}.`);
}

/** Signs in. @returns the session's cookie. */
export async function signIn(address: string, password: string, email = EMAIL): Promise<string> {
  const body = JSON.stringify({ email, password });
  const json = { 'content-type': 'application/json', origin: address };
  const { status, headers } = await send(new Agent(), 'POST', `${address}${AUTH_PATH}/sign-in/email`, json, body);
  if (status !== 200) throw new Error(`Signing in failed: ${status}.`);
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
