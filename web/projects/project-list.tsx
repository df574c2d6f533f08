import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
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
import { toneOf } from '../readiness/gate-state.ts';
import classes from './projects.module.css';

export function ProjectList() {
  const { t } = useTranslation();
  const api = useApi();
  const projects = useQuery(api.projects.list.queryOptions());
  const mayStart =
    useQuery(api.me.queryOptions()).data?.roles.some((role) => role === 'owner' || role === 'manager') ?? false;
  const empty = projects.data?.length === 0;
  const importButton = mayStart && (
    <Button
      component={Link}
      to="/import"
      leftSection={<IconFileImport size={17} stroke={1.7} />}
      variant={empty ? 'filled' : 'default'}
    >
      {t('projects.import')}
    </Button>
  );
  return (
    <Page
      title={t('projects.title')}
      actions={empty || !mayStart ? undefined : importButton}
      lead={empty ? t(mayStart ? 'projects.emptyLead' : 'projects.emptyReader') : undefined}
    >
      <Loaded query={projects}>
        {(cards) =>
          cards.length === 0 ? (
            <div className={classes['empty']}>{importButton}</div>
          ) : (
            <ul className={classes['list']}>
              {inOrder(cards).map((card) => (
                <Row key={card.key} card={card} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
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
