/** A browser's worth of cookies that follows redirects by itself, between a provider and us. */
export interface Wanderer {
  /** Opens an address and follows where it leads. Cookies are kept by host and port. */
  readonly open: (address: string, init?: RequestInit) => Promise<Arrival>;
  /** The cookies a host would be sent. */
  readonly cookiesFor: (address: string) => string;
}

export interface Arrival {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
  /** Every address on the way. */
  readonly way: readonly string[];
}

const MOST_STEPS = 20;

/** @param stopAt an address that is not followed: what would be opened is given back instead. */
export function createWanderer(
  stopAt?: (address: URL) => boolean,
  /** Somebody who is signed in already. */
  known?: { readonly address: string; readonly cookie: string },
): Wanderer {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (address: string): Map<string, string> => {
    const { host } = new URL(address);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  for (const one of known?.cookie.split('; ') ?? []) {
    const [name = '', ...value] = one.split('=');
    jarOf(known?.address ?? '').set(name, value.join('='));
  }
  const cookiesFor = (address: string): string =>
    [...jarOf(address)].map(([name, value]) => `${name}=${value}`).join('; ');
  const open = async (address: string, init: RequestInit = {}): Promise<Arrival> => {
    let url = new URL(address);
    let request = init;
    const way: string[] = [];
    for (let step = 0; step < MOST_STEPS; step += 1) {
      way.push(url.href);
      if (step > 0 && stopAt?.(url)) return { url, status: 0, text: '', way };
      const headers = new Headers(request.headers);
      const cookie = cookiesFor(url.href);
      if (cookie) headers.set('cookie', cookie);
      const response = await fetch(url, { ...request, headers, redirect: 'manual' });
      for (const set of response.headers.getSetCookie()) {
        const [name = '', ...value] = (set.split(';', 1)[0] ?? '').split('=');
        jarOf(url.href).set(name, value.join('='));
      }
      const next = response.headers.get('location');
      if (next === null) return { url, status: response.status, text: await response.text(), way };
      url = new URL(next, url);
      request = {};
    }
    throw new Error(`This leads nowhere: ${way.join(' → ')}`);
  };
  return { open, cookiesFor };
}
