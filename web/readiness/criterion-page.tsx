import { useRows } from '../kit/rows.ts';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Criterion, Gate, JudgedRows } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { useCriterionWords } from './criteria.tsx';
import { detailsOf } from './details.ts';
import classes from './readiness.module.css';
import { textOf } from '../kit/text-of.ts';

const PAGE = 200;
const ROW = 45;

/** The rows behind a criterion's number, those that are not in order first. */
export function CriterionPage() {
  const { key, criterion } = useParams({ from: '/shell/p/$key/criterion/$criterion' });
  const { at } = useSearch({ from: '/shell/p/$key/criterion/$criterion' });
  const { t } = useTranslation();
  const api = useApi();
  const readiness = useQuery(api.projects.readiness.queryOptions({ input: { key, ...(at ? { at } : {}) } }));
  return (
    <Loaded query={readiness}>
      {({ gates }) => {
        const gate = gates.find((one) => one.criteria.some(({ id }) => id === criterion));
        const found = gate?.criteria.find(({ id }) => id === criterion);
        if (!gate || !found) return <Page title={t('failure.notFound.title')}>{null}</Page>;
        return <Rows gate={gate} criterion={found} at={at} />;
      }}
    </Loaded>
  );
}

function Rows({
  gate,
  criterion,
  at,
}: {
  readonly gate: Gate;
  readonly criterion: Criterion;
  readonly at: string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const criterionWords = useCriterionWords();
  const format = useFormat();
  const api = useApi();
  const project = useProject();
  const { registry } = useComposition();
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ from: 0, to: 40 });
  const first = Math.floor(range.from / PAGE);
  const numbers = Array.from({ length: Math.floor(range.to / PAGE) - first + 1 }, (_, index) => first + index);
  const pages = useQueries({
    queries: numbers.map((page) =>
      api.projects.criterionRows.queryOptions({
        input: { key: project.key, criterion: criterion.id, ...(at ? { at } : {}), offset: page * PAGE, limit: PAGE },
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const answered = pages.find((page) => page.data)?.data;
  const rowAt = (index: number): JudgedRows['rows'][number] | undefined => {
    const page = pages[Math.floor(index / PAGE) - first]?.data;
    return page && page.offset === Math.floor(index / PAGE) * PAGE ? page.rows[index % PAGE] : undefined;
  };
  const virtual = useRows({
    count: answered?.total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    useFlushSync: false,
    onChange: ({ range: shown }) => {
      if (shown)
        setRange((now) =>
          now.from === shown.startIndex && now.to === shown.endIndex
            ? now
            : { from: shown.startIndex, to: shown.endIndex },
        );
    },
  });
  const fact = registry.facts.get(criterion.fact);
  return (
    <Page
      fill
      title={criterion.title}
      context={project.title}
      above={
        <p className={classes['path']}>
          <Link to="/p/$key" params={{ key: project.key }} search={{ gate: gate.key, ...(at ? { at } : {}) }}>
            {gate.title}
          </Link>
          {at && <span>{t('readiness.travel', { date: format.date(at) })}</span>}
        </p>
      }
      lead={
        <span className={classes['found']}>
          <StateMark tone={criterion.state} />
          <strong>{criterionWords.value(criterion)}</strong>
          <span>{criterionWords.target(criterion)}</span>
          {criterion.on !== null && <span>{t('readiness.judgedFor', { date: format.date(criterion.on) })}</span>}
          <span>{criterionWords.evidence(criterion)}</span>
          {fact && <span>{words.say(`fact.${fact.name}.help`, fact.help)}</span>}
        </span>
      }
    >
      {answered && answered.notShown > 0 && (
        <p className={classes['soft']}>
          {t('readiness.rows.notShown', { count: answered.notShown, number: format.number(answered.notShown) })}
        </p>
      )}
      {answered?.total === 0 && (
        <p className={classes['soft']}>
          {t('readiness.rows.none')}{' '}
          {fact && (
            <Link to="/p/$key/register/$kind" params={{ key: project.key, kind: fact.kind }}>
              {t('readiness.rows.register', { kind: words.many(fact.kind) })}
            </Link>
          )}
        </p>
      )}
      <div ref={scroller} className={classes['rowScroller']}>
        <ul
          className={classes['rowList']}
          aria-label={t('readiness.rows.more', { title: criterion.title })}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rowAt(item.index);
            return (
              <li
                key={item.index}
                aria-setsize={answered?.total}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row && (
                  <>
                    <StateMark
                      tone={row.ok ? 'met' : 'unmet'}
                      word={row.ok ? t('readiness.rows.ok') : t('readiness.rows.notOk')}
                    />
                    <Link
                      to="/p/$key/$reference"
                      params={{ key: project.key, reference: words.reference(row.record.kind, row.record.number) }}
                    >
                      <span className={classes['soft']}>{words.reference(row.record.kind, row.record.number)}</span>{' '}
                      {textOf(row.record.fields['title'])}
                    </Link>
                    <span className={classes['soft']}>
                      {words.reason(criterion.fact, row.reason, detailsOf(row.details, format, words))}
                    </span>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Page>
  );
}
