import {
  ExportTable,
  LineChart,
  ScopeLink,
  StateMark,
  toneOf,
  useFormat,
  ViewTable,
  dayOf,
  monthTicks,
} from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './parts.module.css';
import type { Model } from './portfolio.tsx';

type Project = Model['projects'][number];

/** More lines than this nobody can tell apart; the small pictures in the table go on. */
const MOST_LINES = 5;

/** Each project in one row: where it stands, how it went, when it goes live, what is late. */
export function PortfolioProjects({ projects }: { readonly projects: readonly Project[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const drawn = projects.filter(({ trend }) => trend.length > 1).slice(0, MOST_LINES);
  const days = drawn.flatMap(({ trend }) => trend.map(({ on }) => on));
  const score = (value: number | undefined): string => (value === undefined ? '–' : format.percent(value));
  const sheet = () => ({
    headings: [
      'project',
      'next',
      'on',
      'score',
      'stops',
      'promised',
      'forecast',
      'slip',
      'overdue',
      'risks',
      'behind',
    ].map((name) => t(`foundation.portfolio.column.${name}`)),
    rows: projects.map((one) => [
      `${one.key} ${one.title}`,
      one.next?.title ?? null,
      one.next?.date === undefined ? null : { date: one.next.date },
      one.next?.score === undefined ? null : { number: Math.round(one.next.score), unit: '%' },
      one.next ? { number: one.next.stops } : null,
      one.promised === undefined ? null : { date: one.promised },
      one.forecast === undefined ? null : { date: one.forecast },
      one.slip === undefined ? null : { number: one.slip },
      { number: one.decisions.overdue },
      one.risks === undefined ? null : { number: one.risks },
      { number: one.benefits.behind },
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.portfolio.readiness')}</h2>
      {drawn.length > 0 && (
        <LineChart
          label={t('foundation.portfolio.picture', { count: drawn.length })}
          series={drawn.map(({ title, trend }) => ({
            name: title,
            points: trend.map(({ on, score: y }) => ({ x: dayOf(on), y })),
          }))}
          ticks={monthTicks(days, format)}
          write={(value) => format.percent(value)}
          largest={100}
          named
        />
      )}
      <ViewTable label={t('foundation.portfolio.table')}>
        <thead>
          <tr>
            <th scope="col" className={classes['name']}>
              {t('foundation.portfolio.column.project')}
            </th>
            <th scope="col">{t('foundation.portfolio.column.next')}</th>
            <th scope="col" data-align="end">
              {t('foundation.portfolio.column.score')}
            </th>
            <th scope="col">{t('foundation.portfolio.trend')}</th>
            <th scope="col" className={classes['name']}>
              {t('foundation.portfolio.goLive')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.portfolio.column.overdue')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.portfolio.column.risks')}
            </th>
            <th scope="col" data-align="end">
              {t('foundation.portfolio.column.behind')}
            </th>
          </tr>
        </thead>
        <tbody>
          {projects.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                <ScopeLink scope={one.key}>{one.title}</ScopeLink>
                <div className={classes['soft']}>
                  {t('foundation.portfolio.asOf', { key: one.key, day: format.date(one.today) })}
                </div>
              </th>
              <td>
                {one.next ? (
                  <>
                    {one.next.title}
                    {one.next.date !== undefined && (
                      <span className={classes['soft']}> {format.date(one.next.date)}</span>
                    )}
                    <div>
                      <StateMark tone={toneOf(one.next.state)} word={t(`gateState.${one.next.state}`)} />
                    </div>
                  </>
                ) : (
                  <span className={classes['soft']}>{t('foundation.portfolio.noGate')}</span>
                )}
              </td>
              <td data-align="end">
                {score(one.next?.score)}
                {one.next && one.next.stops > 0 && (
                  <div className={classes['soft']}>{t('foundation.portfolio.stops', { count: one.next.stops })}</div>
                )}
              </td>
              <td>
                <span className="hidden">
                  {one.trend
                    .map(({ on, gate, score: value }) => `${gate} ${format.date(on)}: ${score(value)}`)
                    .join('; ')}
                </span>
                <Spark trend={one.trend} />
              </td>
              <td>
                {one.promised === undefined ? t('foundation.portfolio.noDay') : format.date(one.promised)}
                {one.forecast !== undefined && one.slip !== undefined && one.slip !== 0 && (
                  <div className={classes['soft']}>
                    {t(one.slip > 0 ? 'foundation.portfolio.late' : 'foundation.portfolio.early', {
                      day: format.date(one.forecast),
                      count: Math.abs(one.slip),
                    })}
                  </div>
                )}
              </td>
              <td data-align="end">
                <ScopeLink
                  scope={one.key}
                  view="decision-queue"
                  label={t('foundation.portfolio.overdueOf', { project: one.title, count: one.decisions.overdue })}
                >
                  {format.number(one.decisions.overdue)}
                </ScopeLink>
                <div className={classes['soft']}>{t('foundation.portfolio.ofOpen', { count: one.decisions.open })}</div>
              </td>
              <td data-align="end">{one.risks === undefined ? '–' : format.number(one.risks)}</td>
              <td data-align="end">
                {one.benefits.all === 0 ? (
                  '–'
                ) : (
                  <ScopeLink
                    scope={one.key}
                    view="benefits"
                    label={t('foundation.portfolio.behindOf', {
                      project: one.title,
                      count: one.benefits.behind,
                      all: one.benefits.all,
                    })}
                  >
                    {t('foundation.portfolio.outOf', { count: one.benefits.behind, all: one.benefits.all })}
                  </ScopeLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div>
        <ExportTable name={t('foundation.portfolio.table')} sheet={sheet} />
      </div>
    </section>
  );
}

/** The way of the readiness, small: nought below, a hundred above. */
function Spark({ trend }: { readonly trend: Project['trend'] }) {
  const [first, last] = [trend[0], trend.at(-1)];
  if (!first || !last) return <span className={classes['soft']}>–</span>;
  const spread = dayOf(last.on) - dayOf(first.on) || 1;
  const at = ({ on, score }: Project['trend'][number]) => ({
    x: 4 + ((dayOf(on) - dayOf(first.on)) / spread) * 92,
    y: 26 - (score / 100) * 24,
  });
  return (
    <svg width="100" height="28" viewBox="0 0 100 28" aria-hidden="true">
      <path
        className={classes['spark']}
        d={trend.map((one, place) => `${place === 0 ? 'M' : 'L'}${at(one).x} ${at(one).y}`).join('')}
      />
      <circle className={classes['now']} cx={at(last).x} cy={at(last).y} r={3} />
    </svg>
  );
}
