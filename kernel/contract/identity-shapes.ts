import { z } from 'zod';

/** The rules beyond the length are the server's: they need the account's own name. */
export const newPassword = z.string().min(12, 'must have at least 12 characters').max(256);

export const sessionPolicy = z.object({
  /** Minutes without anybody touching anything. */
  idleMinutes: z.number().int().min(1).max(240),
  /** Hours after signing in, whatever happens. */
  absoluteHours: z.number().int().min(1).max(24),
});
export type SessionPolicy = z.infer<typeof sessionPolicy>;

/** Seconds, because the browser's clock may be wrong. */
export const sessionLeft = z.object({ idleSeconds: z.number(), seconds: z.number() });

export const mySession = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  began: z.string(),
  active: z.string(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  method: z.string().nullable(),
});
export type MySession = z.infer<typeof mySession>;
