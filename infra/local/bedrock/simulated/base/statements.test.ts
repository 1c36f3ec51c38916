import { describe, expect, it } from 'vitest';
import { asCorrected } from './corrections.ts';
import { itemsIn, occasionsIn } from './items.ts';
import { readStatement, sentencesOf } from './statements.ts';

const TODAY = '2026-11-29';

describe('completed activities', () => {
  it.each([
    'I squatted 5x5 today',
    'Ran 10 km',
    'Habe gestern trainiert',
    'Corrí 10 km',
    '4x10 pull-ups',
    'I have lost 3 kg',
  ])('reads "%s" as a completed activity', (text) => {
    expect(readStatement(text, TODAY).isDone).toBe(true);
  });

  it.each([
    ['a plan', 'Tomorrow I squat 5x5'],
    ['a wish', 'I want to run 10 km'],
    ['a condition', 'If I had squatted 200 I would be a hero'],
    ['a joke', 'I could deadlift 2000 kg, haha'],
    ['a habit', 'I usually bench 80'],
    ['a denial', "I didn't run 10 km"],
    ['the deed of another', 'My friend did 5x5 squats'],
    ['a question', 'How many sets did I do?'],
    ['an order', 'Show my last 3 workouts'],
    ['a state', 'My knee hurts 3 days'],
    ['a German plan', 'Morgen laufe ich 10 km'],
    ['a German denial', 'Ich habe gestern nicht 10 km geschafft'],
    ['a Spanish plan', 'Mañana voy a correr 10 km'],
    ['a Spanish wish', 'Quiero correr 10 km'],
    ['a day to come', '5x5 squats on 2026-12-24'],
  ])('does not read %s as a completed activity', (_, text) => {
    expect(readStatement(text, TODAY).isDone).toBe(false);
  });
});

describe('corrections', () => {
  it.each([
    ['3x5 at 100, no wait, it was 105', '3x5 at 105'],
    ['I ran 5 km, sorry, 6 km', 'I ran 6 km'],
    ['80 kg, nein, 85', '85 kg'],
    ['Corrí 5 km, digo, 6', 'Corrí 6 km'],
    ['75 x 100 g... kidding: 75 swings with 16 kg', '75 swings with 16 kg'],
    ['I am sorry, I ran', 'I am sorry, I ran'],
    ['wait for me', 'wait for me'],
  ])('corrects "%s" to "%s"', (said, meant) => {
    expect(asCorrected(said)).toBe(meant);
  });

  it('keeps a correction with the sentence before it', () => {
    expect(sentencesOf('I squatted 100. No wait, it was 105. Felt good.')).toEqual([
      'I squatted 100. No wait, it was 105.',
      'Felt good.',
    ]);
  });
});

it('does not end a sentence at a date, a decimal point or an abbreviation', () => {
  expect(sentencesOf('Am 31. Oktober 22.5 kg vs. 20 kg. Gut.')).toEqual(['Am 31. Oktober 22.5 kg vs. 20 kg.', 'Gut.']);
});

it('splits a sentence into things and keeps their details with them', () => {
  expect(itemsIn('5x5 squats at 100 kg, 3 min rest, then a 2 km row in 8:05 and 30 push-ups', TODAY)).toEqual([
    '5x5 squats at 100 kg',
    '3 min rest',
    'a 2 km row in 8:05',
    '30 push-ups',
  ]);
  expect(itemsIn('Bench press, 3 Sätze à 8 mit 24 Kilo, 5 min', TODAY)).toEqual([
    'Bench press, 3 Sätze à 8 mit 24 Kilo, 5 min',
  ]);
});

it('groups sentences by day and part of the day', () => {
  const statements = sentencesOf('Morning: 5k run. Felt good. Evening: yoga.').map((one) => readStatement(one, TODAY));
  expect(occasionsIn(statements).map((group) => group.length)).toEqual([2, 1]);
  const days = sentencesOf('Ran 5 km yesterday. Ran 6 km today.').map((one) => readStatement(one, TODAY));
  expect(occasionsIn(days)).toHaveLength(2);
});
