import { API_PATH, AUTH_PATH } from '@callosum/kernel/contract';
import { z } from 'zod';

/** An answer of the server, its body read as JSON where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A browser's worth of fetch: an address and, once signed in, a session cookie. */
export interface TestClient {
  readonly account: { readonly id: string; readonly name: string; readonly email: string };
  readonly cookie: string;
  /** A request below /api/v1; objects are sent as JSON. */
  readonly request: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Reads and checks an answer's shape. @throws Error that shows any answer other than 200. */
  readonly read: <T>(shape: z.ZodType<T>, path: string) => Promise<T>;
  /** Runs a command in a project. */
  readonly attempt: (key: string, command: string, input: unknown, more?: CommandOptions) => Promise<Answer>;
  /** Runs a command that is expected to succeed. @throws Error that shows any other answer. */
  readonly command: (key: string, command: string, input: unknown, more?: CommandOptions) => Promise<Executed>;
  /** Runs a command that has to be signed: is shown what, shows that it is he (by his password unless given), and signs. */
  readonly sign: (
    key: string,
    command: string,
    input: unknown,
    more?: CommandOptions & { readonly showing?: object },
  ) => Promise<Answer>;
  /** Sends bytes as an upload. */
  readonly upload: (content: string | Uint8Array) => Promise<Answer>;
  /** The same person at another node. */
  readonly at: (address: string) => TestClient;
}

export interface CommandOptions {
  readonly versions?: Record<string, number>;
  readonly idempotencyKey?: string;
  readonly signing?: { readonly statement: unknown; readonly proof: string };
}

const executed = z.object({ sequence: z.number(), events: z.number(), result: z.json() });
export type Executed = z.infer<typeof executed>;

const NOBODY = { id: '', name: '', email: '' };

/** A client without a session, or with the one of a cookie. */
export function createClient(address: string, cookie = '', account: TestClient['account'] = NOBODY): TestClient {
  const send = async (method: string, path: string, body: RequestInit['body'], headers: Record<string, string>) => {
    const init: RequestInit = { method, headers: { ...(cookie ? { cookie } : {}), ...headers }, redirect: 'manual' };
    const response = await fetch(`${address}${API_PATH}${path}`, body === undefined ? init : { ...init, body });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  };
  const request: TestClient['request'] = (method, path, body, headers = {}) =>
    body === undefined
      ? send(method, path, undefined, headers)
      : send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  const attempt: TestClient['attempt'] = (key, command, input, more = {}) =>
    request('POST', `/projects/${key}/commands/${command}`, { input, ...more });
  const sign: TestClient['sign'] = async (key, command, input, { showing = { password: PASSWORD }, ...more } = {}) => {
    const stated = await request('POST', `/projects/${key}/commands/${command}/statement`, { input });
    if (stated.status !== 200) return stated;
    const shown = await request('POST', '/identity/reauthenticate', showing);
    if (shown.status !== 200) return shown;
    const { statement } = z.object({ statement: z.json() }).parse(stated.body);
    const { proof } = z.object({ proof: z.string() }).parse(shown.body);
    return attempt(key, command, input, { ...more, signing: { statement, proof } });
  };
  return {
    account,
    cookie,
    request,
    attempt,
    sign,
    read: async (shape, path) => shape.parse(expectDone(path, await request('GET', path)).body),
    command: async (key, command, input, more) =>
      executed.parse(expectDone(command, await attempt(key, command, input, more)).body),
    upload: (content) =>
      send('POST', '/files', typeof content === 'string' ? content : new Uint8Array(content), {
        'content-type': 'application/octet-stream',
      }),
    at: (other) => createClient(other, cookie, account),
  };
}

function expectDone(what: string, answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw new Error(`${what} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
}

export const PASSWORD = 'correct horse battery staple';

/** Makes an account with the token of a one-time link, and signs in with it. */
export async function joinWith(address: string, token: string, name: string): Promise<TestClient> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const joined = await createClient(address).request('POST', '/people/join', {
    token,
    name,
    email,
    password: PASSWORD,
  });
  const { id } = z.object({ id: z.string() }).parse(expectDone('people/join', joined).body);
  return signIn(address, { id, name, email });
}

/** Opens one more session of an account. */
export async function signIn(address: string, account: TestClient['account']): Promise<TestClient> {
  const response = await fetch(`${address}${AUTH_PATH}/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: account.email, password: PASSWORD }),
  });
  const cookie = response.headers.getSetCookie().map((one) => one.split(';', 1)[0] ?? '');
  if (response.status !== 200)
    throw new Error(`Signing in was answered with ${response.status}: ${await response.text()}`);
  return createClient(address, cookie.join('; '), account);
}

/** The token of a one-time link's path. */
export function tokenOf(path: string | undefined): string {
  const token = path?.split('/').at(-1);
  if (!token) throw new Error('There is no one-time link');
  return token;
}
