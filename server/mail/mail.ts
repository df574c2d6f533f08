import { say, type Sentence } from '@callosum/kernel';
import { type MailOutcome, mailServer } from '@callosum/kernel/contract';
import nodemailer from 'nodemailer';
import { z } from 'zod';
import type { Setting, Settings } from '../identity/settings.ts';
import type { FieldEncryption } from '../secrets/field-encryption.ts';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** In angle brackets; one is made up otherwise. */
  readonly messageId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What became of a message. */
export interface Sent extends MailOutcome {
  /** It was not taken, and will not be when it is tried again. */
  readonly final: boolean;
}

/** The one door through which e-mail leaves. Whoever must not lose a message puts it into a job that calls this. */
export interface Mail {
  /** Hands a message to the mail server. Never throws: what went wrong is said in the answer. */
  readonly send: (message: Message) => Promise<Sent>;
}

const stored = mailServer.extend({ password: z.string() });
/** Undefined until somebody sets a server; its password is encrypted. */
export const MAIL_SERVER: Setting<z.infer<typeof stored> | null> = {
  name: 'mail',
  schema: stored.nullable(),
  standard: null,
};
export const MAIL_PASSWORD_PLACE = 'password of the mail server';

const PATIENCE_MS = 10_000;

interface Parts {
  readonly settings: Settings;
  readonly fields: FieldEncryption;
  readonly log: (line: string) => void;
}

export function createMail({ settings, fields, log }: Parts): Mail {
  return {
    send: async ({ to, subject, text, html, messageId, headers }) => {
      const server = await settings.read(MAIL_SERVER);
      if (!server) return notSent(say`No mail server has been set up.`, true);
      const { host, port, encryption, user, from } = server;
      try {
        const transport = nodemailer.createTransport({
          host,
          port,
          secure: encryption === 'tls',
          requireTLS: encryption === 'starttls',
          ignoreTLS: encryption === 'none',
          connectionTimeout: PATIENCE_MS,
          greetingTimeout: PATIENCE_MS,
          socketTimeout: PATIENCE_MS,
          disableFileAccess: true,
          disableUrlAccess: true,
          ...(user ? { auth: { user, pass: fields.decrypt(server.password, MAIL_PASSWORD_PLACE) } } : {}),
        });
        // Line ends in a subject would be headers of their own.
        await transport.sendMail({
          from,
          to,
          subject: subject.replaceAll(/[\r\n]+/g, ' '),
          text,
          ...(html === undefined ? {} : { html }),
          ...(messageId === undefined ? {} : { messageId }),
          ...(headers === undefined ? {} : { headers }),
        });
        return { sent: true, why: null, final: true };
      } catch (error) {
        log(
          `The mail server ${host} did not take a message: ${error instanceof Error ? error.message : String(error)}`,
        );
        return notSent(say`The mail server ${host} did not take it: ${reasonOf(error)}.`, isFinal(error));
      }
    },
  };
}

function notSent(why: Sentence, final: boolean): Sent {
  return { sent: false, why: why.text, sentences: { why: why.toJSON() }, final };
}

const REASONS: Readonly<Record<string, Sentence>> = {
  ECONNECTION: say`it could not be reached`,
  ESOCKET: say`it could not be reached`,
  ETIMEDOUT: say`it did not answer in time`,
  EDNS: say`there is no such host`,
  EAUTH: say`it refused the user name or password`,
  EENVELOPE: say`it refused the address`,
  EMESSAGE: say`it refused the message`,
  ETLS: say`no encrypted connection could be made`,
};

const PERMANENT = 500;

/** The server has looked at this very message or address and said no for good. What it says of itself may change. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || !('responseCode' in error)) return false;
  const isAboutMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return isAboutMessage && typeof error.responseCode === 'number' && error.responseCode >= PERMANENT;
}

function reasonOf(error: unknown): Sentence {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? say`the server’s log says more`;
}
