import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import type { ChecklistState } from './checklist-state.ts';
import { listen } from './listen.ts';
import { readMessage } from './message.ts';
import { TOPICS } from './topics.ts';

const REQUIRED = Object.keys(TOPICS).filter((topic) => topic !== 'competition_goals');

function hear(text: string, state: Partial<ChecklistState> = {}, insisted: readonly string[] = []) {
  const found = listen(
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
    { year: 2026, insisted },
  );
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
}

describe('an answer that no rule knows', () => {
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
  ])('to %s is taken as it is: "%s"', (topic, text, found) => {
    expect(hear(text, { asked: [topic] })).toEqual(found);
  });

  it('is not made of a question, a greeting or a number', () => {
    expect(hear('Why do you ask?', { asked: ['success_metrics'] })).toEqual({});
    expect(hear('Hello there!', { asked: ['goals_and_timeline'] })).toEqual({});
    expect(hear('blue', { asked: ['age_and_life_stage'] })).toEqual({});
  });

  it('is guessed once the question was put twice, so that the interview goes on', () => {
    expect(hear('blue', { asked: ['age_and_life_stage'] }, ['age_and_life_stage'])).toEqual({ age: 35 });
    expect(hear('yes', { asked: ['injuries_and_limitations'] }, ['injuries_and_limitations'])).toEqual({
      injuryConsiderations: ['an injury that was not described'],
    });
  });

  it('to a half that was asked for alone gets a careful guess', () => {
    const state = { asked: ['training_frequency_and_time'], covered: { trainingFrequency: 4 } };
    expect(hear('hard to say', state)).toEqual({ sessionDurationMinutes: 45 });
  });
});

describe('people who run ahead', () => {
  it('are heard on what will be asked later', () => {
    expect(hear('Neutral is fine. Direct and data driven.', { asked: ['coach_gender_preference'] })).toEqual({
      coachGenderPreference: 'neutral',
      coachingStylePreference: 'Direct and data driven',
    });
    expect(hear('29', { asked: ['goals_and_timeline'], covered: { primaryGoals: ['x'] } })).toMatchObject({ age: 29 });
  });
});

describe('what is known', () => {
  const covered = {
    trainingFrequency: 3,
    trainingEnvironment: 'home',
    injuryConsiderations: ['left shoulder clicks', 'sore back'],
    movementDislikes: ['running'],
    primaryGoals: ['lose weight'],
    equipmentAccess: ['dumbbells'],
  };

  it('is not replaced by the way, unless it was unsure', () => {
    const text = 'I train at a commercial gym and lift 4 days a week';
    expect(hear(text, { covered })).toEqual({});
    expect(hear(text, { covered, unsure: ['trainingEnvironment'] })).toEqual({ trainingEnvironment: 'commercial gym' });
  });

  it('is not replaced by a guess', () => {
    const asked = ['equipment_and_environment'];
    expect(hear('anything', { covered, asked, unsure: ['trainingEnvironment', 'equipmentAccess'] })).toEqual({});
  });

  it('grows by what is added, and is said whole', () => {
    expect(hear('I also hate burpees', { covered })).toEqual({ movementDislikes: ['running', 'burpees'] });
    expect(hear('my right knee hurts, too', { covered })).toEqual({
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
  ])('is corrected by "%s"', (text, found) => {
    expect(hear(text, { covered, phase: 'confirming' })).toEqual(found);
  });
});

describe('a long message', () => {
  it.each(['adjustable ', 'not ', 'ab. ', 'in the next ', 'my left knee hurts and ', '3 days and ', 'really '])(
    'of nothing but "%s" is heard within a second',
    (unit) => {
      const text = unit.repeat(Math.floor(3_990 / unit.length));
      expect(cpuMsOf(() => hear(text, { asked: ['equipment_and_environment'] }))).toBeLessThan(3_000);
    },
  );
});
