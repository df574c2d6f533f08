import { useTranslation } from 'react-i18next';
import classes from './kit.module.css';

export type Tone = 'met' | 'unmet' | 'unknown' | 'waived';

/** The four states in the order they are always shown. */
export const TONES: readonly Tone[] = ['met', 'waived', 'unmet', 'unknown'];

/** The shape of a state: disc, triangle, ring, half disc. Drawn, so that it looks the same in every font. */
export function Shape({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={classes['shape']} data-tone={tone} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {tone === 'met' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {tone === 'unmet' && <path d="M6 0.8 11.6 11H0.4Z" fill="currentColor" />}
      {tone === 'unknown' && <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {tone === 'waived' && (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M6 1.8a4.2 4.2 0 0 0 0 8.4Z" fill="currentColor" />
        </>
      )}
    </svg>
  );
}

/** A state as shape, word and hue: none of them alone. */
export function StateMark({
  tone,
  word,
  quiet = false,
}: {
  readonly tone: Tone;
  readonly word?: string;
  readonly quiet?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <span className={classes['mark']} data-tone={tone}>
      <Shape tone={tone} />
      <span className={quiet ? 'hidden' : undefined}>{word ?? t(`state.${tone}`)}</span>
    </span>
  );
}

/** How many are in each state; the word is there for who cannot see the shape. */
export function Counts({ counts }: { readonly counts: Readonly<Record<Tone, number>> }) {
  const { t } = useTranslation();
  return (
    <span className={classes['counts']}>
      {TONES.filter((tone) => counts[tone] > 0).map((tone) => (
        <span key={tone} className={classes['mark']} data-tone={tone} title={t(`state.${tone}`)}>
          <Shape tone={tone} />
          <span className="numeric">{counts[tone]}</span>
          <span className="hidden"> {t(`state.${tone}`)} </span>
        </span>
      ))}
    </span>
  );
}

/** What each shape stands for, once per page. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <ul className={classes['legend']} aria-label={t('state.legend')}>
      {TONES.map((tone) => (
        <li key={tone}>
          <StateMark tone={tone} />
        </li>
      ))}
    </ul>
  );
}
