import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What stands at a tick, in the reader's language. */
export function useTickText(): (instant: number, unit: string) => string {
  const { t, i18n } = useTranslation();
  const formats = useMemo(() => {
    const of = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options });
    return {
      hour: of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      day: of({ weekday: 'short', day: 'numeric' }),
      week: of({ day: 'numeric', month: 'short' }),
      month: of({ month: 'short' }),
      fullMonth: of({ month: 'long', year: 'numeric' }),
      fullWeek: of({ day: 'numeric', month: 'long', year: 'numeric' }),
      fullDay: of({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
      year: of({ year: 'numeric' }),
    };
  }, [i18n.language]);
  return useCallback(
    (instant, unit) => {
      const date = new Date(instant * 1_000);
      switch (unit) {
        case 'quarter':
          return t('planning.quarter', { number: Math.floor(date.getUTCMonth() / 3) + 1 });
        case 'hour':
        case 'day':
        case 'week':
        case 'month':
        case 'fullMonth':
        case 'fullWeek':
        case 'fullDay':
        case 'year':
          return formats[unit].format(date);
        default:
          return '';
      }
    },
    [t, formats],
  );
}
