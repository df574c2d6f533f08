import { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import type { Api } from './api/client.ts';
import type { Declarations } from './composition.ts';
import { problemsOf } from './api/problems.ts';
import { readSearch } from './register/search.ts';
import { Broken, NotFound, NowhereAtAll } from './shell/failures.tsx';

interface RouteContext {
  readonly api: Api;
  readonly queries: QueryClient;
  readonly declarations: Promise<Declarations>;
}

// Every screen is fetched when it is first needed, and ahead of that when somebody points at a way to it: what all
// screens share is the first download.
const root = createRootRouteWithContext<RouteContext>()({ component: Outlet, notFoundComponent: NowhereAtAll });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const date = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
type Search = Record<string, unknown>;

// What is not there is left out, so that addresses stay short.
const query = (search: Search): { q?: string } => optional('q', text(search['q']));
const next = (search: Search): { next?: string } => optional('next', text(search['next']));
const signInSearch = (search: Search): { next?: string; refused?: string } => ({
  ...next(search),
  ...optional('refused', text(search['refused'])),
});
const at = (search: Search): { at?: string | undefined } => optional('at', date(search['at']));
const changesSearch = (search: Search): { from?: string | undefined; at?: string | undefined } => ({
  ...optional('from', date(search['from'])),
  ...at(search),
});
/** The day, and whatever else the view leaves to choose: numbers and flags in an address are texts here. */
const viewSearch = (search: Search): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, String(value)]]
        : [],
    ),
  );
const readinessSearch = (search: Search): { at?: string | undefined; gate?: string } => ({
  ...at(search),
  ...optional('gate', text(search['gate'])),
});
const madeFor = (search: Search): { link?: string; to?: string; from?: string } => ({
  ...optional('link', text(search['link'])),
  ...optional('from', text(search['from'])),
  ...optional('to', text(search['to'])),
});
const startSearch = (search: Search): { type?: 'programme' | 'project'; parent?: string } => ({
  ...(search['type'] === 'programme' || search['type'] === 'project' ? { type: search['type'] } : {}),
  ...optional('parent', text(search['parent'])),
});

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('./session/forgotten-page.tsx'), 'ForgottenPage'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./session/reset-page.tsx'), 'ResetPage'),
});
const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./session/join-page.tsx'), 'JoinPage'),
});

const leave = createRoute({
  getParentRoute: () => root,
  path: '/leave/$token',
  component: lazyRouteComponent(() => import('./notices/leave-page.tsx'), 'LeavePage'),
});

/** Everything else needs an account. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(context.api.me.queryOptions());
    if (!me) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    return { declared: await context.declarations };
  },
});
const projects = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./projects/project-list.tsx'), 'ProjectList'),
});
const day = createRoute({
  getParentRoute: () => shell,
  path: '/day',
  validateSearch: (found: Search): { as?: string } => optional('as', text(found['as'])),
  component: lazyRouteComponent(() => import('./day/day-page.tsx'), 'DayPage'),
});
const search = createRoute({
  getParentRoute: () => shell,
  path: '/search',
  validateSearch: query,
  component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
});
const importPlan = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./settings/account-page.tsx'), 'AccountPage'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});
const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  component: lazyRouteComponent(() => import('./notices/notices-page.tsx'), 'NoticesPage'),
});
const signInSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/sign-in',
  component: lazyRouteComponent(() => import('./settings/sign-in-settings-page.tsx'), 'SignInSettingsPage'),
});
const providers = createRoute({
  getParentRoute: () => shell,
  path: '/settings/single-sign-on',
  component: lazyRouteComponent(() => import('./providers/providers-page.tsx'), 'ProvidersPage'),
});
const mailSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/mail',
  component: lazyRouteComponent(() => import('./settings/mail-page.tsx'), 'MailPage'),
});
const documentStyle = createRoute({
  getParentRoute: () => shell,
  path: '/settings/document-style',
  component: lazyRouteComponent(() => import('./settings/document-style-page.tsx'), 'DocumentStylePage'),
});
const languageSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/language',
  component: lazyRouteComponent(() => import('./settings/language-page.tsx'), 'LanguagePage'),
});
const emergencySettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/emergency',
  component: lazyRouteComponent(() => import('./settings/emergency-settings-page.tsx'), 'EmergencySettingsPage'),
});
const emergency = createRoute({
  getParentRoute: () => shell,
  path: '/emergency',
  component: lazyRouteComponent(() => import('./emergency/take-page.tsx'), 'TakePage'),
});
const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  validateSearch: startSearch,
  component: lazyRouteComponent(() => import('./scopes/start-page.tsx'), 'StartPage'),
});
const project = createRoute({
  getParentRoute: () => shell,
  path: '/p/$key',
  validateSearch: at,
  // Whoever looks at another day keeps it from page to page, until he goes back to today.
  search: { middlewares: [retainSearchParams(['at'])] },
  component: lazyRouteComponent(() => import('./shell/project-frame.tsx'), 'ProjectFrame'),
});
const readiness = createRoute({
  getParentRoute: () => project,
  path: '/',
  validateSearch: readinessSearch,
  component: lazyRouteComponent(() => import('./scopes/scope-home.tsx'), 'ScopeHome'),
});
const gate = createRoute({
  getParentRoute: () => project,
  path: '/gate/$gate',
  validateSearch: at,
  component: lazyRouteComponent(() => import('./readiness/gate-page.tsx'), 'GatePage'),
});
const criterion = createRoute({
  getParentRoute: () => project,
  path: '/criterion/$criterion',
  validateSearch: at,
  component: lazyRouteComponent(() => import('./readiness/criterion-page.tsx'), 'CriterionPage'),
});
const changes = createRoute({
  getParentRoute: () => project,
  path: '/changes',
  validateSearch: changesSearch,
  component: lazyRouteComponent(() => import('./changes/changes-page.tsx'), 'ChangesPage'),
});
const register = createRoute({
  getParentRoute: () => project,
  path: '/register/$kind',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./register/register-page.tsx'), 'RegisterPage'),
});
const view = createRoute({
  getParentRoute: () => project,
  path: '/view/$view',
  validateSearch: viewSearch,
  component: lazyRouteComponent(() => import('./view/view-page.tsx'), 'ViewPage'),
});
const tableImport = createRoute({
  getParentRoute: () => project,
  path: '/register/$kind/import',
  component: lazyRouteComponent(() => import('./tables/table-page.tsx'), 'TablePage'),
});
const create = createRoute({
  getParentRoute: () => project,
  path: '/new/$kind',
  validateSearch: madeFor,
  component: lazyRouteComponent(() => import('./record/create-page.tsx'), 'CreatePage'),
});
const reimport = createRoute({
  getParentRoute: () => project,
  path: '/import',
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ReimportPage'),
});
const imports = createRoute({
  getParentRoute: () => project,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/imports-page.tsx'), 'ImportsPage'),
});
const documents = createRoute({
  getParentRoute: () => project,
  path: '/documents',
  component: lazyRouteComponent(() => import('./documents/documents-page.tsx'), 'DocumentsPage'),
});
const ledger = createRoute({
  getParentRoute: () => project,
  path: '/ledger',
  component: lazyRouteComponent(() => import('./ledger/ledger-page.tsx'), 'LedgerPage'),
});
const redaction = createRoute({
  getParentRoute: () => project,
  path: '/redaction',
  component: lazyRouteComponent(() => import('./redaction/redaction-page.tsx'), 'RedactionPage'),
});
const people = createRoute({
  getParentRoute: () => project,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'ProjectPeople'),
});
const webhooks = createRoute({
  getParentRoute: () => project,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});
const emergencies = createRoute({
  getParentRoute: () => project,
  path: '/emergency',
  component: lazyRouteComponent(() => import('./emergency/review-page.tsx'), 'ReviewPage'),
});
const organisationPeople = createRoute({
  getParentRoute: () => shell,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'OrganisationPeople'),
});
const record = createRoute({
  getParentRoute: () => project,
  path: '/$reference',
  // What a discipline's own page leaves to choose; a record's page has nothing to choose.
  validateSearch: viewSearch,
  component: lazyRouteComponent(() => import('./shell/named-page.tsx'), 'NamedPage'),
});

const tree = root.addChildren([
  signIn,
  forgotten,
  reset,
  join,
  leave,
  shell.addChildren([
    projects,
    day,
    search,
    importPlan,
    account,
    notices,
    settings,
    languageSettings,
    signInSettings,
    providers,
    mailSettings,
    documentStyle,
    emergencySettings,
    emergency,
    organisationPeople,
    start,
    project.addChildren([
      readiness,
      gate,
      criterion,
      changes,
      register,
      view,
      tableImport,
      create,
      reimport,
      imports,
      documents,
      ledger,
      redaction,
      people,
      webhooks,
      emergencies,
      record,
    ]),
  ]),
]);

export function createAppRouter(api: Api, declarations: Promise<Declarations>) {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays a refusal; only a lost connection is worth another try.
        retry: (failures, error) => failures < 2 && problemsOf(error).some(({ code }) => code === 'offline'),
      },
    },
  });
  return createRouter({
    routeTree: tree,
    context: { api, queries, declarations },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
