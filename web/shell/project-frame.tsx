import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../api/live.ts';
import { problemsOf } from '../api/problems.ts';
import { useComposition } from '../composition.ts';
import { Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { FormatProvider, useMakeFormat } from '../messages/format.ts';
import { ConnectionStore } from './connection.tsx';
import { openProject, ProjectProvider } from './project.ts';

/** The project that is open: its zone, the reader's rights in it, and its changes as they happen. */
export function ProjectFrame() {
  const { key } = useParams({ from: '/shell/p/$key' });
  const { t } = useTranslation();
  const { api, registry } = useComposition();
  const project = useQuery(api.projects.get.queryOptions({ input: { key } }));
  const format = useMakeFormat(project.data?.zone ?? 'UTC');
  const me = useQuery(api.me.queryOptions()).data;
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
    <ProjectProvider value={openProject(project.data, me.id, registry)}>
      <FormatProvider value={format}>
        <Live project={key} key={key} />
        <Outlet />
      </FormatProvider>
    </ProjectProvider>
  );
}

function Live({ project }: { readonly project: string }) {
  const connection = useLive(project);
  const { report } = useContext(ConnectionStore);
  useEffect(() => report(connection), [report, connection]);
  return null;
}
