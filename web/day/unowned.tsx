import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Day } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import classes from './day.module.css';
import { WaitingRow } from './waiting-row.tsx';

type Group = Day['unowned'][number];

/** What nobody owns in the projects somebody leads, a line for each register; it opens to what is due soonest. */
export function Unowned({ unowned, his }: Pick<Day, 'unowned'> & { readonly his: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes['group']}>
      <h3>{t('day.unowned.title')}</h3>
      <p className={classes['soft']}>{t(his ? 'day.unowned.whyHis' : 'day.unowned.why')}</p>
      <ul>
        {unowned.map((group) => (
          <OfKind key={`${group.soonest[0]?.project.key} ${group.soonest[0]?.record.kind}`} group={group} his={his} />
        ))}
      </ul>
    </div>
  );
}

function OfKind({ group: { count, soonest }, his }: { readonly group: Group; readonly his: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [first] = soonest;
  if (!first) return null;
  const { project, record, until } = first;
  const kinds = count === 1 ? words.one(record.kind) : words.many(record.kind);
  return (
    <li>
      <details>
        <summary>
          {format.number(count)} {kinds}{' '}
          <span className={classes['soft']}>
            · {project.title}
            {until !== null && <> · {t('day.unowned.soonest', { date: format.day(until, project.today) })}</>}
          </span>
        </summary>
        <ul>
          {soonest.map((item) => (
            <WaitingRow key={item.record.id} item={item} his={his} />
          ))}
        </ul>
        <p className={classes['soft']}>
          {count > soonest.length && <>{t('day.more', { count: count - soonest.length })} </>}
          <Link
            to="/p/$key/register/$kind"
            params={{ key: project.key, kind: record.kind }}
            search={{ filter: [{ field: 'owner', op: 'empty' }] }}
          >
            {t('day.alike.register')}
          </Link>
        </p>
      </details>
    </li>
  );
}
