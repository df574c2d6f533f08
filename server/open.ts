import { createKeptModels, type Registry } from '@callosum/kernel';
import pg from 'pg';
import { join } from 'node:path';
import { createChannel } from './collaboration/channel.ts';
import { createPresence } from './collaboration/presence.ts';
import { createNotifier, type Notifier } from './collaboration/notifier.ts';
import { documentJobs } from './documents/jobs.ts';
import { createOidc } from './federation/oidc.ts';
import { clearIncoming, createFiles } from './files/files.ts';
import { openObjectStore } from './files/open-store.ts';
import { type FileSettings, USUAL_FILE_SETTINGS } from './files/settings.ts';
import type { Services } from './http/context.ts';
import { createDraining } from './http/draining.ts';
import { requireUsable } from './identity/account-state.ts';
import { createScopes } from './scopes/scopes.ts';
import { createAccess } from './identity/access.ts';
import { createAuth } from './identity/auth.ts';
import { forgetResets } from './identity/password-reset.ts';
import { createRefusals, forgetRefusals } from './identity/refusals.ts';
import { createSessions } from './identity/sessions.ts';
import { createSettings } from './identity/settings.ts';
import { createThrottle, forgetAttempts } from './identity/throttle.ts';
import { callerOfToken } from './identity/tokens.ts';
import type { Importer } from './imports/importer.ts';
import { createImports } from './imports/imports.ts';
import type { BoundJob } from './jobs/job.ts';
import { createJobs } from './jobs/jobs.ts';
import { openQueue, type Queue } from './jobs/queue.ts';
import { createVerifications } from './ledger/verifications.ts';
import { sealLedger } from './ledger/seal.ts';
import { createMail } from './mail/mail.ts';
import { createDelivery, deliveryJob } from './notices/delivery.ts';
import { createLeaveLinks } from './notices/leave.ts';
import { createWeekly, weekJob } from './notices/week.ts';
import { createPushKeys } from './notices/vapid.ts';
import { createActivity } from './operation/activity.ts';
import { describeFailure } from './operation/failure.ts';
import type { RequestLine } from './operation/log.ts';
import { createCommandTimes, createMetrics } from './operation/metrics.ts';
import type { PartServices, ServerPart } from './parts/part.ts';
import { openDatabase, superviseDatabase } from './postgres/index.ts';
import { createReadiness } from './readiness/service.ts';
import { completeRedactions } from './redactions/complete.ts';
import { createRedactionLog } from './redactions/log.ts';
import { loadSecrets } from './secrets/secrets.ts';
import { followLedger } from './store/follow.ts';
import { tendIndexes } from './store/indexes.ts';
import { indexWords } from './store/index-words.ts';
import { createGraphs } from './store/graphs.ts';
import { migrate, withMigrationLock } from './store/migrate.ts';
import { clientConfig, createPool, createQueries } from './store/pool.ts';
import { createRoom } from './store/room.ts';
import { prepareInstallation } from './store/scopes.ts';
import { upgradeRecords } from './store/upgrade-records.ts';
import { forgetOldAttempts } from './webhooks/rows.ts';
import { createWebhooks } from './webhooks/webhooks.ts';
import { createWritePath } from './write/execute.ts';
import { createLanes } from './write/lane.ts';

export interface OpenOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly registry: Registry;
  readonly importers: readonly Importer[];
  /** Long work that others than the server itself declare, on what it may stand on. */
  readonly jobs?: (parts: JobParts) => readonly BoundJob[];
  /** What disciplines bring to a process that serves. */
  readonly parts?: (services: PartServices) => readonly ServerPart[] | Promise<readonly ServerPart[]>;
  readonly version: string;
  readonly log: (line: string) => void;
  /** Hears of each request answered. */
  readonly requestLog?: (line: RequestLine) => void;
  /** With it metrics may be read from elsewhere; without it from this machine only. */
  readonly metricsToken?: string | undefined;
  /** A command that runs beside a server or alone for a moment; it neither owns PostgreSQL nor seals by the clock. */
  readonly command?: boolean;
  /** Gives up safety at power loss for speed. For tests only. */
  readonly durable?: boolean;
  /** What may be attached, who scans it, and where files lie; the usual otherwise. */
  readonly files?: FileSettings;
  /** Bytes a file to be imported may have. */
  readonly fileLimit?: number;
  /** Milliseconds a request waits for a database connection before it is told to come back. */
  readonly patience?: number;
  /** Other addresses that the pages are reached by (behind a proxy). */
  readonly trustedOrigins?: readonly string[];
  /** Hosts within this server's own network that webhooks may be sent to. */
  readonly webhookHosts?: readonly string[];
  /** Hosts within this server's own network that browsers may be told through. */
  readonly pushHosts?: readonly string[];
  /** Addresses or networks of proxies whose word about the visitor's own address is taken. */
  readonly trustedProxies?: readonly string[];
}

/** What long work of others may stand on. */
export type JobParts = Pick<Services, 'pool' | 'db' | 'graphs' | 'writes' | 'access' | 'files'>;

/** An open installation: the services routes and commands stand on, and how to close it. */
export interface Installation extends Services {
  readonly close: () => Promise<void>;
}

const SEAL_EVERY_MS = 60_000;
const TIDY_EVERY_MS = 3_600_000;
const FILE_LIMIT = 512 * 1_048_576;

/** Opens the store, brings it up to date, and wires the services over it. */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { registry, log } = options;
  const { dataDir, databaseUrl } = options;
  const durable = options.durable ?? true;
  const database = options.command
    ? await openDatabase({ dataDir, databaseUrl, log, shared: true, durable })
    : await superviseDatabase({ dataDir, databaseUrl, log, durable });
  const pool = createPool(database.connection, log, options.patience);
  let queue: Queue | undefined;
  try {
    const db = createQueries(pool);
    const secrets = await loadSecrets(dataDir);
    const trustedOrigins = options.trustedOrigins ?? [];
    const auth = createAuth(db, secrets.session, {
      trustedOrigins,
      requireUsable: (account) => requireUsable(pool, account),
      log,
    });
    queue = await withMigrationLock(new pg.Client(clientConfig(database.connection)), async () => {
      await migrate(db);
      await auth.migrate();
      await prepareInstallation(db, registry);
      await upgradeRecords(pool, registry);
      await indexWords(pool, registry);
      return openQueue(pool, !options.command, log);
    });
    const incoming = join(dataDir, 'files', 'incoming');
    if (!options.command) await clearIncoming(incoming);
    const lanes = createLanes();
    const room = await createRoom(database.directories);
    const graphs = createGraphs(pool, registry);
    const access = createAccess({ pool, registry, graphs });
    const settings = createSettings(pool);
    const sessions = createSessions({ pool, auth, settings, byToken: (token) => callerOfToken(pool, token) });
    const throttle = createThrottle(pool);
    const refusals = createRefusals(pool, log);
    const mail = createMail({ settings, fields: secrets.fields, log });
    const times = createCommandTimes();
    const files = createFiles({
      incoming,
      store: openObjectStore(dataDir, options.files?.s3),
      pool,
      importLimit: options.fileLimit ?? FILE_LIMIT,
      settings: options.files ?? USUAL_FILE_SETTINGS,
    });
    // A store that cannot be reached now is asked again at the next redaction or start.
    const onErased = (): void => {
      files.removeErased().catch((error: unknown) => log(`Removing redacted files failed: ${describeFailure(error)}`));
    };
    const redactions = createRedactionLog(dataDir);
    const writes = times.around(createWritePath({ pool, registry, graphs, lanes, files, room, redactions, onErased }));
    if (!options.command) {
      onErased();
      await completeRedactions(pool, redactions);
    }
    const activity = createActivity();
    const readiness = createReadiness(pool, registry, graphs, {
      log,
      ...(options.command ? {} : { quiet: activity.quiet }),
    });
    const verifications = createVerifications(database.connection);
    const jobs = createJobs({ pool, access, queue, log });
    const scopes = createScopes({ db, registry, writes });
    await scopes.prepareOrganisation();
    const imports = createImports({ pool, db, files, access, writes, scopes, importers: options.importers, registry });
    const accessListeners = new Set<() => void>();
    const onAccessChanged = (): void => {
      access.forget();
      sessions.forget();
      settings.forget();
      for (const listener of accessListeners) listener();
    };
    const links = createLeaveLinks(secrets.session);
    const pushing = {
      fields: secrets.fields,
      pushKeys: createPushKeys(pool, secrets.fields),
      pushInside: { hosts: options.pushHosts ?? [], setting: 'CALLOSUM_PUSH_PRIVATE_HOSTS' },
    };
    const sending = { pool, registry, graphs, lanes, access, settings, mail, links, trustedOrigins, ...pushing };
    const delivery = createDelivery({ ...sending, jobs });
    const weeks = { ...sending, db, readiness };
    const weekly = createWeekly({ ...weeks, jobs });
    const noticed = createChannel<string>();
    const presence = createPresence(pool, log);
    let notifier: Notifier | undefined;
    const parts: ServerPart[] = [];
    const webhooks = createWebhooks(
      {
        pool,
        registry,
        graphs,
        lanes,
        access,
        mail,
        fields: secrets.fields,
        inside: { hosts: options.webhookHosts ?? [], setting: 'CALLOSUM_WEBHOOK_PRIVATE_HOSTS' },
        log,
      },
      !options.command,
    );
    const follower = options.command
      ? undefined
      : followLedger({
          connection: database.connection,
          pool,
          graphs,
          lanes,
          onAccessChanged,
          onJob: jobs.onTold,
          onWritten: (scope) => {
            notifier?.wake(scope);
            webhooks.wake(scope);
            for (const part of parts) part.onWritten?.(scope);
          },
          others: { notice: noticed.tell, presence: presence.onTold },
          log,
        });
    const seal = (): Promise<unknown> =>
      sealLedger(pool, secrets.sealKey).catch((error: unknown) => log(`Sealing failed: ${describeFailure(error)}`));
    const index = (): Promise<unknown> =>
      tendIndexes(pool, registry).catch((error: unknown) => log(`Building indexes failed: ${describeFailure(error)}`));
    let indexing = options.command ? undefined : index();
    const tidy = (): void => {
      indexing = indexing?.then(index);
      Promise.all([forgetAttempts(pool), forgetResets(pool), forgetOldAttempts(pool), forgetRefusals(pool)]).catch(
        (error: unknown) => log(`Tidying up failed: ${describeFailure(error)}`),
      );
      for (const part of parts) {
        part.tidy?.().catch((error: unknown) => log(`Tidying up ${part.name} failed: ${describeFailure(error)}`));
      }
      weekly.sweep().catch((error: unknown) => log(`Weekly letters failed: ${describeFailure(error)}`));
    };
    const tidying = options.command ? undefined : setInterval(tidy, TIDY_EVERY_MS);
    const clock = options.command ? undefined : setInterval(() => void seal(), SEAL_EVERY_MS);
    const documents = documentJobs({ pool, db, registry, graphs, readiness, files, settings, log });
    const partServices = { pool, db, registry, graphs, writes, access, files, jobs, log };
    if (!options.command) parts.push(...((await options.parts?.(partServices)) ?? []));
    await jobs.begin(
      [
        deliveryJob(sending),
        weekJob(weeks),
        ...documents,
        ...parts.flatMap((part) => part.jobs),
        ...(options.jobs?.({ pool, db, graphs, writes, access, files }) ?? []),
      ],
      !options.command,
    );
    for (const part of parts) await part.begin?.();
    // It starts jobs, so these are declared before.
    if (!options.command) notifier = createNotifier({ pool, registry, graphs, lanes, access, delivery, log });
    return {
      metrics: createMetrics({ pool, graphs, follower }, times),
      metricsToken: options.metricsToken,
      requestLog: options.requestLog ?? (() => undefined),
      draining: createDraining(),
      isFollowing: () => follower?.isConnected() ?? false,
      version: options.version,
      pool,
      db,
      registry,
      graphs,
      writes,
      activity,
      readiness,
      models: createKeptModels(),
      auth,
      sessions,
      settings,
      throttle,
      refusals,
      oidc: createOidc(),
      mail,
      access,
      webhooks,
      files,
      imports,
      jobs,
      verifications,
      delivery,
      weekly,
      links,
      pushKeys: pushing.pushKeys,
      pushInside: pushing.pushInside,
      presence,
      onNotice: noticed.listen,
      parts,
      scopes,
      secrets,
      trustedOrigins,
      trustedProxies: options.trustedProxies ?? [],
      onAccessChanged: (listener) => {
        accessListeners.add(listener);
        return () => void accessListeners.delete(listener);
      },
      log,
      close: async () => {
        clearInterval(clock);
        clearInterval(tidying);
        for (const part of parts) await part.close?.();
        presence.close();
        await readiness.close();
        await jobs.close();
        await verifications.close();
        await follower?.close();
        await notifier?.close();
        await webhooks.close();
        if (clock) await seal();
        await indexing;
        await refusals.flush();
        await pool.end();
        await database.stop();
      },
    };
  } catch (error) {
    await queue?.close();
    await pool.end().catch(() => undefined);
    await database.stop();
    throw error;
  }
}
