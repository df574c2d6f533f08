import { AUTH_PATH } from '@callosum/kernel/contract';

/** What of the identity library can be reached from outside; it has a hundred more endpoints, and they stay closed. */
const DOORS: readonly RegExp[] = [/^\/sign-out$/];

export function isDoor(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  return path.startsWith(AUTH_PATH) && DOORS.some((door) => door.test(path.slice(AUTH_PATH.length)));
}
