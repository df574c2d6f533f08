import { daysBetween } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Gate, Readiness, SinceBoard } from '../api/shapes.ts';
import { Shape, type Tone } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useCriterionWords } from './criteria.tsx';
import { blockers, shortName } from './gate-state.ts';
import classes from './readiness.module.css';

/** When we shall go live, as planned and as it looks now. */
export function Forecast({ readiness }: { readonly readiness: Readiness }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { planned, forecast, overdue } = readiness.forecast;
  const shown = forecast ?? planned;
  const { today } = readiness.at;
  const slip = planned !== null && forecast !== null ? daysBetween(planned, forecast) : 0;
  return (
    <section className={classes['asideSection']} aria-labelledby="forecast">
      <h2 id="forecast" className={classes['asideTitle']}>
        {t('readiness.forecastGoLive')}
      </h2>
      {shown === null ? (
        <p className={classes['soft']}>{t('readiness.noGoLive')}</p>
      ) : (
        <>
          <p className={classes['big']}>{format.date(shown)}</p>
          <p className={classes['soft']}>
            {slip > 0 && planned !== null && (
              <span data-tone="unmet">{t('readiness.later', { count: slip, planned: format.date(planned) })} </span>
            )}
            {slip < 0 && planned !== null && t('readiness.earlier', { count: -slip, planned: format.date(planned) })}
            {slip === 0 && t('readiness.asPlanned')} {countdown(daysBetween(today, shown), t)}
          </p>
          {overdue > 0 && (
            <p className={classes['soft']}>
              {t('readiness.overdueMilestones', { count: overdue, number: format.number(overdue) })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function countdown(days: number, t: TFunction): string {
  if (days === 0) return t('readiness.isToday');
  return days > 0 ? t('readiness.daysFromNow', { count: days }) : t('readiness.daysAgo', { count: -days });
}

/** What stands between now and the next gate. */
export function Blocks(props: {
  readonly project: string;
  readonly next: Gate | undefined;
  readonly at: string | undefined;
  /** Gates that lie behind us undecided. */
  readonly passedBy: number;
}) {
  const { t } = useTranslation();
  const words = useCriterionWords();
  const format = useFormat();
  const { next } = props;
  const blocking = next ? blockers(next) : [];
  return (
    <section className={classes['asideSection']} aria-labelledby="blocks">
      <h2 id="blocks" className={classes['asideTitle']}>
        {next ? t('readiness.blocks', { gate: shortName(next) }) : t('readiness.blocksNothing')}
      </h2>
      {next?.date != null && (
        <p className={classes['soft']}>{t('readiness.dueOn', { date: format.date(next.date) })}</p>
      )}
      {next && blocking.length === 0 && <p className={classes['soft']}>{t('readiness.nothingBlocks')}</p>}
      <ul className={classes['plainList']}>
        {blocking.map((criterion) => (
          <li key={criterion.id} className={classes['blocker']}>
            <span data-tone={criterion.state}>
              <Shape tone={criterion.state} />
              <span className="hidden">{t(`state.${criterion.state}`)}</span>
            </span>
            <span>
              <Link
                to="/p/$key/criterion/$criterion"
                params={{ key: props.project, criterion: criterion.id }}
                search={props.at ? { at: props.at } : {}}
              >
                {criterion.title}
              </Link>
              <span className={classes['soft']}>
                {' '}
                {t('readiness.foundAsked', { found: words.value(criterion), asked: words.target(criterion) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {props.passedBy > 0 && <p className={classes['soft']}>{t('readiness.passedBy', { count: props.passedBy })}</p>}
    </section>
  );
}

interface Turn {
  readonly title: string;
  readonly before: Tone;
  readonly after: Tone;
  readonly gates: readonly string[];
}

/** Several gates ask for the same thing; what turned at all of them is one piece of news. */
function byTurn(turned: SinceBoard['turned']): readonly Turn[] {
  const found = new Map<string, Turn>();
  for (const { title, before, after, gate } of turned) {
    const name = `${title} ${before} ${after}`;
    found.set(name, { title, before, after, gates: [...(found.get(name)?.gates ?? []), gate] });
  }
  return [...found.values()];
}

const BETTER: Readonly<Record<Tone, number>> = { unmet: 0, unknown: 1, waived: 2, met: 3 };

/** What is different from what the board saw. */
export function Since(props: {
  readonly since: SinceBoard | null;
  readonly project: string;
  readonly gates: readonly Gate[];
}) {
  const { since, project, gates } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  if (!since) {
    return (
      <section className={classes['asideSection']} aria-labelledby="since">
        <h2 id="since" className={classes['asideTitle']}>
          {t('readiness.since')}
        </h2>
        <p className={classes['soft']}>{t('readiness.noBoard')}</p>
      </section>
    );
  }
  const decided = gates.find((gate) => gate.decision?.id === since.decision);
  return (
    <section className={classes['asideSection']} aria-labelledby="since">
      <h2 id="since" className={classes['asideTitle']}>
        {t('readiness.since')}
      </h2>
      <p className={classes['soft']}>
        {decided ? (
          <Link to="/p/$key/gate/$gate" params={{ key: project, gate: decided.key }}>
            {since.title}
          </Link>
        ) : (
          <Link to="/p/$key/$reference" params={{ key: project, reference: since.decision }}>
            {since.title}
          </Link>
        )}{' '}
        {format.date(since.decidedOn)}
      </p>
      {since.turned.length === 0 && <p>{t('readiness.nothingTurned')}</p>}
      <ul className={classes['plainList']}>
        {byTurn(since.turned).map((turn) => (
          <li key={`${turn.title} ${turn.before} ${turn.after}`} className={classes['blocker']}>
            <span data-tone={turn.after}>
              <Shape tone={turn.after} />
            </span>
            <span>
              {turn.title}
              <span className={classes['soft']}>
                {' '}
                {t(BETTER[turn.after] > BETTER[turn.before] ? 'readiness.turnedBetter' : 'readiness.turnedWorse', {
                  before: t(`state.${turn.before}`),
                  after: t(`state.${turn.after}`),
                  gates: turn.gates.join(', '),
                })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {since.changed.length > 0 && (
        <p className={classes['soft']}>
          {t('readiness.recordsChanged')}{' '}
          {since.changed
            .map(({ kind, count }) => `${format.number(count)} ${count === 1 ? words.one(kind) : words.many(kind)}`)
            .join(', ')}
        </p>
      )}
    </section>
  );
}
