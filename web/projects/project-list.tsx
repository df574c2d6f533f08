import { Button } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProjectCard } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Counts, StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { ShareBar } from '../readiness/share-bar.tsx';
import { useScopes } from '../scopes/use-scopes.ts';
import { toneOf } from '../readiness/gate-state.ts';
import { LoadDemonstration } from './load-demonstration.tsx';
import classes from './projects.module.css';

export function ProjectList() {
  const { t } = useTranslation();
  const api = useApi();
  const projects = useQuery(api.projects.list.queryOptions());
  const mayStart =
    useQuery(api.me.queryOptions()).data?.roles.some((role) => role === 'owner' || role === 'manager') ?? false;
  const empty = projects.data?.length === 0;
  const importButton = mayStart && (
    <Button component={Link} to="/import" leftSection={<IconFileImport size={17} stroke={1.7} />} variant="default">
      {t('projects.import')}
    </Button>
  );
  return (
    <Page
      title={t('projects.title')}
      actions={
        empty || !mayStart ? undefined : (
          <>
            <StartButton type="programme" />
            <StartButton type="project" />
            {importButton}
          </>
        )
      }
      lead={empty ? t(mayStart ? 'projects.emptyLead' : 'projects.emptyReader') : undefined}
    >
      <Loaded query={projects}>
        {(cards) => (
          <>
            <Tree cards={cards} />
            {cards.length === 0 && (
              <div className={classes['empty']}>
                {mayStart && <StartButton type="project" says={t('projects.fromTemplate')} />}
                {importButton}
                <LoadDemonstration />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** @param says stands on it instead, where it is what is done first. */
function StartButton({ type, says }: { readonly type: 'programme' | 'project'; readonly says?: string }) {
  const { t } = useTranslation();
  return (
    <Button
      variant={says === undefined ? 'default' : 'filled'}
      leftSection={<IconPlus size={17} stroke={1.7} />}
      renderRoot={(props) => <Link to="/start" search={{ type }} {...props} />}
    >
      {says ?? t(type === 'project' ? 'scopes.newProject' : 'scopes.newProgramme')}
    </Button>
  );
}

/** The organisation, its programmes with their projects, and the projects without one. */
function Tree({ cards }: { readonly cards: readonly ProjectCard[] }) {
  const { t } = useTranslation();
  const scopes = useScopes();
  const above = new Map(scopes.map(({ key, parent }) => [key, parent]));
  const upper = scopes.filter(({ type }) => type !== 'project');
  const under = (key: string | null): readonly ProjectCard[] =>
    inOrder(cards.filter((card) => (above.get(card.key) ?? null) === key));
  // Until the tree is here, the projects stand by themselves.
  if (upper.length === 0) return <Cards cards={inOrder(cards)} label={t('projects.title')} />;
  return (
    <>
      {upper.map(({ key, title, type, roles }) => (
        <section key={key} className={classes['scope']} aria-labelledby={`scope-${key}`}>
          <h2 id={`scope-${key}`} className={classes['scopeTitle']}>
            {roles.length > 0 ? (
              <Link to="/p/$key" params={{ key }}>
                {title || t(`scopes.type.${type}`)}
              </Link>
            ) : (
              title || t(`scopes.type.${type}`)
            )}
            <span className={classes['soft']}> {t(`scopes.type.${type}`)}</span>
          </h2>
          <Cards cards={under(key)} label={title} />
        </section>
      ))}
    </>
  );
}

function Cards({ cards, label }: { readonly cards: readonly ProjectCard[]; readonly label: string }) {
  if (cards.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label={label}>
      {cards.map((card) => (
        <Row key={card.key} card={card} />
      ))}
    </ul>
  );
}

/** What is due first comes first; projects without a next gate last. */
function inOrder(cards: readonly ProjectCard[]): readonly ProjectCard[] {
  const due = (card: ProjectCard): string => card.next?.date ?? '9999';
  return [...cards].sort((a, b) => (due(a) < due(b) ? -1 : Number(due(a) > due(b))));
}

function Row({ card }: { readonly card: ProjectCard }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes['row']}>
      <div className={classes['name']}>
        <Link to="/p/$key" params={{ key: card.key }}>
          {card.title}
        </Link>
        <span className={classes['soft']}>
          {card.key}
          {card.roles.every((role) => role === 'reader' || role === 'auditor') && ` · ${t('projects.readsOnly')}`}
        </span>
      </div>
      <div className={classes['gate']}>
        {card.next ? (
          <>
            <span>
              {t('projects.next', { gate: card.next.title })}
              {card.next.date !== null && <span className={classes['soft']}> {format.date(card.next.date)}</span>}
            </span>
            <StateMark tone={toneOf(card.next.state)} word={t(`gateState.${card.next.state}`)} />
          </>
        ) : (
          <span className={classes['soft']}>{t('projects.noNext')}</span>
        )}
      </div>
      <div className={classes['bar']}>
        <ShareBar counts={card.counts} />
        <Counts counts={card.counts} />
      </div>
      <div className={classes['goLive']}>
        <span className={classes['soft']}>{t('projects.goLive')}</span>
        <span>{card.goLive === null ? t('kit.notSet') : format.date(card.goLive)}</span>
      </div>
    </li>
  );
}
