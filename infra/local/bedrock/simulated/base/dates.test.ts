import { describe, expect, it } from 'vitest';
import { datesIn } from './dates.ts';

/** A Sunday. */
const TODAY = '2026-11-29';
const read = (text: string, isAhead = false) => datesIn(text, TODAY, isAhead).dates.map(({ date }) => date);

describe('dates, read on Sunday 29 November 2026', () => {
  it.each([
    ['today', '2026-11-29'],
    ['this morning', '2026-11-29'],
    ['yesterday evening', '2026-11-28'],
    ['the day before yesterday', '2026-11-27'],
    ['tomorrow', '2026-11-30'],
    ['3 days ago', '2026-11-26'],
    ['two weeks ago', '2026-11-15'],
    ['last Tuesday', '2026-11-24'],
    ['on Friday', '2026-11-27'],
    ['next Friday', '2026-12-04'],
    ['by Friday', '2026-12-04'],
    ['on the 31st of October', '2026-10-31'],
    ['October 31, 2025', '2025-10-31'],
    ['2026-02-03', '2026-02-03'],
    ['31.10.', '2026-10-31'],
    ['heute', '2026-11-29'],
    ['gestern Abend', '2026-11-28'],
    ['vorgestern', '2026-11-27'],
    ['morgen', '2026-11-30'],
    ['übermorgen', '2026-12-01'],
    ['vor zwei Tagen', '2026-11-27'],
    ['letzten Dienstag', '2026-11-24'],
    ['am 31. Oktober', '2026-10-31'],
    ['hoy', '2026-11-29'],
    ['esta mañana', '2026-11-29'],
    ['mañana', '2026-11-30'],
    ['ayer', '2026-11-28'],
    ['hace tres días', '2026-11-26'],
    ['el martes pasado', '2026-11-24'],
    ['el 31 de octubre', '2026-10-31'],
  ])('reads "%s" as %s', (text, date) => {
    expect(read(text)).toEqual([date]);
  });

  it('reads weekdays and days without a year as future when the text is about the future', () => {
    expect(read('on Friday', true)).toEqual(['2026-12-04']);
    expect(read('on the 31st of October', true)).toEqual(['2027-10-31']);
  });

  it.each(['31.11.', 'the 31st of November', 'may be', 'guten Morgen', 'a march'])('reads no date in "%s"', (text) => {
    expect(read(text)).toEqual([]);
  });
});

it('reads only full dates when today is unknown', () => {
  expect(datesIn('yesterday and 2026-02-03', undefined).dates.map(({ date }) => date)).toEqual(['2026-02-03']);
});

it('replaces dates in the text with blanks', () => {
  expect(datesIn('10 km last Tuesday', TODAY).rest.trim()).toBe('10 km');
});
