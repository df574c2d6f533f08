import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import { AsOf } from './as-of.tsx';
import classes from './readiness.module.css';

/** The day a page of the project speaks of, and the way to another one. */
export function OtherDay() {
  const project = useProject();
  const navigate = useNavigate();
  const go = (day: string | undefined): void =>
    void navigate({ to: '.', search: (before) => ({ ...before, at: day }) });
  return <AsOf at={project.at} today={project.today} onChange={go} />;
}

/** Says that another day is looked at. */
export function OtherDayNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const { at, today } = useProject();
  if (at === undefined) return null;
  return (
    <output className={classes['travel']}>
      {t(at < today ? 'readiness.travel' : 'readiness.travelAhead', { date: format.date(at) })}
    </output>
  );
}
