import type { TlsOptions } from 'node:tls';

/** Certificates of one side, as PEM. */
export interface TlsFiles {
  readonly cert?: string;
  readonly key?: string;
  /** Passphrase of the key. */
  readonly passphrase?: string;
  /** Who is trusted; a listener that is given one asks for certificates of whoever connects (mutual TLS). */
  readonly ca?: string;
}

const OLDEST = 'TLSv1.2';

/** For a listener: its own certificate is a must; with `ca` only those who show one of its certificates are let in. */
export function listenerTls({ cert, key, passphrase, ca }: TlsFiles): TlsOptions {
  return {
    ...given({ cert, key, passphrase, ca }),
    requestCert: ca !== undefined,
    rejectUnauthorized: ca !== undefined,
    minVersion: OLDEST,
  };
}

/** For a sender: whom it talks to is checked, always. */
export function senderTls({ cert, key, passphrase, ca }: TlsFiles, host: string, servername?: string) {
  const name = servername ?? host;
  return {
    ...given({ cert, key, passphrase, ca }),
    rejectUnauthorized: true,
    minVersion: OLDEST,
    ...(isAddress(name) ? {} : { servername: name }),
  } as const;
}

function given(files: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.includes(':');
}
