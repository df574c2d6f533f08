import { refusal, say } from '@callosum/kernel';
import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Mail } from '../mail/mail.ts';
import { inTransaction } from '../write/transaction.ts';
import { stateOf } from './account-state.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { hasPassword } from './reauthentication.ts';
import { recordSecurity } from './security-log.ts';
import { keepPassword } from './stored-password.ts';
import type { Throttle } from './throttle.ts';

const VALID_MINUTES = 30;
const TOKEN_BYTES = 32;
/** Letters an address is sent in a while, whoever asks: nobody’s letter box is filled from here. */
const MOST_OPEN = 3;

interface Parts {
  readonly pool: Pool;
  readonly mail: Mail;
  readonly throttle: Throttle;
}

/**
 * Sends a link to set a new password, if there is an account. Whoever asks learns nothing: the answer is the same, and
 * comes before anything is looked up or sent.
 * @param origin where our pages are; undefined when nobody told us, and then nothing is sent: an
 * address that the asker chose could lead to him.
 * @returns what goes on in the background, for whoever waits for it.
 */
export async function askReset(
  { pool, mail, throttle }: Parts,
  request: { readonly email: string; readonly address: string; readonly origin: string | undefined },
): Promise<{ readonly sent: Promise<void> }> {
  const email = request.email.trim().toLowerCase();
  // Counted for where it comes from, like a failed attempt: each asks for one letter.
  await throttle.attempt({ subject: `reset ${email}`, address: request.address }, () => Promise.resolve(undefined));
  return { sent: send({ pool, mail }, email, request.origin) };
}

async function send(
  { pool, mail }: Pick<Parts, 'pool' | 'mail'>,
  email: string,
  origin: string | undefined,
): Promise<void> {
  if (origin === undefined) return;
  const { rows } = await pool.query<{ id: string }>('select id from "user" where email = $1', [email]);
  const account = rows[0]?.id;
  if (account === undefined || (await stateOf(pool, account)) !== 'active') return;
  const subject = 'A new password for Callosum';
  // Who comes through a provider is not given another way in, past its second factor.
  if (!(await hasPassword(pool, account))) return void (await mail.send({ to: email, subject, text: NO_PASSWORD }));
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { rowCount } = await pool.query(
    `insert into password_reset (token, account, expires)
     select $1, $2, now() + make_interval(mins => $3)
     where (select count(*) from password_reset where account = $2 and expires > now()) < $4`,
    [hashOf(token), account, VALID_MINUTES, MOST_OPEN],
  );
  if (rowCount === 0) return;
  await recordSecurity(pool, { event: 'reset-asked', account });
  await mail.send({ to: email, subject, text: letter(`${origin}/reset/${token}`) });
}

const NO_PASSWORD = [
  'Somebody asked for a new password for your account in Callosum.',
  '',
  'Your account has no password here: sign in through your organisation, on the sign-in page.',
].join('\n');

function letter(link: string): string {
  return [
    'Somebody asked for a new password for your account in Callosum.',
    '',
    `Open this link to choose one. It works once, for ${VALID_MINUTES} minutes:`,
    link,
    '',
    'If it was not you, you need not do anything: your password stays as it is.',
  ].join('\n');
}

/**
 * Uses a link up and sets the password. Every session of the account ends; a second factor stays, and is asked for at
 * the next sign-in.
 * @throws Refusal `refused` when the link is unknown, used or too old; `invalid` for a password that would be guessed.
 */
export async function resetPassword(pool: Pool, token: string, next: string): Promise<void> {
  const link = () =>
    refusal('refused', say`This link was used already, or is too old.`, {
      remedy: say`Ask for a new one on the sign-in page.`,
    });
  const { rows } = await pool.query<{ id: string; name: string; email: string }>(
    `select u.id, u.name, u.email from password_reset r join "user" u on u.id = r.account
     where r.token = $1 and r.expires > now()`,
    [hashOf(token)],
  );
  const account = rows[0];
  if (!account || (await stateOf(pool, account.id)) !== 'active') throw link();
  // A password that is refused does not use the link up.
  await requireGoodPassword(next, account, 'next');
  const password = await hashPassword(next);
  await inTransaction(pool, async (client) => {
    const taken = await client.query('delete from password_reset where token = $1 and expires > now()', [
      hashOf(token),
    ]);
    if (taken.rowCount === 0) throw link();
    await client.query('delete from password_reset where account = $1', [account.id]);
    await keepPassword(client, account.id, password);
    await client.query('delete from session where "userId" = $1', [account.id]);
    await client.query('delete from reauthentication where account = $1', [account.id]);
    await recordSecurity(client, { event: 'password-changed', account: account.id, details: { by: 'mail' } });
    await client.query(`select pg_notify('access', '')`);
  });
}

/** Links long past. */
export async function forgetResets(pool: Pool): Promise<void> {
  await pool.query('delete from password_reset where expires < now()');
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
