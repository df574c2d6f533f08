import { z } from 'zod';
import { whySentence } from './problem.ts';

/** How the installation's mail server is reached. The password is written only, never read back. */
export const mailServer = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.number().int().min(1).max(65_535),
  /** From the first byte, after a greeting, or not at all (a server on this very machine). */
  encryption: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(255),
  from: z.email().max(320),
});
export type MailServer = z.infer<typeof mailServer>;

/** What became of a message. */
export const mailOutcome = z.object({ sent: z.boolean(), why: z.string().nullable(), sentences: whySentence });
export type MailOutcome = z.infer<typeof mailOutcome>;
