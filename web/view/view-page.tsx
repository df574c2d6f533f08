import type { View } from '@callosum/kernel';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useComposition } from '../composition.ts';
import { Loaded, Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useWords } from '../messages/words.ts';
import { Since } from './since.tsx';
import { AsOf } from '../readiness/as-of.tsx';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import classes from './view.module.css';
import type { ViewScreen } from './views.ts';

/** A look across registers, as a discipline shows it. */
export function ViewPage() {
  const { view } = useParams({ from: '/shell/p/$key/view/$view' });
  const { registry, views } = useComposition();
  const screen = views.screens?.find((one) => one.view === view);
  const project = useProject();
  const declared = registry.views.get(view);
  if (!screen || !declared?.home.includes(project.type)) return <NotFound />;
  return <Look key={view} screen={screen} declared={declared} />;
}

function Look({
  screen: { view, Show },
  declared: { reads, compares = false, across },
}: {
  readonly screen: ViewScreen;
  readonly declared: View;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const api = useApi();
  const navigate = useNavigate();
  const { at, since, ...rest } = useSearch({ from: '/shell/p/$key/view/$view' });
  const choices = chosenOf(rest);
  const answer = useQuery(
    api.projects.view.queryOptions({
      input: {
        key: project.key,
        view,
        choices,
        ...(at === undefined ? {} : { at }),
        ...(compares && since !== undefined ? { since } : {}),
      },
      placeholderData: keepPreviousData,
    }),
  );
  const show = (search: Readonly<Record<string, string | undefined>>): void => {
    void navigate({
      to: '/p/$key/view/$view',
      params: { key: project.key, view },
      search: { at: undefined, ...chosenOf(search) },
      replace: true,
    });
  };
  return (
    <Page
      wide
      title={words.view(view)}
      context={project.title}
      lead={words.viewHelp(view)}
      actions={
        <>
          {compares && <Since since={since} onChange={(day) => show({ ...choices, at, since: day })} />}
          <AsOf at={at} today={project.today} onChange={(day) => show({ ...choices, since, at: day })} />
        </>
      }
    >
      <Loaded query={answer}>
        {({ empty, model, notShown, at: day }) =>
          empty ? (
            <Empty reads={reads} across={across !== undefined} />
          ) : (
            <div className={classes['look']} aria-busy={answer.isPlaceholderData}>
              <Suspense fallback={<Waiting />}>
                <Show
                  model={model}
                  at={day}
                  choices={choices}
                  onChoose={(next) => show({ at, since, ...choices, ...next })}
                />
              </Suspense>
              {notShown > 0 && <p className={classes['notShown']}>{t('view.notShown', { count: notShown })}</p>}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function chosenOf(search: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [name, value] of Object.entries(search)) if (value) chosen[name] = value;
  return chosen;
}

/** There is nothing to look at before the first record: where it is made. */
function Empty({ reads: [first], across }: { readonly reads: readonly string[]; readonly across: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const { registry } = useComposition();
  const kind = first === undefined ? undefined : registry.kinds.get(first);
  if (across) {
    return (
      <div className={classes['empty']}>
        <p>{t('view.noProjects')}</p>
        <Link to="/start">{t('view.start')}</Link>
      </div>
    );
  }
  if (!kind) return null;
  return (
    <div className={classes['empty']}>
      <p>{t('view.empty', { kinds: words.many(kind.name) })}</p>
      <p>{words.help(kind)}</p>
      <Link to="/p/$key/register/$kind" params={{ key: project.key, kind: kind.name }}>
        {t('register.open', { kinds: words.many(kind.name) })}
      </Link>
    </div>
  );
}
