import { addDays, daysBetween } from '@callosum/kernel';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useFormat } from '../messages/format.ts';
import classes from './readiness.module.css';
import { markBeside, type TimeMark, type TimeSpan, timeSpan } from './time-marks.ts';

/** How long a hand rests before the page is asked for: the date itself follows at once. */
const REST_MS = 400;

/**
 * Moves through the project’s time. Arrows go by a day, Page Up and Page Down from one gate or board to the next, Home and End to the
 * first and the last. The past is replayed on the server, so the page is asked for once the hand rests.
 */
export function TimeSlider(props: {
  readonly project: string;
  readonly today: string;
  readonly at: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}) {
  const api = useApi();
  // As it is today: a view of the past knows no later board.
  const now = useQuery(api.projects.readiness.queryOptions({ input: { key: props.project } })).data;
  const span = now && timeSpan(now.gates, props.today);
  return span && span.days > 0 ? <Track {...props} span={span} /> : null;
}

function Track({ today, at, span, onChange }: Parameters<typeof TimeSlider>[0] & { readonly span: TimeSpan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useId();
  // Where the hand is, until the page has come to it.
  const [moved, setMoved] = useState<{ readonly day: string; readonly from: string | undefined }>();
  const day = moved && moved.from === at ? moved.day : (at ?? today);
  const settle = useDebouncedCallback((wanted: string) => onChange(wanted === today ? undefined : wanted), REST_MS);
  const go = (wanted: string): void => {
    setMoved({ day: wanted, from: at });
    settle(wanted);
  };
  const jump = (event: KeyboardEvent): void => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const mark = markBeside(span, day, event.key === 'PageUp');
    if (mark) go(mark.day);
  };
  const here = span.marks.filter((mark) => mark.day === day);
  const words = [format.date(day), ...here.map(({ gate, what }) => t(`readiness.mark.${what}`, { gate }))].join(', ');
  return (
    <div className={classes['time']}>
      <input
        type="range"
        aria-label={t('readiness.timeSlider')}
        aria-valuetext={words}
        list={list}
        min={0}
        max={span.days}
        step={1}
        value={daysBetween(span.from, day)}
        onChange={(event) => go(addDays(span.from, Number(event.currentTarget.value)))}
        onKeyDown={jump}
      />
      <datalist id={list}>
        {unique(span.marks).map((mark) => (
          <option key={mark.day} value={daysBetween(span.from, mark.day)}>
            {mark.gate}
          </option>
        ))}
      </datalist>
      <output className={classes['timeDay']}>{words}</output>
      <span className={classes['soft']}>{t('readiness.timeHelp')}</span>
    </div>
  );
}

function unique(marks: readonly TimeMark[]): readonly TimeMark[] {
  return marks.filter(({ day }, place) => marks.findIndex((other) => other.day === day) === place);
}
