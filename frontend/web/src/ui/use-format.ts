import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Numbers and times as the chosen language writes them. */
export function useFormat() {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const number = new Intl.NumberFormat(language);
    const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
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
      /** Without its year: for what is near. */
      day: (iso: string) => day.format(new Date(iso)),
      /** Day and time; the year only when it is another one. */
      moment(iso: string, now: Date = new Date()) {
        const date = new Date(iso);
        return (date.getFullYear() === now.getFullYear() ? shortMoment : moment).format(date);
      },
      /** With at most three digits, two of them after the point: averages of some games are not more exact. */
      decimal: (value: number) => decimal.format(value),
      /** How long something took, in seconds. */
      duration: (ms: number) => seconds.format(ms / 1_000),
      list: (parts: readonly string[]) => list.format(parts),
      /** How long ago, in the largest whole unit; within the last minute "now". */
      ago(iso: string, now: number = Date.now()) {
        const ms = Date.parse(iso) - now;
        const [unit, size] = UNITS.find(([, unitMs]) => Math.abs(ms) >= unitMs) ?? (['second', 1_000] as const);
        return relative.format(unit === 'second' ? 0 : Math.round(ms / size), unit);
      },
      /** Minutes and seconds, for a countdown. */
      countdown: (ms: number) => {
        const seconds = Math.ceil(ms / 1_000);
        return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      },
    };
  }, [language]);
}
