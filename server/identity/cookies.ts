/**
 * What a cookie is called. Where cookies are for https only, browsers hold one with this prefix to this very host: it is
 * secure, for every path, and no other host of the domain can set or overwrite it.
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** The value of a cookie that a request brings. */
export function cookieIn(cookies: string | undefined, name: string): string | undefined {
  for (const one of cookies?.split(';') ?? []) {
    const at = one.indexOf('=');
    if (one.slice(0, at).trim() === name) return one.slice(at + 1).trim();
  }
  return undefined;
}

/** A cookie of this host that scripts do not see. */
export function cookieOf(
  name: string,
  value: string,
  more: { readonly seconds: number; readonly sameSite: 'Lax' | 'Strict'; readonly secure: boolean },
): string {
  const guard = more.secure ? '; Secure' : '';
  const held = `${cookieName(name, more.secure)}=${value}`;
  return `${held}; Path=/; Max-Age=${more.seconds}; HttpOnly; SameSite=${more.sameSite}${guard}`;
}
