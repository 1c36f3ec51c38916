import { describe, expect, it } from 'vitest';
import { callOf, toolsOf, user } from './call-fixtures.ts';
import { EXTRACT_WORKOUT, WORKOUT_CASES, workoutModel } from './workouts-fixtures.ts';

describe('a coach of workouts with a dozen lines of hints', () => {
  it.each(WORKOUT_CASES)(
    'extracts the workouts in "$say"',
    ({ say, today = 'Sunday 29 November 2026', units = 'kg', read }) => {
      const system = `You log workouts.\nToday is ${today}.\nUnits: ${units}.`;
      const call = callOf([user(say)], { system, tools: [EXTRACT_WORKOUT], forcedTool: 'extract_workout' });
      const inputs = toolsOf(workoutModel(call, 1)).map(({ input }) => input);
      expect(inputs).toMatchObject([{ workouts: read }]);
    },
  );
});

it.each([
  '5x5 squats at 100 kg, then ',
  'ab. ',
  'a b ',
  'yesterday and ',
  '1 2 ',
  'not no wait, ',
  '"a" ',
  '31. Oktober ',
  '[{"a":1}] ',
  '<a>b</a> ',
])('answers a message and prompt of ten thousand characters of "%s" within ten seconds', (piece) => {
  const said = piece.repeat(10_000 / piece.length);
  const call = callOf([user(said)], { tools: [EXTRACT_WORKOUT], forcedTool: 'extract_workout', system: said });
  const began = performance.now();
  expect(toolsOf(workoutModel(call, 1))).toHaveLength(1);
  expect(toolsOf(workoutModel({ ...call, tools: [] }, 1))).toEqual([]);
  expect(performance.now() - began).toBeLessThan(10_000);
});
