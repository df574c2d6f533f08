import { grantable } from '@callosum/kernel';
import { useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import {
  IconDeviceDesktop,
  IconFileImport,
  IconKeyboard,
  IconLanguage,
  IconLayoutList,
  IconListSearch,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSettings,
  IconSun,
  IconSunrise,
  IconUrgent,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Action } from '../actions/action.ts';
import { signOut } from '../api/session.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { PSEUDO } from '../messages/i18n.ts';
import { SETTINGS } from '../settings/settings.ts';

/** Who may take access in an emergency changes seldom. */
const FRESH_MS = 300_000;

export interface ShellActions {
  readonly all: readonly Action[];
  /** Those of the account menu. */
  readonly account: readonly Action[];
}

export function useShellActions(open: { readonly help: () => void; readonly invite: () => void }): ShellActions {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { mayStart, mayInvite, mayConfigure } = useRights();
  const api = useApi();
  const mayTake = useQuery(api.identity.emergency.policy.queryOptions({ staleTime: FRESH_MS })).data?.mayTake ?? false;
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = (value: 'light' | 'dark' | 'auto', icon: Action['icon']): Action => ({
    id: `scheme-${value}`,
    labelKey: `shell.scheme.${value}`,
    group: 'view',
    icon,
    visible: colorScheme !== value,
    run: () => setColorScheme(value),
  });
  const leave = async (): Promise<void> => {
    if (!(await signOut())) {
      announce(t('problem.offline.message'));
      return;
    }
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  const account: Action[] = [
    scheme('light', IconSun),
    scheme('dark', IconMoon),
    scheme('auto', IconDeviceDesktop),
    {
      id: 'settings',
      labelKey: 'settings.title',
      group: 'go',
      icon: IconSettings,
      shortcut: 'g s',
      run: () => void navigate({ to: '/settings' }),
    },
    { id: 'help', labelKey: 'actions.keys', group: 'view', icon: IconKeyboard, shortcut: '?', run: open.help },
    { id: 'invite', labelKey: 'shell.invite', group: 'do', icon: IconUserPlus, visible: mayInvite, run: open.invite },
    {
      id: 'emergency',
      labelKey: 'emergency.title',
      group: 'do',
      icon: IconUrgent,
      visible: mayTake,
      run: () => void navigate({ to: '/emergency' }),
    },
    { id: 'sign-out', labelKey: 'shell.signOut', group: 'do', icon: IconLogout, run: () => void leave() },
  ];
  return {
    account,
    all: [
      ...account,
      {
        id: 'palette',
        labelKey: 'actions.palette',
        group: 'view',
        icon: IconSearch,
        shortcut: 'mod+K',
        run: spotlight.open,
      },
      {
        id: 'projects',
        labelKey: 'shell.allProjects',
        group: 'go',
        icon: IconLayoutList,
        shortcut: 'g h',
        run: () => void navigate({ to: '/' }),
      },
      {
        id: 'day',
        labelKey: 'day.title',
        group: 'go',
        icon: IconSunrise,
        shortcut: 'g d',
        run: () => void navigate({ to: '/day' }),
      },
      {
        id: 'search',
        labelKey: 'search.title',
        group: 'go',
        icon: IconListSearch,
        shortcut: 'g f',
        run: () => void navigate({ to: '/search' }),
      },
      {
        id: 'people-all',
        labelKey: 'shell.people',
        group: 'go',
        icon: IconUsers,
        visible: mayInvite,
        run: () => void navigate({ to: '/people' }),
      },
      {
        id: 'import',
        labelKey: 'projects.import',
        group: 'do',
        icon: IconFileImport,
        visible: mayStart,
        run: () => void navigate({ to: '/import' }),
      },
      ...SETTINGS.map(({ id, to, labelKey, icon, of }): Action => ({
        id: `settings-${id}`,
        labelKey,
        group: 'go',
        icon,
        visible: of === 'account' || mayConfigure,
        run: () => void navigate({ to }),
      })),
      {
        id: 'pseudo',
        labelKey: 'shell.pseudo',
        group: 'view',
        icon: IconLanguage,
        visible: import.meta.env.DEV || i18n.language === PSEUDO,
        run: () => window.location.assign(i18n.language === PSEUDO ? '?' : '?lang=pseudo'),
      },
    ],
  };
}

/** Whether one may start projects, and bring people into what is open. */
function useRights(): { readonly mayStart: boolean; readonly mayInvite: boolean; readonly mayConfigure: boolean } {
  const api = useApi();
  const { key } = useParams({ strict: false });
  const mine = useQuery(api.me.queryOptions()).data?.roles ?? [];
  const open = useQuery(api.projects.list.queryOptions()).data?.find((project) => project.key === key);
  return {
    mayStart: mine.some((role) => role === 'owner' || role === 'manager'),
    mayConfigure: mine.includes('owner'),
    mayInvite: grantable(open ? open.roles : mine).length > 0,
  };
}
