import { Mentioned, useFormat, useNameOf } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Meeting } from './meeting.tsx';
import classes from './meeting.module.css';

type Owed = Meeting['promised'][number];

/** What has come of it so far: decided, promised, still to be decided, and what was said. */
export function MeetingMinutes({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation();
  // Lines are only ever added, and two may say the same.
  const minutes = meeting.minutes.map((line, place) => ({ id: `${place} ${line}`, line }));
  return (
    <section aria-labelledby="meeting-minutes" className={classes['part']}>
      <h3 id="meeting-minutes">{t('foundation.meeting.minutes')}</h3>
      {minutes.length === 0 ? (
        <p className={classes['soft']}>{t('foundation.meeting.noMinutes')}</p>
      ) : (
        <ul className={classes['said']}>
          {minutes.map(({ id, line }) => (
            <li key={id}>{line}</li>
          ))}
        </ul>
      )}
      <OwedList title={t('foundation.meeting.decided')} list={meeting.decided} />
      <OwedList title={t('foundation.meeting.promised')} list={meeting.promised} />
      {meeting.asked.length > 0 && <OwedList title={t('foundation.meeting.asked')} list={meeting.asked} />}
    </section>
  );
}

function OwedList({ title, list }: { readonly title: string; readonly list: readonly Owed[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const owes = ({ owner, due }: Owed): string =>
    [owner === undefined ? undefined : nameOf(owner), due === undefined ? undefined : format.brief(due)]
      .filter((one) => one !== undefined)
      .join(', ');
  return (
    <div>
      <h4>{title}</h4>
      {list.length === 0 ? (
        <p className={classes['soft']}>{t('foundation.meeting.nothing')}</p>
      ) : (
        <ul className={classes['owed']}>
          {list.map((one) => (
            <li key={one.id}>
              <Mentioned record={one} /> <span className={classes['soft']}>{owes(one)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
