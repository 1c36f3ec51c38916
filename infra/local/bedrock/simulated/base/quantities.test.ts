import { describe, expect, it } from 'vitest';
import { quantitiesIn } from './quantities.ts';

/** Quantities as text: `sets 5`, `weight 100 kg`, `count 3 games`. */
const read = (text: string): string =>
  quantitiesIn(text)
    .quantities.map(({ kind, value, unit, noun, of }) =>
      [kind, value, unit ?? noun, of && `of ${of}`].filter((part) => part !== undefined).join(' '),
    )
    .join(', ');

describe('quantities', () => {
  it.each([
    ['5x5 at 100 kg', 'sets 5, reps 5, weight 100 kg'],
    ['3 × 8 with 22,5 kilos', 'sets 3, reps 8, weight 22.5 kg'],
    ['3 Sätze à 8 mit 24 Kilo', 'sets 3, reps 8, weight 24 kg'],
    ['4 series de 12', 'sets 4, reps 12'],
    ['fünf Sätze, 12 Wiederholungen', 'sets 5, reps 12'],
    ['75 x 100 g', 'count 75, weight 100 g'],
    ['3x5 @ 90', 'sets 3, reps 5, load 90'],
    ['bench 225 for 5, 5, 4', 'load 225, sets 3'],
    ['bench 100 for 5, 5', 'load 100, sets 2, reps 5'],
    ['185 lbs and 40 pounds', 'weight 185 lb, weight 40 lb'],
    ['10k, 5.000 m and 3 miles', 'distance 10 km, distance 5000 m, distance 3 mi'],
    ['1,500 m', 'distance 1500 m'],
    ['in 8:05', 'duration 485 s'],
    ['1:02:03', 'duration 3723 s'],
    ['1 h 30', 'duration 90 min'],
    ['eine halbe Stunde', 'duration 30 min'],
    ['forty-five minutes', 'duration 45 min'],
    ['2:05/500m', 'pace 125 of 500'],
    ['at 18:30', 'time_of_day 0'],
    ['um 18:30 Uhr', 'time_of_day 0'],
    ['20 %', 'percent 20'],
    ['$ 15 or 20 €', 'money 15, money 20'],
    ['4 out of 5', 'rating 4 of 5'],
    ['RPE 9', 'count 9'],
    ['my last three games', 'count 3 games'],
    ['8 of them', 'count 8 them'],
    ['no number', ''],
    ['version 1.2.3', ''],
  ])('reads the quantities in "%s" as: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

it('keeps the words between quantities, and records the word before a number', () => {
  const { quantities, rest } = quantitiesIn('RPE 9 on 3x8 squats');
  expect(rest.replace(/\0+/g, '_')).toBe('rpe _ on _ squats');
  expect(quantities[0]).toMatchObject({ before: 'rpe', value: 9 });
});
