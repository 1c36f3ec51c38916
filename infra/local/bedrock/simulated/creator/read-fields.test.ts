import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import type { ChecklistState } from './checklist-state.ts';
import { readMessage } from './message.ts';
import { readFields } from './read-fields.ts';
import { TOPICS } from './topics.ts';

const REQUIRED = Object.keys(TOPICS).filter((topic) => topic !== 'competition_goals');

function fieldsIn(text: string, state: Partial<ChecklistState> = {}, askedTwice: readonly string[] = []) {
  const found = readFields(
    readMessage(text),
    {
      phase: 'collecting',
      level: 'UNKNOWN',
      covered: {},
      unsure: [],
      missing: REQUIRED,
      optional: [],
      asked: [],
      next: [],
      isBuildRequested: false,
      ...state,
    },
    { year: 2026, askedTwice },
  );
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
}

describe('answers that match no rule', () => {
  it.each([
    ['goals_and_timeline', 'Become the person I once was', { primaryGoals: ['Become the person I once was'] }],
    [
      'injuries_and_limitations',
      'I get dizzy when I stand up fast',
      { injuryConsiderations: ['I get dizzy when I stand up fast'] },
    ],
    ['coaching_style_and_motivation', 'Like my old PE teacher', { coachingStylePreference: 'Like my old PE teacher' }],
    ['success_metrics', 'My mother-in-law noticing', { successMetrics: ['My mother-in-law noticing'] }],
    ['experience_level', 'Mostly gardening', { experienceLevel: 'beginner', trainingHistory: 'gardening' }],
  ])('records an answer to %s in the person’s own words: "%s"', (topic, text, found) => {
    expect(fieldsIn(text, { asked: [topic] })).toEqual(found);
  });

  it('does not record a question, a greeting or a number as an answer', () => {
    expect(fieldsIn('Why do you ask?', { asked: ['success_metrics'] })).toEqual({});
    expect(fieldsIn('Hello there!', { asked: ['goals_and_timeline'] })).toEqual({});
    expect(fieldsIn('blue', { asked: ['age_and_life_stage'] })).toEqual({});
    expect(fieldsIn('nor"', { asked: ['injuries_and_limitations'] })).toEqual({});
  });

  it('guesses an answer after the question was asked twice', () => {
    expect(fieldsIn('blue', { asked: ['age_and_life_stage'] }, ['age_and_life_stage'])).toEqual({ age: 35 });
    expect(fieldsIn('yes', { asked: ['injuries_and_limitations'] }, ['injuries_and_limitations'])).toEqual({
      injuryConsiderations: ['an injury that was not described'],
    });
  });

  it('guesses a field that was asked for separately', () => {
    const state = { asked: ['training_frequency_and_time'], covered: { trainingFrequency: 4 } };
    expect(fieldsIn('hard to say', state)).toEqual({ sessionDurationMinutes: 45 });
  });
});

describe('early answers', () => {
  it('records answers to topics that are still to be asked', () => {
    expect(fieldsIn('Neutral is fine. Direct and data driven.', { asked: ['coach_gender_preference'] })).toEqual({
      coachGenderPreference: 'neutral',
      coachingStylePreference: 'Direct and data driven',
    });
    expect(fieldsIn('29', { asked: ['goals_and_timeline'], covered: { primaryGoals: ['x'] } })).toMatchObject({
      age: 29,
    });
  });
});

describe('known values', () => {
  const covered = {
    trainingFrequency: 3,
    trainingEnvironment: 'home',
    injuryConsiderations: ['left shoulder clicks', 'sore back'],
    movementDislikes: ['running'],
    primaryGoals: ['lose weight'],
    equipmentAccess: ['dumbbells'],
  };

  it('replaces a known value in passing only when it was uncertain', () => {
    const text = 'I train at a commercial gym and lift 4 days a week';
    expect(fieldsIn(text, { covered })).toEqual({});
    expect(fieldsIn(text, { covered, unsure: ['trainingEnvironment'] })).toEqual({
      trainingEnvironment: 'commercial gym',
    });
  });

  it('does not replace a known value with a guess', () => {
    const asked = ['equipment_and_environment'];
    expect(fieldsIn('anything', { covered, asked, unsure: ['trainingEnvironment', 'equipmentAccess'] })).toEqual({});
  });

  it('adds to a known list and records the complete list', () => {
    expect(fieldsIn('I also hate burpees', { covered })).toEqual({ movementDislikes: ['running', 'burpees'] });
    expect(fieldsIn('my right knee hurts, too', { covered })).toEqual({
      injuryConsiderations: ['left shoulder clicks', 'sore back', 'right knee hurts'],
    });
  });

  it.each([
    ['Actually, make that 4 days', { trainingFrequency: 4 }],
    [
      "sorry, it's my right shoulder that clicks, not the left shoulder",
      { injuryConsiderations: ['sore back', 'right shoulder that clicks'] },
    ],
    ['please remove running from my dislikes', { movementDislikes: [] }],
    ['actually my goal is to build muscle', { primaryGoals: ['build muscle'] }],
    ['actually, no injuries at all', { injuryConsiderations: [] }],
    ['3 days', {}],
  ])('corrects known values after "%s"', (text, found) => {
    expect(fieldsIn(text, { covered, phase: 'confirming' })).toEqual(found);
  });
});

describe('long messages', () => {
  it.each(['adjustable ', 'not ', 'ab. ', 'in the next ', 'my left knee hurts and ', '3 days and ', 'really '])(
    'reads 4,000 characters of "%s" within three seconds',
    (unit) => {
      const text = unit.repeat(Math.floor(3_990 / unit.length));
      expect(cpuMsOf(() => fieldsIn(text, { asked: ['equipment_and_environment'] }))).toBeLessThan(3_000);
    },
  );
});
