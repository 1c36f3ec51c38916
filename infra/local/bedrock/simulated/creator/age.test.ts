import { describe, expect, it } from 'vitest';
import { AGE_TOPIC, readAge } from './age.ts';
import { readerOf } from './topic-reader-fixtures.ts';

const { asked, unasked } = readerOf(readAge, AGE_TOPIC);

describe('the age', () => {
  it.each([
    [34, "I'm 34"],
    [34, 'I am 34 years old'],
    [34, "I'm 34 and train 4x a week for an hour"],
    [34, 'thirty-four'],
    [34, '34'],
    [35, "sorry, I'm 35 not 34"],
    [35, 'not 34, 35'],
    [47, '47yo desk worker with two kids of 10 and 12'],
    [52, '52 y/o'],
    [29, 'Just turned 29 last month.'],
    [39, "I'm turning 40 next month"],
    [59, 'almost 60'],
    [45, 'in my forties'],
    [42, 'early forties'],
    [48, "I'm in my late 40s"],
    [36, 'born in 1990'],
    [61, 'I have trained for 20 years and am 61 now'],
    [28, "28, 80 kg, 5'11"],
    [38, 'My son is 14 and I am 38'],
    [67, 'im 67 and retired'],
    [23, 'Age: 23. Student, sleep badly.'],
    [33, "i'm 33f"],
    [50, 'I recently hit 50'],
    [41, "When I was 20 I recovered fast, now I'm 41"],
  ])('reads the age %i in "%s" when it was asked for', (age, text) => expect(asked(text)).toMatchObject({ age }));

  it.each([
    ["I'm 34", 34],
    ["I'm 34 and train 4x a week", 34],
    ["I'm a 41 year old father of two", 41],
    ['27 years old, lifting for 5 years', 27],
  ])('reads the age in "%s" when it was not asked for', (text, age) => expect(unasked(text)).toMatchObject({ age }));

  it.each([
    "I'm 80 kg",
    '40 minutes, 3 days',
    "I'm 100% sure",
    'my daughter is 15 years old',
    "I'm 20 weeks pregnant",
    'I have been training for 15 years',
    'When I was 20 years old I ran marathons',
    "I'm 5'10",
    'in 12 weeks',
  ])('reads no age in "%s" when it was not asked for', (text) => expect(unasked(text)).not.toHaveProperty('age'));

  it('records clauses about the person’s life', () => {
    expect(asked('47, two kids and a stressful desk job')).toEqual({
      age: 47,
      lifeStageContext: 'two kids and a stressful desk job',
    });
    expect(asked("I'm 51 and going through menopause, sleep is patchy")).toEqual({
      age: 51,
      lifeStageContext: 'going through menopause, sleep is patchy',
    });
  });
});
