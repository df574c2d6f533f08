import type { KeptModels, Registry } from '@callosum/kernel';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { OidcClient } from '../federation/oidc.ts';
import type { Files } from '../files/files.ts';
import type { Access } from '../identity/access.ts';
import type { Auth } from '../identity/auth.ts';
import type { Refusals } from '../identity/refusals.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Settings } from '../identity/settings.ts';
import type { Throttle } from '../identity/throttle.ts';
import type { Imports } from '../imports/imports.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Verifications } from '../ledger/verifications.ts';
import type { Activity } from '../operation/activity.ts';
import type { RequestLine } from '../operation/log.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Mail } from '../mail/mail.ts';
import type { ServerPart } from '../parts/part.ts';
import type { Presence } from '../collaboration/presence.ts';
import type { Delivery } from '../notices/delivery.ts';
import type { Weekly } from '../notices/week.ts';
import type { LeaveLinks } from '../notices/leave.ts';
import type { PushKeys } from '../notices/vapid.ts';
import type { Readiness } from '../readiness/service.ts';
import type { Scopes } from '../scopes/scopes.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Graphs } from '../store/graphs.ts';
import type { Schema } from '../store/schema.ts';
import type { Inside } from '../webhooks/send.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { WritePath } from '../write/execute.ts';
import type { Draining } from './draining.ts';

/** What the routes stand on. */
export interface Services {
  readonly version: string;
  readonly pool: Pool;
  readonly db: Kysely<Schema>;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly writes: WritePath;
  readonly activity: Activity;
  readonly readiness: Readiness;
  readonly models: KeptModels;
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly mail: Mail;
  readonly throttle: Throttle;
  readonly oidc: OidcClient;
  readonly access: Access;
  readonly refusals: Refusals;
  readonly webhooks: Webhooks;
  readonly files: Files;
  readonly imports: Imports;
  readonly jobs: Jobs;
  readonly verifications: Verifications;
  readonly delivery: Delivery;
  readonly weekly: Weekly;
  readonly links: LeaveLinks;
  readonly pushKeys: () => Promise<PushKeys>;
  /** Push services within this server's own network. */
  readonly pushInside: Inside;
  readonly presence: Presence;
  /** Calls with the account for whom something is new, on whichever node it was found; returns how to stop. */
  readonly onNotice: (listener: (account: string) => void) => () => void;
  /** What disciplines bring to the server. */
  readonly parts: readonly ServerPart[];
  readonly scopes: Scopes;
  readonly secrets: Secrets;
  /** Other addresses our pages are reached by (behind a proxy). */
  readonly trustedOrigins: readonly string[];
  /** Addresses of proxies whose word about the visitor's own address is taken. */
  readonly trustedProxies: readonly string[];
  /** Calls when somebody's rights or sessions changed, on whichever node; returns how to stop. */
  readonly onAccessChanged: (listener: () => void) => () => void;
  readonly log: (line: string) => void;
  readonly requestLog: (line: RequestLine) => void;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly draining: Draining;
  /** Whether this process hears of what others write. */
  readonly isFollowing: () => boolean;
}

/** What one request brings. */
export interface RequestContext {
  readonly services: Services;
  /** Its cookies, or `Bearer …` with an API token. */
  readonly cookie: string | undefined;
  /** Its id in the log. */
  readonly request: string;
  /** Told which operation of the contract the request is. */
  readonly named: (operation: string) => void;
  /** The page it comes from, where the browser says so. */
  readonly origin: string | undefined;
  /** The visitor's own address. */
  readonly address: string;
}
