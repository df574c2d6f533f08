import { z } from 'zod';
import type { Setting, Settings } from '../identity/settings.ts';
import { MAIL_SERVER } from '../mail/mail.ts';

/** Where people open Callosum, as seen when an owner set the mail server: what a job writes to them must lead there. */
export const PUBLIC_ADDRESS: Setting<{ origin: string } | null> = {
  name: 'address',
  schema: z.object({ origin: z.url() }).nullable(),
  standard: null,
};

interface Parts {
  readonly settings: Settings;
  /** What whoever runs the server said; it goes before what was seen. */
  readonly trustedOrigins: readonly string[];
}

/** The address that links in messages begin with. */
export async function publicAddress({ settings, trustedOrigins }: Parts): Promise<string | undefined> {
  return trustedOrigins[0] ?? (await settings.read(PUBLIC_ADDRESS))?.origin;
}

/** Whether notices can go out by e-mail, or what is missing. */
export async function mailReadiness(parts: Parts): Promise<'ready' | 'noServer' | 'noAddress'> {
  if ((await parts.settings.read(MAIL_SERVER)) === null) return 'noServer';
  return (await publicAddress(parts)) === undefined ? 'noAddress' : 'ready';
}
