import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './day.module.css';
import { alikeIn, type Alike } from './alike.ts';
import { Unowned } from './unowned.tsx';
import { WaitingRow } from './waiting-row.tsx';
import { WHEN, whenOf } from './when.ts';

type Item = Day['waiting'][number];

/** What waits, by when; many that are alike stand together, the first of them in sight. */
export function Waiting({
  waiting,
  more,
  unowned,
  as,
}: Pick<Day, 'waiting' | 'more' | 'unowned'> & {
  /** Whose day it is, when it is not one’s own. */
  readonly as: string | undefined;
}) {
  const { t } = useTranslation();
  const groups = Map.groupBy(waiting, whenOf);
  const his = as !== undefined;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t(his ? 'day.waitingHis' : 'day.waiting')}</h2>
      {waiting.length === 0 && (
        <p className={classes['soft']}>
          {t(his ? 'day.nothingWaitsHis' : 'day.nothingWaits')} <Link to="/">{t('shell.allProjects')}</Link>
        </p>
      )}
      {WHEN.map((when) => {
        const items = groups.get(when);
        if (!items) return null;
        return (
          <div key={when} className={classes['group']}>
            <h3 data-late={when === 'overdue'}>{t(`day.when.${when}`)}</h3>
            <ul>
              {alikeIn(items).map((alike) => (
                <AlikeRows key={alike.key} alike={alike} as={as} />
              ))}
            </ul>
          </div>
        );
      })}
      {more > 0 && <p className={classes['soft']}>{t('day.more', { count: more })}</p>}
      {unowned.length > 0 && <Unowned unowned={unowned} his={his} />}
    </section>
  );
}

function AlikeRows({ alike: { first, rest }, as }: { readonly alike: Alike<Item>; readonly as: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const his = as !== undefined;
  const [one] = first;
  if (!one) return null;
  const { kind, state } = one.record;
  const count = first.length + rest.length;
  const [kinds, number] = [words.many(kind), format.number(rest.length)];
  return (
    <>
      {[...first, ...(open ? rest : [])].map((item) => (
        <WaitingRow key={item.record.id} item={item} his={his} />
      ))}
      {rest.length > 0 && (
        <li className={classes['alike']}>
          <button
            type="button"
            aria-expanded={open}
            aria-label={t(open ? 'day.alike.fewerOf' : 'day.alike.restOf', { count: rest.length, number, kinds })}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'day.alike.fewer' : 'day.alike.rest', { count: rest.length, number })}
          </button>{' '}
          <span className={classes['soft']}>
            {kinds} · {words.state(kind, state)} · {t('day.alike.all', { number: format.number(count) })} ·{' '}
            <Link
              to="/p/$key/register/$kind"
              params={{ key: one.project.key, kind }}
              search={{
                filter: [
                  { field: 'state', op: 'is', value: state },
                  ...(one.owned ? [{ field: 'owner', op: 'is', value: as ?? { me: true } } as const] : []),
                ],
              }}
            >
              {t('day.alike.register')}
            </Link>
          </span>
        </li>
      )}
    </>
  );
}
