import { describe, expect, it } from 'vitest';
import { factsOf } from './facts.ts';
import type { Intake } from './intake.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const facts = (intake: Partial<Intake> = {}) => factsOf({ sophisticationLevel: 'UNKNOWN', ...intake }, NOW);
const technical = (intake: Partial<Intake> = {}) => facts(intake).technical;

const RESTS = 'At least one full day of rest a week, and seven hours of sleep a night.';
const PAUSES = '48 hours between hard sessions for the same muscles.';
const EASY_WEEK = 'An easy week after every three weeks of training.';
const STOPS = 'Stop the exercise at sharp, sudden or growing pain, and have it looked at.';

it('derives every limit of a person who needs caution', () => {
  const { safety, ...rest } = facts({
    coachGenderPreference: 'male',
    primaryGoals: ['run a 10k', 'get stronger'],
    lifeStageContext: 'Newborn at home',
    sophisticationLevel: 'INTERMEDIATE',
    trainingFrequency: 5,
    sessionDurationMinutes: 30,
    injuryConsiderations: ['bad knee'],
    movementLimitations: ['none'],
    equipmentAccess: [' barbell ', 'barbell', ''],
    movementPreferences: ['rowing', 'box jumps'],
  });
  expect(rest).toMatchObject({
    gender: 'male',
    injuries: ['bad knee', 'Newborn at home'],
    cautious: true,
    competes: false,
  });
  expect(rest.forbidden).toEqual(expect.arrayContaining(['box jump', 'squat jump', 'one-rep max test', '1rm']));
  expect(rest.technical).toEqual({
    programmingFocus: ['strength', 'endurance'],
    experienceLevel: 'intermediate',
    trainingFrequency: 5,
    specializations: ['rowing'],
    injuryConsiderations: ['bad knee', 'Newborn at home'],
    goalTimeline: '6_months',
    preferredIntensity: 'moderate',
    equipmentAvailable: ['barbell'],
    timeConstraints: { sessionMinutes: 30, warmupMinutes: 10 },
  });
  expect(safety).toEqual({
    volumeProgressionLimit: 5,
    contraindicatedExercises: [
      ...['box jump', 'depth jump', 'jump squat', 'jumping lunge', 'pistol squat', 'deep squat'],
      ...['max-effort lift', 'one-rep max test'],
    ],
    requiredModifications: [
      'bad knee: squat to a box at a pain-free height; step up to a low box; hinge more than bend the knee.',
      'Newborn at home: stay in a pain-free range and light load; clearance by a professional before loading it.',
    ],
    recoveryRequirements: [RESTS, PAUSES, EASY_WEEK],
    safetyMonitoring: [
      STOPS,
      'Ask about the knees before leg work; stop at swelling or sharp pain.',
      'Ask how it feels before every session; stop at sharp or growing pain.',
    ],
  });
});

it('assumes three sessions a week of 45 minutes without equipment when the person stated nothing', () => {
  expect(facts()).toMatchObject({ gender: 'neutral', injuries: [], forbidden: [], cautious: false, competes: false });
  expect(technical()).toEqual({
    programmingFocus: ['general fitness'],
    experienceLevel: 'beginner',
    trainingFrequency: 3,
    specializations: [],
    injuryConsiderations: [],
    goalTimeline: '6_months',
    preferredIntensity: 'moderate',
    equipmentAvailable: ['bodyweight'],
    timeConstraints: { sessionMinutes: 45, warmupMinutes: 7 },
  });
  expect(facts().safety).toEqual({
    volumeProgressionLimit: 10,
    contraindicatedExercises: [],
    requiredModifications: [],
    recoveryRequirements: [RESTS],
    safetyMonitoring: [STOPS],
  });
});

describe('caution', () => {
  it.each<[string, Partial<Intake>, 5 | 10, readonly string[]]>([
    ['an age of 59', { age: 59 }, 10, [RESTS]],
    ['an age of 60', { age: 60 }, 5, [RESTS, PAUSES]],
    ['a limitation of movement', { movementLimitations: ['weak ankles'] }, 5, [RESTS, PAUSES]],
    ['a pregnancy', { lifeStageContext: 'Pregnant, second trimester' }, 5, [RESTS, PAUSES]],
    ['a life stage that needs none', { lifeStageContext: 'two children' }, 10, [RESTS]],
    ['four sessions a week', { trainingFrequency: 4 }, 10, [RESTS]],
    ['five sessions a week', { trainingFrequency: 5 }, 10, [RESTS, EASY_WEEK]],
  ])('limits volume and sets rests for %s', (_, intake, limit, rests) => {
    const { safety, cautious } = facts(intake);
    expect(safety).toMatchObject({ volumeProgressionLimit: limit, recoveryRequirements: rests });
    expect(cautious).toBe(limit === 5);
  });

  it.each<[Partial<Intake>, string]>([
    [{ sophisticationLevel: 'BEGINNER' }, 'moderate'],
    [{ sophisticationLevel: 'INTERMEDIATE' }, 'moderate'],
    [{ sophisticationLevel: 'ADVANCED' }, 'high'],
    [{ sophisticationLevel: 'BEGINNER', age: 70 }, 'low'],
    [{ sophisticationLevel: 'INTERMEDIATE', age: 70 }, 'moderate'],
    [{ sophisticationLevel: 'ADVANCED', age: 70 }, 'moderate'],
    [{ sophisticationLevel: 'ADVANCED', experienceLevel: 'beginner', age: 70 }, 'low'],
  ])('sets the intensity for %j to %s', (intake, intensity) => {
    expect(technical(intake).preferredIntensity).toBe(intensity);
  });

  it.each([
    [5, 20, 2],
    [20, 20, 5],
    [60, 20, 9],
    [120, 20, 15],
    [60, 70, 14],
    [120, 70, 20],
    [20, 70, 10],
  ])('plans for a session of %i minutes at age %i a warm-up of %i minutes', (sessionDurationMinutes, age, warmup) => {
    expect(technical({ sessionDurationMinutes, age }).timeConstraints).toEqual({
      sessionMinutes: sessionDurationMinutes,
      warmupMinutes: warmup,
    });
  });
});

describe('wishes', () => {
  it.each([
    [['get stronger'], ['strength']],
    [
      ['build muscle', 'lose weight'],
      ['muscle', 'body composition'],
    ],
    [['finish a marathon'], ['endurance']],
    [['move better'], ['mobility']],
    [['first handstand'], ['skill and technique']],
    [['more energy, less stress'], ['health and energy']],
    [['have fun'], ['general fitness']],
  ])('derives the focus from the goals %j: %j', (primaryGoals, focus) => {
    expect(technical({ primaryGoals }).programmingFocus).toEqual(focus);
  });

  it('derives the focus from loved movements and signs of success, too', () => {
    expect(technical({ movementPreferences: ['olympic lifting'] }).programmingFocus).toContain('skill and technique');
    expect(technical({ successMetrics: ['sleep well'] }).programmingFocus).toEqual(['health and energy']);
  });

  it.each([
    [['nationals'], true],
    [['none yet', 'a local meet'], true],
    [[], false],
    [['No.'], false],
    [['never'], false],
    [["I don't want to compete"], false],
    [['no plans'], false],
  ])('reads from the competition goals %j that the person competes: %j', (competitionGoals, competes) => {
    expect(facts({ competitionGoals }).competes).toBe(competes);
  });

  it('keeps of the wishes what a prompt may quote', () => {
    const { intake } = facts({
      coachGenderPreference: 'female',
      injuryConsiderations: ['knee pain from\nbox jumps'],
      primaryGoals: ['a high box jump', 'get  stronger', 'get stronger'],
      motivationStyle: 'Box jumps and music',
      coachingStylePreference: 'like a male coach',
      age: 34,
    });
    expect(intake).toEqual({
      sophisticationLevel: 'UNKNOWN',
      coachGenderPreference: 'female',
      injuryConsiderations: ['knee pain from box jumps'],
      primaryGoals: ['get stronger'],
      motivationStyle: 'a movement on hold and music',
      coachingStylePreference: '',
      age: 34,
    });
  });
});
