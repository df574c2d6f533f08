import { type Tone, ToneMark } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';

const TONES: Readonly<Record<string, Tone>> = {
  met: 'met',
  open: 'unknown',
  suspect: 'waived',
  failing: 'unmet',
  missing: 'unmet',
};

/** How a station stands. */
export function StandingMark({ standing, quiet = true }: { readonly standing: string; readonly quiet?: boolean }) {
  const { t } = useTranslation();
  const hollow = standing === 'missing' || TONES[standing] === undefined;
  return (
    <ToneMark
      tone={TONES[standing]}
      word={t(`foundation.trace.standing.${standing}`)}
      quiet={quiet}
      {...(hollow ? { shape: <Hollow missing={standing === 'missing'} /> } : {})}
    />
  );
}

/** A hole where something should be, a dot where nothing has to. */
function Hollow({ missing }: { readonly missing: boolean }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
      {missing ? (
        <rect
          x="1.2"
          y="1.2"
          width="9.6"
          height="9.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2.4 1.6"
        />
      ) : (
        <circle cx="6" cy="6" r="1" fill="currentColor" />
      )}
    </svg>
  );
}
