import type { Pool, PoolClient } from 'pg';
import { newId } from '../store/new-id.ts';

/** What is written down about accounts and sign-in. No name, no e-mail address, no secret. */
export type SecurityEventName =
  | 'sign-in'
  | 'sign-in-failed'
  | 'sign-out'
  | 'session-ended'
  | 'session-idle'
  | 'password-changed'
  | 'reset-asked'
  | 'factor-added'
  | 'factor-removed'
  | 'backup-code-used'
  | 'token-made'
  | 'token-revoked'
  | 'account-made'
  | 'account-deactivated'
  | 'account-reactivated'
  | 'provider-changed'
  | 'provider-linked'
  | 'provider-unlinked'
  | 'setting-changed'
  | 'invited'
  | 'role-given'
  | 'role-taken'
  | 'emergency-began'
  | 'emergency-ended'
  | 'emergency-reviewed';

export interface SecurityEvent {
  readonly event: SecurityEventName;
  readonly account?: string | undefined;
  readonly scope?: string | undefined;
  /** Who did it, where it is not the account itself. */
  readonly by?: string | undefined;
  readonly address?: string | undefined;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Adds one line to the security log. */
export async function recordSecurity(store: Pool | PoolClient, one: SecurityEvent): Promise<void> {
  await store.query(
    `insert into security_event (id, at, event, account, scope, by, address, details) values ($1, now(), $2, $3, $4, $5, $6, $7)`,
    [newId(), one.event, one.account, one.scope, one.by, one.address, JSON.stringify(one.details ?? {})],
  );
}
