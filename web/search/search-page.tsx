import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useWords } from '../messages/words.ts';
import { MarkedText } from './pieces.tsx';
import classes from './search.module.css';

const route = getRouteApi('/shell/search');
const AT_ONCE = 20;

/** Everything one may see, by the words in it. */
export function SearchPage() {
  const { t } = useTranslation();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(q);
  const ask = (text: string): void => void navigate({ search: text.trim() === '' ? {} : { q: text.trim() } });
  return (
    <Page title={t('search.title')}>
      <search>
        <form
          className={classes['box']}
          onSubmit={(event) => {
            event.preventDefault();
            ask(typed);
          }}
        >
          <TextInput
            type="search"
            label={t('search.label')}
            description={t('search.how')}
            leftSection={<IconSearch size={16} stroke={1.7} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" mt="sm" size="xs">
            {t('search.do')}
          </Button>
        </form>
      </search>
      {q !== '' && <Results q={q} />}
    </Page>
  );
}

function Results({ q }: { readonly q: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const query = useInfiniteQuery(
    api.search.find.infiniteOptions({
      input: (offset: number) => ({ q, offset, limit: AT_ONCE }),
      initialPageParam: 0,
      getNextPageParam: ({ total }, _pages, offset) => (offset + AT_ONCE < total ? offset + AT_ONCE : undefined),
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          <output className={classes['count']}>{countOf(pages[0])}</output>
          <ol className={classes['hits']}>
            {pages.flatMap(({ hits }) => hits.map((hit) => <HitRow key={hit.record.id} hit={hit} />))}
          </ol>
          {query.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('search.more')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  );

  function countOf(first: Found | undefined): string {
    if (!first) return '';
    if (first.unknown.length > 0) return t('search.unknown', { what: first.unknown.join(', ') });
    if (first.total === 0) return t('search.none', { q });
    return t(first.more ? 'search.newest' : 'search.found', { count: first.total });
  }
}

function HitRow({ hit }: { readonly hit: Found['hits'][number] }) {
  const { t } = useTranslation();
  const words = useWords();
  const { project, record, about, text, title } = hit;
  const shown = about ?? record;
  return (
    <li>
      <Link to="/p/$key/$reference" params={{ key: project.key, reference: shown.id }}>
        {words.reference(shown.kind, shown.number)} {about ? about.title : <MarkedText pieces={title} />}
      </Link>
      <p className={classes['soft']}>
        {about ? t('search.commentOn', { kind: words.one(about.kind) }) : words.one(record.kind)} · {project.title}
        {!about && <> · {words.state(record.kind, record.state)}</>}
      </p>
      {text && (
        <p>
          {!about && <span className={classes['soft']}>{text.label}: </span>}
          <MarkedText pieces={text.pieces} />
        </p>
      )}
    </li>
  );
}
