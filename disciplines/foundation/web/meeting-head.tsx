import { CommandButton, Shape, useFormat, useNameOf, useWords } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Meeting } from './meeting.tsx';
import { MeetingClock } from './meeting-clock.tsx';
import classes from './meeting.module.css';

/** When and where, how long, who is here, and whether they may decide. */
export function MeetingHead({ meeting, isOpen }: { readonly meeting: Meeting; readonly isOpen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const { id, state, people, members, quorum, hasQuorum, owner } = meeting;
  const reference = words.reference(meeting.kind, meeting.number);
  const when = meeting.at === undefined ? format.date(meeting.day) : format.instant(meeting.at);
  const here = people.filter(({ present }) => present).length;
  return (
    <>
      <div className={classes['bar']}>
        <div>
          <p className={classes['soft']}>
            {meeting.place === undefined ? when : t('foundation.meeting.where', { day: when, place: meeting.place })}
          </p>
          {owner !== undefined && (
            <p className={classes['soft']}>{t('foundation.meeting.chair', { name: nameOf(owner) })}</p>
          )}
        </div>
        {isOpen && <MeetingClock id={id} planned={meeting.minutesPlanned} />}
        {state === 'planned' && (
          <CommandButton
            command="record.move"
            input={{ id, move: 'hold' }}
            label={t('foundation.meeting.holdLabel', { reference })}
            done={t('foundation.meeting.held', { reference })}
          >
            {t('foundation.meeting.hold')}
          </CommandButton>
        )}
        {state === 'held' && (
          <CommandButton
            command="record.move"
            input={{ id, move: 'approve' }}
            label={t('foundation.meeting.approveLabel', { reference })}
            done={t('foundation.meeting.approved', { reference })}
          >
            {t('foundation.meeting.approve')}
          </CommandButton>
        )}
      </div>
      <section aria-labelledby="meeting-people">
        <h3 id="meeting-people">{t('foundation.meeting.people')}</h3>
        <p className={classes['quorum']} data-enough={hasQuorum}>
          {quorum !== undefined && <Shape tone={hasQuorum ? 'met' : 'unmet'} />}
          {quorum === undefined
            ? t('foundation.meeting.noQuorum', { count: here })
            : t(hasQuorum ? 'foundation.meeting.quorum' : 'foundation.meeting.quorumMissing', { members, quorum })}
        </p>
        <ul className={classes['people']}>
          {people.map(({ person, present, member }) => {
            const name = member ? nameOf(person) : `${nameOf(person)} (${t('foundation.meeting.guest')})`;
            return (
              <li key={person}>
                {isOpen ? (
                  <CommandButton
                    command="meeting.attend"
                    input={{ id, person, present: !present }}
                    label={t('foundation.meeting.present', { name })}
                    done={t('foundation.meeting.noted')}
                    pressed={present}
                  >
                    {name}
                  </CommandButton>
                ) : (
                  present && <span>{name}</span>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}
