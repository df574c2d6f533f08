import { refusal, say } from '@callosum/kernel';
import { createHash, randomInt } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { FieldEncryption } from '../secrets/field-encryption.ts';
import { inTransaction } from '../write/transaction.ts';
import type { Account } from './caller.ts';
import { recordSecurity } from './security-log.ts';
import { matchingStep, newTotpSecret, totpAddress } from './totp.ts';

interface Parts {
  readonly pool: Pool;
  readonly secrets: { readonly fields: FieldEncryption };
}

const BACKUP_CODES = 10;
/** 24 of these 31 signs are 118 random bits: guessed by nobody, whatever the hash, so a fast one keeps them. */
const BACKUP_LENGTH = 24;
const BACKUP_GROUP = 4;
/** Without letters and digits that look alike. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

const placeOf = (account: string): string => `second factor of ${account}`;

/** Whether an account asks for codes, since when, and how many backup codes are left. */
export async function factorOf(
  pool: Pool | PoolClient,
  account: string,
): Promise<{ since: Date; codesLeft: number } | undefined> {
  const { rows } = await pool.query<{ confirmed: Date; left: number }>(
    `select confirmed, (select count(*)::int from backup_code b where b.account = f.account and b.used is null) as left
     from second_factor f where account = $1 and confirmed is not null`,
    [account],
  );
  return rows[0] && { since: rows[0].confirmed, codesLeft: rows[0].left };
}

/** Begins to set up an authenticator; nothing asks for codes until one was confirmed. */
export async function beginFactor(parts: Parts, account: Account): Promise<{ secret: string; address: string }> {
  const secret = newTotpSecret();
  const { rowCount } = await parts.pool.query(
    `insert into second_factor (account, secret, last_step, created) values ($1, $2, 0, now())
     on conflict (account) do update set secret = excluded.secret, created = excluded.created, last_step = 0
     where second_factor.confirmed is null`,
    [account.id, parts.secrets.fields.encrypt(secret, placeOf(account.id))],
  );
  if (rowCount === 0) {
    throw refusal('conflict', say`An authenticator is set up already.`, { remedy: say`Remove it first.` });
  }
  return { secret, address: totpAddress(secret, account.email) };
}

/**
 * Takes the first code of a new authenticator; from now on sign-in asks for one.
 * @returns backup codes, which nobody sees again.
 */
export async function confirmFactor(
  parts: Parts,
  { id: account, session }: { id: string; session: string },
  code: string,
): Promise<string[]> {
  return inTransaction(parts.pool, async (client) => {
    const taken = await takeTotp(client, parts, account, code, false);
    if (!taken) {
      throw refusal('invalid', say`This is not the code the authenticator shows now.`, {
        path: ['code'],
        remedy: say`Check the clock of the device, and give the next code.`,
      });
    }
    await client.query('update second_factor set confirmed = now() where account = $1', [account]);
    await client.query(`update session set method = 'password+code' where id = $1 and method = 'password'`, [session]);
    await recordSecurity(client, { event: 'factor-added', account, details: { kind: 'authenticator' } });
    return replaceBackupCodes(client, account);
  });
}

/** Fresh backup codes; the old ones stop working. */
export async function renewBackupCodes(pool: Pool, account: string): Promise<string[]> {
  if (!(await factorOf(pool, account))) throw refusal('not-found', say`No authenticator is set up.`);
  return inTransaction(pool, (client) => replaceBackupCodes(client, account));
}

export async function removeFactor(pool: Pool, account: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('delete from second_factor where account = $1', [account]);
    await client.query('delete from backup_code where account = $1', [account]);
    if (rowCount)
      await recordSecurity(client, { event: 'factor-removed', account, details: { kind: 'authenticator' } });
  });
}

/** Takes a code of the authenticator or a backup code, each of which works once. */
export async function takeCode(parts: Parts, account: string, code: string): Promise<boolean> {
  return inTransaction(parts.pool, async (client) => {
    if (await takeTotp(client, parts, account, code, true)) return true;
    const { rowCount } = await client.query(
      'update backup_code set used = now() where account = $1 and code = $2 and used is null',
      [account, hashOf(code)],
    );
    if (rowCount) await recordSecurity(client, { event: 'backup-code-used', account });
    return rowCount === 1;
  });
}

/** The row is locked, so that a code sent twice at the same moment is taken once. */
async function takeTotp(
  client: PoolClient,
  { secrets }: Parts,
  account: string,
  code: string,
  confirmed: boolean,
): Promise<boolean> {
  const { rows } = await client.query<{ secret: string; last_step: number }>(
    'select secret, last_step from second_factor where account = $1 and (confirmed is not null) = $2 for update',
    [account, confirmed],
  );
  const found = rows[0];
  if (!found) return false;
  const secret = secrets.fields.decrypt(found.secret, placeOf(account));
  const step = matchingStep(secret, code, new Date(), found.last_step);
  if (step === undefined) return false;
  const kept = secrets.fields.isOld(found.secret) ? secrets.fields.encrypt(secret, placeOf(account)) : found.secret;
  await client.query('update second_factor set last_step = $2, secret = $3 where account = $1', [account, step, kept]);
  return true;
}

async function replaceBackupCodes(client: PoolClient, account: string): Promise<string[]> {
  const codes = Array.from({ length: BACKUP_CODES }, newBackupCode);
  await client.query('delete from backup_code where account = $1', [account]);
  await client.query('insert into backup_code (account, code) select $1, unnest($2::bytea[])', [
    account,
    codes.map(hashOf),
  ]);
  return codes;
}

/** Written in groups, so that it can be copied by hand. */
function newBackupCode(): string {
  const signs = Array.from({ length: BACKUP_LENGTH }, () => SIGNS[randomInt(SIGNS.length)] ?? '').join('');
  return signs.match(new RegExp(`.{${BACKUP_GROUP}}`, 'g'))?.join('-') ?? signs;
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code.toLowerCase().replaceAll(/[\s-]/g, '')).digest();
}
