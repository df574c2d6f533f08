import { AUTH_PATH } from '@callosum/kernel/contract';
import type { Trouble } from './problems.ts';

/** Undefined when it worked. The accounts' own interface answers in its own way. */
export async function signIn(email: string, password: string): Promise<Trouble | undefined> {
  const response = await post('/sign-in/email', { email, password });
  if (!response) return { severity: 'error', code: 'offline', message: '' };
  if (response.ok) return undefined;
  if (response.status === 429) return { severity: 'error', code: 'too-many-tries', message: '' };
  const known = response.status === 401 || response.status === 400 || response.status === 403;
  return { severity: 'error', code: known ? 'wrong-password' : 'unexpected', message: '' };
}

export async function signOut(): Promise<boolean> {
  const response = await post('/sign-out', {});
  return response?.ok ?? false;
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
