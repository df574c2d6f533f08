import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf, PSEUDO } from './i18n.ts';
import { accent } from './pseudo.ts';

export interface Format {
  /** A calendar date with weekday and year. */
  readonly date: (date: string) => string;
  /** A calendar date with weekday; the year only when it is not this one. */
  readonly day: (date: string, today: string) => string;
  /** A calendar date with weekday, without its year: for places that show the year themselves. */
  readonly brief: (date: string) => string;
  readonly month: (date: string) => string;
  /** A wall-clock time of the project. */
  readonly localTime: (time: string) => string;
  /** The same without its year: for places that show all of it on asking. */
  readonly briefTime: (time: string) => string;
  /** A moment, in the project's zone. */
  readonly instant: (instant: string) => string;
  /** IANA name of the zone that moments are shown in. */
  readonly zone: string;
  /** An amount as decimal text, in a currency. */
  readonly money: (amount: string, currency: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly percent: (value: number) => string;
  /** A number with its unit in words. */
  readonly measure: (value: number, unit: string) => string;
}

/** The reader's own variety of the language (day before month or after), when the computer names one. */
function regional(language: string): string {
  const base = localeOf(language);
  const known = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  return known.find((tag) => tag === base || tag.startsWith(`${base}-`)) ?? base;
}

/** Noon keeps the date whatever the engine does with zones. */
const noon = (date: string): Date => new Date(`${date.slice(0, 10)}T12:00:00Z`);

export function createFormat(
  language: string,
  zone: string,
  say: (key: string, options: Readonly<Record<string, string | number>>) => string,
): Format {
  const locale = regional(language);
  const shown = language === PSEUDO ? accent : (text: string) => text;
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const dayFormat = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const dateFormat = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const monthFormat = dates({ month: 'short' });
  const timeFormat = dates({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const briefTimeFormat = dates({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const wallClock = (time: string): Date => new Date(`${time.slice(0, 16)}:00Z`);
  const instantFormat = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const number = (value: number, digits?: number): string =>
    shown(
      digits === undefined
        ? whole.format(value)
        : new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    );
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  /** Something written by another hand is shown as it is rather than not at all. */
  const safely = (text: string, format: () => string): string => {
    try {
      return shown(format());
    } catch {
      return text;
    }
  };
  return {
    date: (date) => safely(date, () => dateFormat.format(noon(date))),
    day: (date, today) =>
      safely(date, () => (date.slice(0, 4) === today.slice(0, 4) ? dayFormat : dateFormat).format(noon(date))),
    brief: (date) => safely(date, () => dayFormat.format(noon(date))),
    month: (date) => safely(date, () => monthFormat.format(noon(date))),
    localTime: (time) => safely(time, () => timeFormat.format(wallClock(time))),
    briefTime: (time) => safely(time, () => briefTimeFormat.format(wallClock(time))),
    instant: (instant) => safely(instant, () => instantFormat.format(new Date(instant))),
    zone,
    money: (amount, currency) =>
      safely(`${amount} ${currency}`, () => moneyFormat(locale, currency).format(Number(amount))),
    number,
    percent: (value) => shown(percent.format(value / 100)),
    measure: (value, unit) => {
      if (unit === '%') return `${number(value)}%`;
      return say('measure', {
        count: value,
        number: number(value),
        unit: say(`unit.${unit}`, { count: value, defaultValue: shown(unit) }),
      });
    },
  };
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** Fractions finer than the currency's own are shown where an amount has them. */
function moneyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 4 });
  moneyFormats.set(key, made);
  return made;
}

const FormatContext = createContext<Format | undefined>(undefined);
export const FormatProvider = FormatContext.Provider;

/** Making formatters is slow, so that they are made once for a language and a zone and handed to every cell. */
export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (!format) throw new Error('A screen was rendered outside of the application');
  return format;
}

/** @param zone IANA name that moments are shown in: the project's, not that of the reader's computer. */
export function useMakeFormat(zone: string): Format {
  const { t, i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language, zone, (key, options) => t(key, options)), [t, i18n.language, zone]);
}
