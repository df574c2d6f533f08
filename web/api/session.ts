import { AUTH_PATH } from '@callosum/kernel/contract';
import { askPasskey } from './passkey.ts';
import type { Trouble } from './problems.ts';

/** How an attempt to sign in ended: inside, asked for a code, or refused. */
export type SignInOutcome = { readonly in: true } | { readonly codeNeeded: true } | { readonly problem: Trouble };

/** The accounts' own interface answers in its own way. */
export async function signIn(entry: { email: string; password: string; code?: string }): Promise<SignInOutcome> {
  return outcomeOf(await post('/sign-in/email', entry));
}

/** Undefined when the person closed the browser's question. */
export async function signInWithPasskey(): Promise<SignInOutcome | undefined> {
  const options = await post('/sign-in/passkey/options', {});
  if (!options) return trouble('offline');
  if (!options.ok) return outcomeOf(options);
  const answer = await askPasskey(await options.json());
  return answer === undefined ? undefined : outcomeOf(await post('/sign-in/passkey', answer));
}

export async function signOut(): Promise<boolean> {
  const response = await post('/sign-out', {});
  return response?.ok ?? false;
}

async function outcomeOf(response: Response | undefined): Promise<SignInOutcome> {
  if (!response) return trouble('offline');
  if (response.ok) return { in: true };
  const { code, message } = await bodyOf(response);
  if (code === 'CODE_NEEDED') return { codeNeeded: true };
  if (code === 'CODE_WRONG') return trouble('wrong-code');
  if (code === 'NOT_SIGNED_IN' || code === 'INVALID') return trouble('wrong-password');
  // Words of the server, such as how long to wait.
  return code && message && response.status < 500 ? trouble(code, message) : trouble('unexpected');
}

function trouble(code: string, message = ''): { problem: Trouble } {
  return { problem: { severity: 'error', code, message } };
}

async function bodyOf(response: Response): Promise<{ code?: string; message?: string }> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return {};
  return {
    ...('code' in body && typeof body.code === 'string' ? { code: body.code } : {}),
    ...('message' in body && typeof body.message === 'string' ? { message: body.message } : {}),
  };
}

async function post(path: string, body: object): Promise<Response | undefined> {
  try {
    return await fetch(`${AUTH_PATH}${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return undefined;
  }
}
