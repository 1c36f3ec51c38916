import { createBaseModel } from './base-model.ts';
import { objectOf, toolOf } from './call-fixtures.ts';

/** For tests: a workout tool, minimal hints for it, and messages with the expected input. */

const number = { type: 'number' };
const text = { type: 'string' };
const choice = (...options: readonly string[]) => ({ type: 'string', enum: options });

const EXERCISE = objectOf({
  'name*': text,
  sets: { type: 'integer', minimum: 1 },
  reps: { type: 'integer', minimum: 1 },
  load: number,
  loadUnit: choice('kg', 'lb'),
  distance: number,
  distanceUnit: choice('m', 'km', 'mi', 'cal'),
  timeSeconds: number,
  rpe: { type: 'number', minimum: 1, maximum: 10 },
});
const WORKOUT = objectOf({
  discipline: choice('strength', 'cardio', 'crossfit', 'general'),
  name: text,
  date: text,
  durationMinutes: number,
  exercises: { type: 'array', items: EXERCISE },
  feel: { type: 'integer', minimum: 1, maximum: 5 },
});

export const EXTRACT_WORKOUT = toolOf(
  'extract_workout',
  { 'workouts*': { type: 'array', maxItems: 5, items: WORKOUT } },
  'Extracts the workouts that the person has completed.',
);

/** Names of exercises: the only hints that the cases need. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/incline press|schrägbankdrücken/, 'dumbbell incline press'],
  [/front squat/, 'front squat'],
  [/squat/, 'back squat'],
  [/deadlift/, 'deadlift'],
  [/bench/, 'bench press'],
  [/row/, 'rowing'],
  [/run|corrí/, 'running'],
  [/pull-?up/, 'pull-up'],
  [/liegestütz|push-?up/, 'push-up'],
  [/swing/, 'kettlebell swing'],
];
export const workoutModel = createBaseModel({
  isFor: () => true,
  values: {
    'extract_workout.workouts.exercises.name': ({ text }) =>
      NAMES.find(([words]) => words.test(text.toLowerCase()))?.[1],
  },
  synonyms: { crossfit: /\b(?:fran|murph|grace|rx)\b/i },
});

export interface WorkoutCase {
  readonly say: string;
  readonly today?: string;
  readonly units?: string;
  /** The expected workouts. Only these properties are compared. */
  readonly read: readonly object[];
}

const one = (exercise: object, workout: object = {}) => [{ ...workout, exercises: [exercise] }];

/** By default, today is Sunday 29 November 2026 and the units are kilograms. */
export const WORKOUT_CASES: readonly WorkoutCase[] = [
  {
    say: 'Just finished: 5x5 back squat at 100 kg, then a 2 km row in 8:05. Felt great.',
    read: [
      {
        date: '2026-11-29',
        exercises: [
          { name: 'back squat', sets: 5, reps: 5, load: 100, loadUnit: 'kg' },
          { name: 'rowing', distance: 2, distanceUnit: 'km', timeSeconds: 485 },
        ],
      },
    ],
  },
  { say: 'Tomorrow I plan to squat 5x5 at 120.', read: [] },
  { say: 'I could deadlift a car, 2000 kg, haha', read: [] },
  {
    say: 'Did 3x8 DB incline press with 22.5s yesterday evening',
    read: one({ name: 'dumbbell incline press', sets: 3, reps: 8, load: 22.5, loadUnit: 'kg' }, { date: '2026-11-28' }),
  },
  {
    say: 'Habe gestern Kurzhantel-Schrägbankdrücken gemacht, 3 Sätze à 8 mit 24 Kilo',
    read: one({ name: 'dumbbell incline press', sets: 3, reps: 8, load: 24, loadUnit: 'kg' }, { date: '2026-11-28' }),
  },
  {
    say: 'Corrí 10 km esta mañana en 52 minutos',
    read: one({ name: 'running', distance: 10, distanceUnit: 'km', timeSeconds: 3_120 }, { date: '2026-11-29' }),
  },
  { say: 'How many reps should I do for squats at 80 kg?', read: [] },
  {
    say: 'Benched 225 for 5, 5, 4 today',
    units: 'lb',
    read: one({ name: 'bench press', sets: 3, load: 225, loadUnit: 'lb' }, { date: '2026-11-29' }),
  },
  { say: 'Last Tuesday I did 20 minutes of rope skipping', read: [{ date: '2026-11-24', durationMinutes: 20 }] },
  {
    say: 'Morning: 5k easy run, 31 min. Noon: 4x10 pull-ups. Evening: 30 min yoga.',
    read: [
      { exercises: [{ name: 'running', distance: 5, distanceUnit: 'km', timeSeconds: 1_860 }] },
      { exercises: [{ name: 'pull-up', sets: 4, reps: 10 }] },
      { durationMinutes: 30 },
    ],
  },
  { say: 'My knee hurts when I run', read: [] },
  {
    say: '/log-workout deadlift 3x3 at 140',
    read: one({ name: 'deadlift', sets: 3, reps: 3, load: 140, loadUnit: 'kg' }),
  },
  { say: 'I skipped training yesterday, too tired', read: [] },
  { say: 'Hit a new PR: 150 kg deadlift single!', read: one({ name: 'deadlift', load: 150, loadUnit: 'kg' }) },
  { say: 'If I had squatted 200 today I would be a hero', read: [] },
  { say: 'Did Fran this morning, 4:32 Rx', read: one({ timeSeconds: 272 }, { discipline: 'crossfit' }) },
  {
    say: 'Yesterday at 23:50 I finished a 40 minute ride',
    today: 'Monday 30 November 2026',
    read: [{ date: '2026-11-29', durationMinutes: 40 }],
  },
  { say: 'Deadlifted 2000 kg for 3 reps today', read: one({ name: 'deadlift', reps: 3, load: 2_000, loadUnit: 'kg' }) },
  {
    say: 'Carried sandbags: 4 rounds of 50 m with 60 kg',
    read: one({ distance: 50, distanceUnit: 'm', load: 60, loadUnit: 'kg' }),
  },
  { say: 'My friend did 5x5 squats at 140 today, impressive', read: [] },
  { say: 'thanks!', read: [] },
  { say: 'Squatted 3x5 at 100, no wait, it was 105', read: one({ name: 'back squat', sets: 3, reps: 5, load: 105 }) },
  { say: 'I usually bench 80 for 3x8', read: [] },
  {
    say: 'Rowed 5000m, split 2:05/500m',
    read: one({ name: 'rowing', distance: 5_000, distanceUnit: 'm', timeSeconds: 1_250 }),
  },
  { say: 'Heute 100 Liegestütze in 10 Sätzen', read: one({ name: 'push-up', sets: 10, reps: 10 }) },
  { say: "Can you log that I'll run 10k on Friday?", read: [] },
  {
    say: '75 x 100 g kettlebell... kidding: 75 swings with 16 kg',
    read: one({ name: 'kettlebell swing', reps: 75, load: 16, loadUnit: 'kg' }),
  },
  { say: 'Hill sprints on the 31st of October, 8 of them', read: [{ date: '2026-10-31' }] },
  { say: 'Trained legs today. Did the whole thing you suggested.', read: [] },
  {
    say: 'RPE 9 today: front squat 1x3 @ 90, felt like 4 out of 5 overall',
    read: one({ name: 'front squat', sets: 1, reps: 3, load: 90, rpe: 9 }, { feel: 4 }),
  },
  {
    say: 'Ayer hice 4 series de 12 dominadas y corrí 3 km',
    read: [{ date: '2026-11-28', exercises: [{ sets: 4, reps: 12 }, { distance: 3 }] }],
  },
  { say: 'Morgen mache ich 5x5 Kniebeugen', read: [] },
  { say: 'Vor 3 Tagen 1.500 m geschwommen', read: one({ distance: 1_500, distanceUnit: 'm' }, { date: '2026-11-26' }) },
];
