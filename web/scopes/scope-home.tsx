import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import { Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useProject } from '../shell/project.ts';
import { Holders } from './holders.tsx';
import classes from './scopes.module.css';
import { mayStartIn, useScopes } from './use-scopes.ts';

const ReadinessPage = lazy(async () => ({ default: (await import('../readiness/readiness-page.tsx')).ReadinessPage }));

/** Where one arrives in a scope: a project's readiness, or what lies below the organisation or a programme. */
export function ScopeHome() {
  const { type } = useProject();
  if (type !== 'project') return <Overview />;
  return (
    <Suspense fallback={<Waiting />}>
      <ReadinessPage />
    </Suspense>
  );
}

function Overview() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const project = useProject();
  const below = useScopes().filter(({ parent }) => parent === project.key);
  const start = (type: 'programme' | 'project', labelKey: string): Action => ({
    id: `start-${type}`,
    labelKey,
    group: 'do',
    icon: IconPlus,
    visible: mayStartIn(project) && (type === 'project' || project.type === 'organisation'),
    run: () => void navigate({ to: '/start', search: { type, parent: project.key } }),
  });
  const programme = start('programme', 'scopes.newProgramme');
  const startProject = start('project', 'scopes.newProject');
  useActions([programme, startProject]);
  return (
    <Page
      title={project.title}
      lead={
        <>
          <Link to="/p/$key/$reference" params={{ key: project.key, reference: project.id }}>
            {t(`scopes.type.${project.type}`)}
          </Link>{' '}
          {project.key}
        </>
      }
      actions={
        <>
          <ActionButton action={programme} />
          <ActionButton action={startProject} />
        </>
      }
    >
      <section className={classes['section']} aria-labelledby="below">
        <div className={classes['head']}>
          <h2 id="below">{t('scopes.below')}</h2>
        </div>
        {below.length === 0 ? (
          <p className={classes['soft']}>{t('scopes.nothingBelow')}</p>
        ) : (
          <ul className={classes['below']}>
            {below.map(({ key, title, type }) => (
              <li key={key}>
                <Link to="/p/$key" params={{ key }}>
                  {title}
                </Link>
                <span className={classes['soft']}>
                  {t(`scopes.type.${type}`)} {key}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Holders />
    </Page>
  );
}
