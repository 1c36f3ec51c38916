import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const DAY_MS = 86_400_000;
const UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Formats numbers and times in the chosen language. */
export function useFormat() {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const number = new Intl.NumberFormat(language);
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
    const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
    const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const shortMoment = new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    });
    const decimal = new Intl.NumberFormat(language, {
      maximumFractionDigits: 2,
      maximumSignificantDigits: 3,
      roundingPriority: 'lessPrecision',
    });
    const seconds = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'narrow',
      maximumFractionDigits: 1,
    });
    const list = new Intl.ListFormat(language, { type: 'conjunction' });
    return {
      number: (value: number) => number.format(value),
      /** @param value - 0 to 100. */
      percent: (value: number) => percent.format(value / 100),
      date: (iso: string) => date.format(new Date(iso)),
      time: (iso: string) => time.format(new Date(iso)),
      /** Day and month. */
      day: (iso: string) => day.format(new Date(iso)),
      /** Day and time, with the year when it is not this one. */
      moment(iso: string, now: Date = new Date()) {
        const date = new Date(iso);
        return (date.getFullYear() === now.getFullYear() ? shortMoment : moment).format(date);
      },
      /** At most three digits, two of them after the point: averages of some games are not more exact. */
      decimal: (value: number) => decimal.format(value),
      /** A duration in seconds. */
      duration: (ms: number) => seconds.format(ms / 1_000),
      list: (parts: readonly string[]) => list.format(parts),
      /** When something was: "now" and hours ago on the same day, then the weekday, then the date. */
      ago(iso: string, now: Date = new Date()) {
        const then = new Date(iso);
        // The local clock may be behind the server's.
        const agoMs = Math.max(0, now.getTime() - then.getTime());
        const daysAgo = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
        if (daysAgo <= 0) {
          const [unit, size] = UNITS.find(([, unitMs]) => agoMs >= unitMs) ?? (['second', Infinity] as const);
          return relative.format(-Math.floor(agoMs / size), unit);
        }
        if (daysAgo < 7) return weekday.format(then);
        return (then.getFullYear() === now.getFullYear() ? day : date).format(then);
      },
      /** Minutes and seconds, for a countdown. */
      countdown: (ms: number) => {
        const seconds = Math.ceil(ms / 1_000);
        return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      },
    };
  }, [language]);
}
