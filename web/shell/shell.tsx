import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation, useParams, useRouteContext } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useAllActions } from '../actions/registry.tsx';
import { useShortcuts } from '../actions/shortcuts.ts';
import { PeopleProvider } from '../api/people.tsx';
import type { Connection } from '../api/live.ts';
import { DeclarationsContext } from '../composition.ts';
import { createFirstPath, FirstPathContext } from '../kit/first-path.ts';
import { Language } from '../messages/language.tsx';
import { SessionGuard } from '../session/session-guard.tsx';
import { ConnectionStore } from './connection.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import { useShellActions } from './shell-actions.ts';
import classes from './shell.module.css';

// Asked for as soon as the frame stands, so that they are there before anybody can call for them.
const Palette = lazy(async () => ({ default: (await import('../actions/palette.tsx')).Palette }));
const Help = lazy(async () => ({ default: (await import('../actions/help.tsx')).Help }));
const Invite = lazy(async () => ({ default: (await import('./invite.tsx')).Invite }));

/** Everything for somebody who is signed in, from where the declarations are there. */
export function Shell() {
  const { declared } = useRouteContext({ from: '/shell' });
  return (
    <DeclarationsContext value={declared}>
      <Language>
        <Frame />
      </Language>
    </DeclarationsContext>
  );
}

/** The frame around every screen. */
function Frame() {
  const { t } = useTranslation();
  const { key } = useParams({ strict: false });
  const [opened, navigation] = useDisclosure(false);
  const [helpOpened, help] = useDisclosure(false);
  const [inviting, invite] = useDisclosure(false);
  const own = useShellActions({ help: help.open, invite: invite.open });
  const [firstPath] = useState(createFirstPath);
  const [connection, report] = useState<Connection>('connecting');
  const live = useMemo(() => ({ connection, report }), [connection]);
  useActions(own.all);
  const actions = useAllActions();
  useShortcuts(actions);

  const path = useLocation({ select: (location) => location.pathname });
  const close = navigation.close;
  useEffect(close, [path, close]);

  return (
    <FirstPathContext value={firstPath}>
      <PeopleProvider>
        <ConnectionStore value={live}>
          <a className={classes['skip']} href="#main">
            {t('shell.skip')}
          </a>
          <AppShell
            header={{ height: 52 }}
            {...(key === undefined ? {} : { navbar: { width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } } })}
            transitionDuration={0}
          >
            <AppShell.Header>
              <Header
                account={own.account}
                {...(key === undefined ? {} : { navigation: { opened, toggle: navigation.toggle } })}
              />
            </AppShell.Header>
            {key !== undefined && (
              <AppShell.Navbar className={classes['navbar']}>
                <Navigation project={key} />
              </AppShell.Navbar>
            )}
            <AppShell.Main id="main" tabIndex={-1} className={classes['main']} data-alone={key === undefined}>
              <Outlet />
            </AppShell.Main>
          </AppShell>
          <Suspense>
            <Palette actions={actions} />
            <Help actions={actions} opened={helpOpened} onClose={help.close} />
            <SessionGuard />
            <Invite opened={inviting} onClose={invite.close} project={key} />
          </Suspense>
        </ConnectionStore>
      </PeopleProvider>
    </FirstPathContext>
  );
}
