import { type Kind, SCOPE_TYPES } from '@callosum/kernel';
import {
  IconActivityHeartbeat,
  IconBook2,
  IconDelta,
  IconFileImport,
  IconFileText,
  IconInfoCircle,
  IconListDetails,
  IconTimeline,
  IconUrgent,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import type { ProjectView } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { isOutline } from '../register/outline.ts';
import { ConnectionState } from './connection.tsx';
import type { PageScreen, ViewScreen } from '../view/views.ts';
import { useFew } from './few.ts';
import classes from './shell.module.css';

/** Where one can go within a project: its readiness, its plan, what it is, its registers by discipline, its ledger. */
export function Navigation({ project }: { readonly project: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const api = useApi();
  const { registry, views } = useComposition();
  const about = useQuery(api.projects.get.queryOptions({ input: { key: project } })).data;
  const counts = about?.counts ?? {};
  // What lives neither here nor above is not to be found here.
  const places = new Set(about ? [about.type, ...about.above.map(({ type }) => type)] : SCOPE_TYPES);
  const kinds = [...registry.kinds.values()].filter(
    (kind) => !kind.hidden && kind.home.some((type) => places.has(type)),
  );
  const plan = kinds.find(isOutline);
  const registers = kinds.filter((kind) => kind !== plan);
  const screens = useScreens(about);
  // A page that stands for a register takes its place in a project; above, there is the register.
  const page = about?.type === 'project' ? views.pages?.find(({ of }) => of === plan?.name) : undefined;
  useActions(useGoActions(project, plan, page, registers, screens));
  const few = useFew(project, registers, about && counts, about?.registers ?? []);

  const register = (kind: Kind, label: string, Icon?: typeof IconTimeline) => {
    return (
      <Link
        key={kind.name}
        to="/p/$key/register/$kind"
        params={{ key: project, kind: kind.name }}
        className={classes['nav']}
        activeOptions={{ includeSearch: false }}
        activeProps={{ 'aria-current': 'page' }}
      >
        {Icon && <Icon size={17} stroke={1.6} aria-hidden="true" />}
        <span>{label}</span>
        {counts[kind.name] !== undefined && (
          <span className={classes['count']}>{format.number(counts[kind.name] ?? 0)}</span>
        )}
      </Link>
    );
  };

  return (
    <>
      <nav aria-label={t('shell.projectNavigation')} className={classes['links']}>
        <Link
          to="/p/$key"
          params={{ key: project }}
          className={classes['nav']}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconActivityHeartbeat size={17} stroke={1.6} aria-hidden="true" />
          <span>{t(about && about.type !== 'project' ? 'scopes.overview' : 'readiness.title')}</span>
        </Link>
        {plan && !page && register(plan, t('register.plan'), IconTimeline)}
        {plan && page && (
          <Link
            to="/p/$key/$reference"
            params={{ key: project, reference: page.name }}
            className={classes['nav']}
            activeProps={{ 'aria-current': 'page' }}
          >
            <IconTimeline size={17} stroke={1.6} aria-hidden="true" />
            <span>{t('register.plan')}</span>
            {counts[plan.name] !== undefined && (
              <span className={classes['count']}>{format.number(counts[plan.name] ?? 0)}</span>
            )}
          </Link>
        )}
        <Link
          to="/p/$key/changes"
          params={{ key: project }}
          className={classes['nav']}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconDelta size={17} stroke={1.6} aria-hidden="true" />
          <span>{t('changes.title')}</span>
        </Link>
        {about && (
          <Link
            to="/p/$key/$reference"
            params={{ key: project, reference: about.id }}
            className={classes['nav']}
            activeProps={{ 'aria-current': 'page' }}
          >
            <IconInfoCircle size={17} stroke={1.6} aria-hidden="true" />
            <span>{t('shell.about')}</span>
          </Link>
        )}
        <Link
          to="/p/$key/documents"
          params={{ key: project }}
          className={classes['nav']}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconFileText size={17} stroke={1.6} aria-hidden="true" />
          <span>{t('documents.title')}</span>
        </Link>
        {screens.length > 0 && <h2 className={classes['group']}>{t('shell.views')}</h2>}
        {screens.map(({ view, icon: Icon }) => (
          <Link
            key={view}
            to="/p/$key/view/$view"
            params={{ key: project, view }}
            className={classes['nav']}
            activeOptions={{ includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon size={17} stroke={1.6} aria-hidden="true" />
            <span>{words.view(view)}</span>
          </Link>
        ))}
        {registry.disciplines.map((discipline) => {
          const own = few.shown.filter((kind) => kind.discipline === discipline.name);
          if (own.length === 0) return null;
          return (
            <Fragment key={discipline.name}>
              <h2 className={classes['group']}>{words.discipline(discipline.name)}</h2>
              {own.map((kind) => register(kind, words.many(kind.name)))}
            </Fragment>
          );
        })}
        {(few.rest > 0 || few.all) && (
          <button type="button" className={classes['more']} aria-expanded={few.all} onClick={few.toggle}>
            {few.all ? t('shell.fewerRegisters') : t('shell.moreRegisters', { count: few.rest })}
          </button>
        )}
        <h2 className={classes['group']}>{t('people.title')}</h2>
        <Link
          to="/p/$key/people"
          params={{ key: project }}
          className={classes['nav']}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconUsers size={17} stroke={1.6} aria-hidden="true" />
          <span>{t('people.roles')}</span>
        </Link>
        {about?.roles.some((role) => role === 'owner' || role === 'manager') && (
          <Link
            to="/p/$key/emergency"
            params={{ key: project }}
            className={classes['nav']}
            activeProps={{ 'aria-current': 'page' }}
          >
            <IconUrgent size={17} stroke={1.6} aria-hidden="true" />
            <span>{t('emergency.reviews')}</span>
          </Link>
        )}
        <h2 className={classes['group']}>{t('shell.proof')}</h2>
        <Link
          to="/p/$key/imports"
          params={{ key: project }}
          className={classes['nav']}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconFileImport size={17} stroke={1.6} aria-hidden="true" />
          <span>{t('imports.title')}</span>
        </Link>
        <Link
          to="/p/$key/ledger"
          params={{ key: project }}
          className={classes['nav']}
          activeProps={{ 'aria-current': 'page' }}
        >
          <IconBook2 size={17} stroke={1.6} aria-hidden="true" />
          <span>{t('ledger.title')}</span>
        </Link>
      </nav>
      <ConnectionState />
    </>
  );
}

/** Views of what is there: small stays small. */
function useScreens(about: Pick<ProjectView, 'type' | 'counts'> | undefined): readonly ViewScreen[] {
  const { registry, views } = useComposition();
  return (views.screens ?? []).filter(({ view }) => {
    const declared = registry.views.get(view);
    return (
      about !== undefined &&
      declared?.home.includes(about.type) === true &&
      (declared.across !== undefined || declared.reads.some((kind) => (about.counts[kind] ?? 0) > 0))
    );
  });
}

function useGoActions(
  key: string,
  plan: Kind | undefined,
  page: PageScreen | undefined,
  registers: readonly Kind[],
  screens: readonly ViewScreen[],
): Action[] {
  const navigate = useNavigate();
  const words = useWords();
  const toRegister = (kind: string): void => void navigate({ to: '/p/$key/register/$kind', params: { key, kind } });
  return [
    {
      id: 'go-readiness',
      labelKey: 'readiness.title',
      group: 'go',
      icon: IconActivityHeartbeat,
      shortcut: 'g r',
      run: () => void navigate({ to: '/p/$key', params: { key } }),
    },
    ...(plan
      ? [
          {
            id: 'go-plan',
            labelKey: 'register.plan',
            group: 'go',
            icon: IconTimeline,
            shortcut: 'g p',
            run: () =>
              page
                ? void navigate({ to: '/p/$key/$reference', params: { key, reference: page.name } })
                : toRegister(plan.name),
          } as const,
        ]
      : []),
    ...screens.map(({ view, icon }): Action => ({
      id: `go-view-${view}`,
      labelKey: 'view.open',
      values: { view: words.view(view) },
      group: 'go',
      icon,
      run: () => void navigate({ to: '/p/$key/view/$view', params: { key, view } }),
    })),
    ...registers.map((kind): Action => ({
      id: `go-${kind.name}`,
      labelKey: 'register.open',
      values: { kinds: words.many(kind.name) },
      group: 'go',
      icon: IconListDetails,
      run: () => toRegister(kind.name),
    })),
    {
      id: 'go-people',
      labelKey: 'people.title',
      group: 'go',
      icon: IconUsers,
      run: () => void navigate({ to: '/p/$key/people', params: { key } }),
    },
    {
      id: 'go-documents',
      labelKey: 'documents.title',
      group: 'go',
      icon: IconFileText,
      shortcut: 'g o',
      run: () => void navigate({ to: '/p/$key/documents', params: { key } }),
    },
    {
      id: 'go-webhooks',
      labelKey: 'webhooks.title',
      group: 'go',
      icon: IconWebhook,
      run: () => void navigate({ to: '/p/$key/webhooks', params: { key } }),
    },
    {
      id: 'go-ledger',
      labelKey: 'ledger.title',
      group: 'go',
      icon: IconBook2,
      shortcut: 'g l',
      run: () => void navigate({ to: '/p/$key/ledger', params: { key } }),
    },
  ];
}
