import { refusal, type Role, say } from '@callosum/kernel';
import type { EmergencyAccess } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Mail } from '../mail/mail.ts';
import { newId } from '../store/new-id.ts';
import { inTransaction } from '../write/transaction.ts';
import { recordSecurity } from './security-log.ts';
import type { Setting } from './settings.ts';

/** Who may take access in an emergency, as what, and for how long at most. Nobody until an owner says so. */
const emergencyPolicy = z.object({ accounts: z.array(z.string()), longestMinutes: z.number().int().min(5).max(1_440) });
export const EMERGENCY_POLICY: Setting<z.infer<typeof emergencyPolicy>> = {
  name: 'emergency',
  schema: emergencyPolicy,
  standard: { accounts: [], longestMinutes: 240 },
};

export interface EmergencyRequest {
  readonly account: string;
  readonly scope: string;
  readonly role: Role;
  readonly reason: string;
  readonly minutes: number;
}

/** Who answers for a scope: owners and managers of it and of those above it. */
const IN_CHARGE = `with recursive line (id, parent) as (
    select id, parent from scope where id = $1 union all select s.id, s.parent from scope s join line on s.id = line.parent
  )
  select distinct u.id, u.email from membership m join line on line.id = m.scope join "user" u on u.id = m.account
  where m.role in ('owner', 'manager')`;

/**
 * Takes access to a scope for a while, in an emergency. It is written down with the reason, those who answer for the
 * scope are told, and it stays open until one of them has reviewed it.
 */
export async function beginEmergency(
  pool: Pool,
  mail: Mail,
  project: string,
  request: EmergencyRequest,
): Promise<string> {
  const { account, scope, role, reason, minutes } = request;
  const id = newId();
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into emergency_access (id, account, scope, role, reason, began, until)
       values ($1, $2, $3, $4, $5, now(), now() + make_interval(mins => $6))`,
      [id, account, scope, role, reason, minutes],
    );
    await recordSecurity(client, { event: 'emergency-began', account, scope, details: { id, role, minutes } });
    await client.query(`select pg_notify('access', '')`);
  });
  const { rows } = await pool.query<{ id: string; email: string }>(IN_CHARGE, [scope]);
  const told = rows.filter((one) => one.id !== account);
  void Promise.all(
    told.map(({ email }) =>
      mail.send({
        to: email,
        subject: `Emergency access to ${project}`,
        text: `Somebody took emergency access to ${project} for ${minutes} minutes. The reason and the name are in Callosum, where you can end it and review it.`,
      }),
    ),
  );
  return id;
}

/** Ends it before its time, by its owner or by whoever answers for the scope. */
export async function endEmergency(pool: Pool, id: string, scope: string, by: string): Promise<void> {
  const { rowCount } = await pool.query(
    `update emergency_access set ended = now() where id = $1 and scope = $2 and ended is null and until > now()`,
    [id, scope],
  );
  if (rowCount === 0) throw refusal('refused', say`This access is over already.`);
  await recordSecurity(pool, { event: 'emergency-ended', scope, by, details: { id } });
  await pool.query(`select pg_notify('access', '')`);
}

/** What whoever answers for the scope found afterwards; nobody reviews himself, and nobody twice. */
export async function reviewEmergency(
  pool: Pool,
  { id, scope, by, justified, finding }: { id: string; scope: string; by: string; justified: boolean; finding: string },
): Promise<void> {
  const { rowCount } = await pool.query(
    `update emergency_access set reviewer = $3, reviewed = now(), justified = $4, finding = $5,
       ended = coalesce(ended, least(now(), until))
     where id = $1 and scope = $2 and reviewed is null and account <> $3`,
    [id, scope, by, justified, finding],
  );
  if (rowCount === 0) {
    throw refusal('refused', say`This access was reviewed already, or it was your own.`, {
      remedy: say`Somebody else in charge has to look at it.`,
    });
  }
  await recordSecurity(pool, { event: 'emergency-reviewed', scope, by, details: { id, justified } });
  await pool.query(`select pg_notify('access', '')`);
}

/** The access that an account has to a scope by emergency just now. */
export async function openEmergency(
  pool: Pool,
  account: string,
  scope: string,
): Promise<{ id: string; until: string } | null> {
  const { rows } = await pool.query<{ id: string; until: Date }>(
    `select id, until from emergency_access
     where account = $1 and scope = $2 and ended is null and until > now() order by until desc limit 1`,
    [account, scope],
  );
  const [open] = rows;
  return open ? { id: open.id, until: open.until.toISOString() } : null;
}

interface EmergencyRow {
  id: string;
  account: string;
  role: string;
  reason: string;
  began: Date;
  until: Date;
  ended: Date | null;
  reviewer: string | null;
  reviewed: Date | null;
  finding: string | null;
  justified: boolean | null;
}

/** Every emergency access to a scope, those not yet reviewed first. */
export async function emergenciesOf(pool: Pool, scope: string): Promise<EmergencyAccess[]> {
  const { rows } = await pool.query<EmergencyRow>(
    'select * from emergency_access where scope = $1 order by reviewed is not null, began desc limit 500',
    [scope],
  );
  return rows.map(({ began, until, ended, reviewed, ...row }) => ({
    ...row,
    began: began.toISOString(),
    until: until.toISOString(),
    ended: ended?.toISOString() ?? null,
    reviewed: reviewed?.toISOString() ?? null,
    isOpen: ended === null && until > new Date(),
  }));
}
