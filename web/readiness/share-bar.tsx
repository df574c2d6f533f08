import { type Tone, TONES } from '../kit/state-mark.tsx';
import classes from './readiness.module.css';

/** Shares of the four states as one bar. Whatever it shows is also written beside it. */
export function ShareBar({ counts }: { readonly counts: Readonly<Record<Tone, number>> }) {
  return (
    <span className={classes['shareBar']} aria-hidden="true">
      {TONES.filter((tone) => counts[tone] > 0).map((tone) => (
        <span key={tone} data-tone={tone} style={{ flexGrow: counts[tone] }} />
      ))}
    </span>
  );
}
