import { withOwnFields } from '@callosum/kernel';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../api/live.ts';
import { problemsOf } from '../api/problems.ts';
import { DeclarationsContext, useComposition } from '../composition.ts';
import { EmergencyBanner } from '../emergency/banner.tsx';
import { Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { FormatProvider, useMakeFormat } from '../messages/format.ts';
import { useMakeWords, WordsProvider } from '../messages/words.ts';
import { EditsProvider } from '../record/edits.tsx';
import { SignProvider } from '../signing/sign-provider.tsx';
import { ConnectionStore } from './connection.tsx';
import { openProject, ProjectProvider } from './project.ts';

const NONE: readonly [] = [];

/** The project that is open: its own fields, its zone, the reader's rights in it, and its changes as they happen. */
export function ProjectFrame() {
  const { key } = useParams({ from: '/shell/p/$key' });
  const { at } = useSearch({ from: '/shell/p/$key' });
  const { t } = useTranslation();
  const composition = useComposition();
  const { api } = composition;
  const project = useQuery(api.projects.get.queryOptions({ input: { key } }));
  const format = useMakeFormat(project.data?.zone ?? 'UTC');
  const me = useQuery(api.me.queryOptions()).data;
  const scoped = useMemo(
    () => ({ ...composition, registry: withOwnFields(composition.registry, project.data?.ownFields ?? NONE) }),
    [composition, project.data?.ownFields],
  );
  if (project.isError && !project.data) {
    return (
      <Page title={t('failure.project.title', { key })}>
        <Problems problems={problemsOf(project.error)} />
        <Link to="/">{t('failure.home')}</Link>
      </Page>
    );
  }
  if (!project.data || !me) return <Waiting />;
  return (
    <ProjectProvider value={openProject(project.data, me.id, scoped.registry, at)}>
      <DeclarationsContext value={scoped}>
        <ScopedWords>
          <FormatProvider value={format}>
            <Live project={key} key={key} />
            <SignProvider>
              <EditsProvider key={`edits ${key}`}>
                <Outlet />
                <EmergencyBanner />
              </EditsProvider>
            </SignProvider>
          </FormatProvider>
        </ScopedWords>
      </DeclarationsContext>
    </ProjectProvider>
  );
}

/** The words of the fields that the project has given to kinds. */
function ScopedWords({ children }: { readonly children: ReactNode }) {
  return <WordsProvider value={useMakeWords()}>{children}</WordsProvider>;
}

function Live({ project }: { readonly project: string }) {
  const connection = useLive(project);
  const { report } = useContext(ConnectionStore);
  useEffect(() => report(connection), [report, connection]);
  return null;
}
