import type { ModelOf } from '@callosum/kernel';
import { Mentioned, useFormat, type ViewProps } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { meetingMode } from '../index.ts';
import { MeetingAgenda } from './meeting-agenda.tsx';
import { MeetingHead } from './meeting-head.tsx';
import { MeetingMinutes } from './meeting-minutes.tsx';
import { MinuteTaker } from './minute-taker.tsx';
import classes from './meeting.module.css';

type Mode = ModelOf<typeof meetingMode>;
export type Meeting = NonNullable<Mode['meeting']>;

/** One screen a chair runs a meeting from. */
export default function MeetingView({ model, choices, onChoose }: ViewProps<Mode>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { meeting, meetings } = model;
  const choosable = meeting && !meetings.some(({ id }) => id === meeting.id) ? [meeting, ...meetings] : [...meetings];
  return (
    <>
      {choosable.length > 0 && (
        <NativeSelect
          className={classes['choose']}
          label={t('foundation.meeting.choose')}
          value={meeting?.id ?? ''}
          data={choosable.map(({ id, title, day }) => ({
            value: id,
            label: t('foundation.meeting.sitting', { title, day: format.date(day) }),
          }))}
          onChange={(event) => onChoose({ meeting: event.currentTarget.value })}
        />
      )}
      {meeting ? (
        <Running key={meeting.id} meeting={meeting} />
      ) : (
        <p>{t(choices['meeting'] === undefined ? 'foundation.meeting.none' : 'foundation.meeting.gone')}</p>
      )}
    </>
  );
}

function Running({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation();
  const isOpen = meeting.state === 'planned' || meeting.state === 'held';
  return (
    <>
      <h2 className={classes['title']}>
        <Mentioned record={meeting} />
      </h2>
      {!isOpen && <p className={classes['soft']}>{t('foundation.meeting.closed')}</p>}
      <MeetingHead meeting={meeting} isOpen={isOpen} />
      <div className={classes['columns']}>
        <MeetingAgenda meeting={meeting} isOpen={isOpen} />
        {isOpen && <MinuteTaker meeting={meeting} />}
        <MeetingMinutes meeting={meeting} />
      </div>
    </>
  );
}
