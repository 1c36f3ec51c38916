// @vitest-environment jsdom
import { cleanup, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from '../i18n/i18n.ts';
import type { Language } from '../i18n/language.ts';
import { useFormat } from './use-format.ts';

afterEach(cleanup);

async function formatIn(language: Language) {
  const i18n = await createI18n(language);
  const wrapper = ({ children }: { readonly children: ReactNode }) =>
    createElement(I18nextProvider, { i18n }, children);
  return renderHook(() => useFormat(), { wrapper }).result.current;
}

describe('how long ago something was', () => {
  const now = new Date(2026, 10, 20, 18, 0, 30);

  it.each([
    ['a moment ago', new Date(2026, 10, 20, 18, 0, 20), 'now'],
    ['a clock that is behind the server’s', new Date(2026, 10, 20, 18, 4), 'now'],
    ['a clock that is behind, over midnight', new Date(2026, 10, 21, 0, 1), 'now'],
    ['minutes', new Date(2026, 10, 20, 17, 58), '2 minutes ago'],
    ['not yet the next hour', new Date(2026, 10, 20, 16, 1), '1 hour ago'],
    ['this morning', new Date(2026, 10, 20, 0, 30), '17 hours ago'],
    ['yesterday evening', new Date(2026, 10, 19, 23, 50), 'Thursday'],
    ['six days', new Date(2026, 10, 14), 'Saturday'],
    ['seven days', new Date(2026, 10, 13), 'Nov 13'],
    ['another year', new Date(2025, 11, 24), 'Dec 24, 2025'],
  ])('says how long ago something was: %s', async (_, then, words) => {
    expect((await formatIn('en')).ago(then.toISOString(), now)).toBe(words);
  });

  it('says how long ago something was in the chosen language', async () => {
    const format = await formatIn('de');

    expect(format.ago(new Date(2026, 10, 20, 16).toISOString(), now)).toBe('vor 2 Stunden');
    expect(format.ago(new Date(2026, 10, 17).toISOString(), now)).toBe('Dienstag');
  });
});

type Format = Awaited<ReturnType<typeof formatIn>>;

it.each<[string, (format: Format) => string, string, string]>([
  ['a number', (format) => format.number(12_345), '12,345', '12.345'],
  ['a percentage of 0 to 100', (format) => format.percent(12.6), '13%', '13 %'],
  ['an average below ten', (format) => format.decimal(1.456), '1.46', '1,46'],
  ['an average with three digits before the point', (format) => format.decimal(341.26), '341', '341'],
  ['milliseconds in seconds', (format) => format.duration(1_340).slice(0, 3), '1.3', '1,3'],
  ['a countdown, rounded up to seconds', (format) => format.countdown(299_001), '5:00', '5:00'],
  ['a countdown of less than ten seconds', (format) => format.countdown(9_000), '0:09', '0:09'],
  ['a list', (format) => format.list(['a', 'b', 'c']), 'a, b, and c', 'a, b und c'],
])('writes %s in the chosen language', async (_, write, english, german) => {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');

  expect(plain(write(await formatIn('en')))).toBe(english);
  expect(plain(write(await formatIn('de')))).toBe(german);
});

it('writes the year of a moment only when it is not this one', async () => {
  const format = await formatIn('en');
  const at = new Date(2026, 10, 20, 19, 42).toISOString();
  const plain = (now: Date) => format.moment(at, now).replaceAll(/\s/g, ' ');

  expect(plain(new Date(2026, 11, 31))).toBe('Nov 20, 7:42 PM');
  expect(plain(new Date(2027, 0, 1))).toBe('Nov 20, 2026, 7:42 PM');
});
