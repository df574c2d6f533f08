import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './meeting.module.css';

const SECOND = 1_000;
const keyOf = (id: string): string => `meeting-clock ${id}`;

/** Minutes and seconds. */
function written(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long the meeting has gone on, of how long it may; it goes on when the page is opened again. */
export function MeetingClock({ id, planned }: { readonly id: string; readonly planned: number | undefined }) {
  const { t } = useTranslation();
  const [began, setBegan] = useState(() => Number(sessionStorage.getItem(keyOf(id)) ?? 0));
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (began === 0) return undefined;
    const turning = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(turning);
  }, [began]);
  const set = (moment: number): void => {
    if (moment === 0) sessionStorage.removeItem(keyOf(id));
    else sessionStorage.setItem(keyOf(id), String(moment));
    setNow(moment);
    setBegan(moment);
  };
  if (began === 0) {
    return (
      <Button size="compact-sm" variant="default" onClick={() => set(Date.now())}>
        {t('foundation.meeting.start')}
      </Button>
    );
  }
  const seconds = Math.max(0, Math.floor((now - began) / SECOND));
  const isOver = planned !== undefined && seconds > planned * 60;
  const time = written(seconds);
  const says = isOver ? 'over' : planned === undefined ? 'runningFree' : 'running';
  return (
    <div className={classes['clock']}>
      <span role="timer" aria-label={t('foundation.meeting.clock')} data-over={isOver}>
        {t(`foundation.meeting.${says}`, { time, planned: planned ?? 0 })}
      </span>
      <Button size="compact-xs" variant="subtle" onClick={() => set(0)}>
        {t('foundation.meeting.reset')}
      </Button>
    </div>
  );
}
