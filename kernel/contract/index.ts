import { z } from 'zod';
import { base, paging } from './base.ts';
import { day as dayShape } from './day.ts';
import { changesRoute } from './changes.ts';
import { collaboration, windowName } from './collaboration.ts';
import { identity } from './identity.ts';
import { disposables } from './disposal.ts';
import { demonstrations } from './demonstrations.ts';
import { documents } from './documents.ts';
import { historyEntry } from './history.ts';
import { jobView } from './job.ts';
import { commands } from './commands.ts';
import { notices } from './notices.ts';
import { parts } from './parts.ts';
import { people } from './people.ts';
import { importDiff, importRequest } from './plan-import.ts';
import { records } from './records.ts';
import { search } from './search.ts';
import * as shape from './shapes.ts';
import { importRuns } from './imports.ts';
import { tables } from './tables.ts';
import { templateChoice, templateMade, templates } from './templates.ts';
import { view } from './view.ts';
import { webhooks } from './webhooks.ts';
import { rule } from '../declare/say.ts';

/** Where the API lives; stream and archive formats carry versions of their own. */
export { type ProblemView, toldShape } from './problem.ts';
export const API_PATH = '/api/v1';
export const AUTH_PATH = `${API_PATH}/auth`;
/** Signing in through an identity provider: where browsers go, and what a provider is set up with. */
export const PROVIDER_PATHS = {
  begin: `${AUTH_PATH}/provider/begin`,
  /** OpenID Connect leads back here. */
  callback: `${AUTH_PATH}/provider/callback`,
  /** SAML answers are posted here. */
  saml: `${AUTH_PATH}/provider/saml`,
  finish: `${AUTH_PATH}/provider/saml/finish`,
  metadata: `${AUTH_PATH}/provider/saml/metadata`,
} as const;
/** Where a directory keeps people and groups up to date (SCIM 2.0). */
export const SCIM_PATH = '/scim/v2';
/** What the interface can, as a page. */
export const REFERENCE_PATH = `${API_PATH}/reference`;
export const FILES_PATH = `${API_PATH}/files`;
/** Server-sent events of one project, for a window that is named: what is said of it holds while it is open. */
export const streamPath = (key: string, window?: string): string =>
  `${API_PATH}/projects/${encodeURIComponent(key)}/stream${window === undefined ? '' : `?window=${window}`}`;
/** Files of a record: sent to with `?name=`, each read below by its hash. */
export const attachmentsPath = (key: string, record: string): string =>
  `${API_PATH}/projects/${encodeURIComponent(key)}/record/${encodeURIComponent(record)}/files`;
export const proofPath = (key: string, sequence: number): string =>
  `${API_PATH}/projects/${encodeURIComponent(key)}/ledger/events/${sequence}/proof`;
/** What an e-mail leads to that shall not come again; answered without a session. */
export const leavePath = (token: string): string => `${API_PATH}/notices/leave/${token}`;
/** Server-sent events about the jobs one started. */
export const JOBS_STREAM_PATH = `${API_PATH}/jobs/stream`;
export const jobFilePath = (id: string): string => `${API_PATH}/jobs/${id}/file`;

const key = shape.scopeKey;
const at = shape.calendarDate.optional();

/** The HTTP interface: one contract gives the server's routes, the typed client and OpenAPI 3.1. */
export const contract = {
  status: base
    .route({ method: 'GET', path: '/status', summary: 'Whether the first account exists, and how one may sign in' })
    .output(
      z.object({
        version: z.string(),
        setupNeeded: z.boolean(),
        /** Identity providers one may sign in through. */
        providers: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
  me: base.route({ method: 'GET', path: '/me', summary: 'The signed-in account' }).output(shape.me.nullable()),

  people,
  identity,
  collaboration,
  notices,

  day: {
    get: base
      .route({
        method: 'GET',
        path: '/day',
        summary: 'What waits for one, and what is new; or for one of a demonstration’s people',
      })
      .input(z.object({ as: z.string().max(64).exactOptional() }))
      .output(dayShape),
    unread: base
      .route({ method: 'GET', path: '/day/unread', summary: 'How much is new for one' })
      .output(z.object({ unread: z.number() })),
    read: base
      .route({ method: 'POST', path: '/day/read', summary: 'Mark what is new as read: some of it, or all' })
      .input(z.object({ news: z.array(z.uuid()).max(500).optional() }))
      .output(z.object({ read: z.number() })),
  },

  scopes: {
    list: base
      .route({ method: 'GET', path: '/scopes', summary: 'Organisation, programmes and projects as a tree' })
      .output(z.array(shape.scopeNode)),
    create: base
      .route({ method: 'POST', path: '/scopes', summary: 'Start a programme or a project' })
      .input(
        z.object({
          type: z.enum(['programme', 'project']),
          parent: key,
          key: shape.projectKey,
          title: z.string().trim().min(1).max(300),
          zone: z.string().max(64),
          template: templateChoice.optional(),
          /** Say what would be made, and make nothing. */
          dryRun: z.boolean().default(false),
        }),
      )
      .output(z.object({ key: shape.projectKey, made: templateMade.nullable() })),
    move: base
      .route({ method: 'POST', path: '/scopes/{key}/parent', summary: 'Hang a project under another scope' })
      .input(z.object({ key, parent: key }))
      .output(z.object({ key, parent: key })),
  },

  projects: {
    list: base
      .route({ method: 'GET', path: '/projects', summary: 'Projects one may see' })
      .output(z.array(shape.projectCard)),
    get: base
      .route({ method: 'GET', path: '/projects/{key}', summary: 'One project' })
      .input(z.object({ key }))
      .output(shape.project),
    readiness: base
      .route({ method: 'GET', path: '/projects/{key}/readiness', summary: 'Gates and criteria, now or as of a day' })
      .input(z.object({ key, at }))
      .output(shape.readiness),
    criterionRows: base
      .route({
        method: 'GET',
        path: '/projects/{key}/criteria/{criterion}/rows',
        summary: 'The rows behind a criterion’s number, those not in order first',
      })
      .input(z.object({ key, criterion: z.uuid(), at, ...paging }))
      .output(shape.judgedPage),
    view,
    changes: changesRoute,
  },

  records,
  views: {
    list: base
      .route({ method: 'GET', path: '/projects/{key}/views/{kind}', summary: 'Saved views of a register' })
      .input(z.object({ key, kind: z.string().max(64) }))
      .output(z.object({ views: z.array(shape.savedView) })),
    save: base
      .route({ method: 'POST', path: '/projects/{key}/views/{kind}', summary: 'Keep a view, for oneself or for all' })
      .input(
        z.object({
          key,
          kind: z.string().max(64),
          name: z.string().trim().min(1).max(100),
          shared: z.boolean(),
          definition: shape.viewDefinition,
        }),
      )
      .output(shape.savedView),
    remove: base
      .route({ method: 'DELETE', path: '/projects/{key}/view/{view}', summary: 'Remove a saved view' })
      .input(z.object({ key, view: z.uuid() }))
      .output(z.object({ removed: z.uuid() })),
  },

  commands,

  imports: {
    preview: base
      .route({ method: 'POST', path: '/imports/preview', summary: 'What an import would change' })
      .input(importRequest)
      .output(importDiff),
    run: base
      .route({ method: 'POST', path: '/imports', summary: 'Import an uploaded plan' })
      .input(importRequest)
      .output(importDiff),
  },

  search,
  webhooks,
  importRuns,
  tables,
  documents,
  parts,
  demonstrations,
  templates,

  jobs: {
    list: base
      .route({ method: 'GET', path: '/jobs', summary: 'Long work one started, newest first' })
      .output(z.array(jobView)),
    get: base
      .route({ method: 'GET', path: '/jobs/{id}', summary: 'How far a piece of long work is' })
      .input(z.object({ id: z.uuid() }))
      .output(jobView),
    cancel: base
      .route({ method: 'POST', path: '/jobs/{id}/cancel', summary: 'Stop it; one that is finished stays so' })
      .input(z.object({ id: z.uuid() }))
      .output(jobView),
  },

  redactions: {
    due: base
      .route({
        method: 'GET',
        path: '/projects/{key}/redactions/due',
        summary: 'Records that need not be kept any longer, and those that a legal hold keeps',
      })
      .input(z.object({ key }))
      .output(disposables),
    find: base
      .route({ method: 'POST', path: '/projects/{key}/redactions/find', summary: 'Where words stand, in all history' })
      .input(
        z.object({
          key,
          words: z
            .string()
            .trim()
            .min(3, rule`must have at least 3 characters`)
            .max(200),
        }),
      )
      .output(shape.redactionPlaces),
  },

  ledger: {
    status: base
      .route({ method: 'GET', path: '/projects/{key}/ledger', summary: 'Length, head and last seal' })
      .input(z.object({ key }))
      .output(shape.ledgerStatus),
    events: base
      .route({ method: 'GET', path: '/projects/{key}/ledger/events', summary: 'Events, newest first' })
      .input(
        z.object({
          key,
          before: z.coerce.number().int().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      )
      .output(z.object({ total: z.number(), events: z.array(historyEntry) })),
    verify: base
      .route({ method: 'POST', path: '/projects/{key}/ledger/verify', summary: 'Verify the whole ledger of a project' })
      .input(z.object({ key }))
      .output(shape.ledgerCheck),
  },
};

export type Contract = typeof contract;
export { windowName };
export { day } from './day.ts';
export * from './identity-shapes.ts';
export * from './mail-shapes.ts';
export { demonstrationStage } from './demonstrations.ts';
export { documentRequest, producedDocument, registerRequest } from './documents.ts';
export { jobView } from './job.ts';
export { followed, NOTICE_WAYS, type NoticePreferences, noticePreferences, type Reason, REASONS } from './notices.ts';
export { importRun, importUndone } from './imports.ts';
export { historyEntry, signing } from './history.ts';
export { found } from './search.ts';
export { commandPreview } from './commands.ts';
export { changes, linkChange, recordChange } from './changes.ts';
export { impact } from './impact.ts';
export { held, matrix } from './matrix.ts';
export * from './shapes.ts';
export type { IdentityProvider, ProviderGroup, TriedProvider } from './providers.ts';
export { importDiff, importIssue, importRequest } from './plan-import.ts';
export { templateChoice, templateMade } from './templates.ts';
export { tableDiff } from './tables.ts';
export { webhookAttempt, webhookView } from './webhooks.ts';
