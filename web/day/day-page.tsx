import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { problemsOf, type Trouble } from '../api/problems.ts';
import type { Day } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './day.module.css';
import { useDay } from './use-day.ts';
import { Waiting } from './waiting.tsx';
import { WhoseDay } from './whose-day.tsx';

type NewsItem = Day['news'][number];

/** What waits for whoever is signed in, why, and until when; and what is new. */
export function DayPage() {
  const { t } = useTranslation();
  const { as } = useSearch({ from: '/shell/day' });
  const day = useDay(as);
  return (
    <Page title={t('day.title')}>
      <Loaded query={day}>
        {({ news, others, ...rest }) => (
          <>
            {others.length > 0 && <WhoseDay as={as} others={others} />}
            <div className={classes['columns']}>
              <Waiting {...rest} as={as} />
              {as === undefined && <News news={news} />}
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function News({ news }: Pick<Day, 'news'>) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const unread = news.filter(({ read }) => !read).length;
  const change = async (done: Promise<unknown>): Promise<void> => {
    try {
      await done;
      setProblems([]);
    } catch (error) {
      setProblems(problemsOf(error));
    }
    await queries.invalidateQueries({ queryKey: api.day.key() });
  };
  return (
    <section aria-labelledby="news">
      <div className={classes['head']}>
        <h2 id="news">{t('day.news')}</h2>
        {unread > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => void change(api.day.read.call({}))}>
            {t('day.readAll')}
          </Button>
        )}
      </div>
      <Problems problems={problems} />
      {news.length === 0 && <p className={classes['soft']}>{t('day.noNews')}</p>}
      <ul>
        {news.map((item) => (
          <NewsRow key={item.id} item={item} onChange={(done) => void change(done)} />
        ))}
      </ul>
    </section>
  );
}

function NewsRow({ item, onChange }: { readonly item: NewsItem; readonly onChange: (done: Promise<unknown>) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const { project, record } = item;
  const reference = words.reference(record.kind, record.number);
  const leave = { key: project.key, id: record.id, watching: false };
  return (
    <li data-unread={!item.read}>
      <p className={classes['said']}>
        {!item.read && <span className="hidden">{t('day.unread')} </span>}
        <strong>{nameOf(item.by)}</strong> {t(`day.what.${item.what}`)}{' '}
        <Link
          to="/p/$key/$reference"
          params={{ key: project.key, reference: record.id }}
          onClick={() => onChange(api.day.read.call({ news: [item.id] }))}
        >
          {reference} {record.title}
        </Link>
      </p>
      <p className={classes['soft']}>
        {t(`day.because.${item.reason}`)} · {project.title} ·{' '}
        <time dateTime={item.made}>{format.instant(item.made)}</time>
      </p>
      <div className={classes['answers']}>
        {!item.read && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('day.readOf', { reference })}
            onClick={() => onChange(api.day.read.call({ news: [item.id] }))}
          >
            {t('day.read')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t('day.leaveOf', { reference })}
          onClick={() => onChange(api.collaboration.watch.call(leave))}
        >
          {t('day.leave')}
        </Button>
      </div>
    </li>
  );
}
