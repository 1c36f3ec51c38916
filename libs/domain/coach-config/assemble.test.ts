import { expect, it } from 'vitest';
import { CoachConfig, PersonalityTemplate, type SelectedMethodology } from '#contract/coach-config';
import { type Assembly, assemble } from './assemble.ts';
import { factsOf } from './facts.ts';
import { defaultParts } from './finish-config.ts';
import type { Intake } from './intake.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const METHODOLOGY: SelectedMethodology = {
  primaryMethodology: 'Wave loading',
  methodologyReasoning: 'Fits.',
  programmingEmphasis: 'strength',
  periodizationApproach: 'block',
  creativityEmphasis: 'low',
  workoutInnovation: true,
};

function build(intake: Partial<Intake>, more: Partial<Assembly> = {}, methodology = METHODOLOGY) {
  const facts = factsOf({ sophisticationLevel: 'UNKNOWN', ...intake }, NOW);
  const parts = defaultParts(facts, { methodology });
  return assemble({ coachId: 'coach-1', facts, parts, now: NOW, generationMethod: 'interview', ...more });
}

const personalityOf = (primaryTemplate: PersonalityTemplate) => ({
  primaryTemplate,
  secondaryInfluences: [],
  selectionReasoning: 'Asked for.',
  blendingWeights: { [primaryTemplate]: 1 },
});

function coachOf(primaryTemplate: PersonalityTemplate, coachGenderPreference: 'female' | 'male' | 'neutral') {
  const facts = factsOf({ sophisticationLevel: 'UNKNOWN', coachGenderPreference }, NOW);
  const parts = { ...defaultParts(facts, { methodology: METHODOLOGY }), personality: personalityOf(primaryTemplate) };
  return build({ coachGenderPreference }, { facts, parts });
}

it('names a coach after its personality and its voice', () => {
  const names = PersonalityTemplate.options.map((template) =>
    (['female', 'male', 'neutral'] as const).map((gender) => coachOf(template, gender).coachName),
  );
  expect(names).toEqual([
    ['Coach Emma', 'Coach Emmett', 'Coach Emery'],
    ['Coach Marcia', 'Coach Marcus', 'Coach Marley'],
    ['Coach Diana', 'Coach Dorian', 'Coach Devon'],
    ['Coach Alexandra', 'Coach Alexander', 'Coach Alex'],
  ]);
});

it.each([
  ['strength', 'Technical strength coach'],
  ['conditioning', 'Technical conditioning coach'],
  ['balanced', 'Technical all-round fitness coach'],
] as const)('describes a coach that emphasizes %s as "%s"', (programmingEmphasis, description) => {
  const methodology = { ...METHODOLOGY, programmingEmphasis };
  expect(build({ experienceLevel: 'intermediate' }, {}, methodology).coachDescription).toBe(description);
});

it('uses the words of a template in place of its own', () => {
  const words = { coachName: 'Coach Sky', coachDescription: 'Patient everyday coach', summary: 'For beginners.' };
  expect(build({ age: 34 }, { words, generationMethod: 'template' })).toMatchObject({
    coachName: 'Coach Sky',
    coachDescription: 'Patient everyday coach',
    metadata: { sessionSummary: 'For beginners.', generationMethod: 'template' },
  });
});

it.each<[string, Partial<Intake>, boolean, CoachConfig['modificationCapabilities']]>([
  [
    'a beginner',
    { experienceLevel: 'beginner' },
    false,
    {
      enabledModifications: [
        ...['exercise substitution', 'load adjustment', 'shorter sessions', 'schedule changes'],
        'volume increase',
      ],
      personalityFlexibility: 'medium',
      programmingAdaptability: 'medium',
      creativeProgramming: false,
      safetyOverrideLevel: 'limited',
    },
  ],
  [
    'an advanced person',
    { experienceLevel: 'advanced', coachingStylePreference: 'technical' },
    true,
    {
      enabledModifications: [
        ...['exercise substitution', 'load adjustment', 'shorter sessions', 'schedule changes'],
        'volume increase',
      ],
      personalityFlexibility: 'high',
      programmingAdaptability: 'high',
      creativeProgramming: true,
      safetyOverrideLevel: 'moderate',
    },
  ],
  [
    'an advanced person with an injury',
    { experienceLevel: 'advanced', injuryConsiderations: ['bad knee'] },
    true,
    {
      enabledModifications: ['exercise substitution', 'load adjustment', 'shorter sessions', 'schedule changes'],
      personalityFlexibility: 'medium',
      programmingAdaptability: 'high',
      creativeProgramming: true,
      safetyOverrideLevel: 'none',
    },
  ],
])('lets the coach of %s change exactly what is safe', (_, intake, workoutInnovation, capabilities) => {
  const { modificationCapabilities, metadata } = build(intake, {}, { ...METHODOLOGY, workoutInnovation });
  expect(modificationCapabilities).toEqual(capabilities);
  expect(metadata.safetyProfile).toBe(intake.injuryConsiderations ? 'cautious' : 'standard');
});

it('sums the interview up, without injuries and without what is not known', () => {
  const config = build({
    primaryGoals: ['get stronger', 'run'],
    goalTimeline: 'by June',
    age: 34,
    lifeStageContext: 'two children',
    experienceLevel: 'intermediate',
    trainingHistory: 'five years',
    trainingFrequency: 4,
    sessionDurationMinutes: 50,
    timeOfDayPreference: 'mornings',
    injuryConsiderations: ['bad knee'],
    trainingEnvironment: 'home',
    equipmentAccess: ['barbell', 'rack'],
    movementPreferences: ['rowing'],
    successMetrics: ['a pull-up'],
    competitionGoals: ['a local meet'],
    competitionTimeline: 'in May',
  });
  expect(CoachConfig.parse(config).metadata).toEqual({
    version: '1.0',
    createdAt: '2026-11-21T10:00:00.000Z',
    generationMethod: 'interview',
    safetyProfile: 'cautious',
    methodologyProfile: 'Wave loading, strength, block',
    sessionSummary: [
      'Goals: get stronger; run',
      'Timeline: by June',
      'Age: 34',
      'Life stage: two children',
      'Level: intermediate',
      'History: five years',
      'Time: 4 days a week, 50 minutes',
      'Time of day: mornings',
      'Place: home',
      'Equipment: barbell; rack',
      'Enjoys: rowing',
      'Success: a pull-up',
      'Competition: a local meet',
      'Competition timeline: in May',
    ].join('\n'),
  });
  expect(build({}).metadata.sessionSummary).toBe('Level: beginner\nTime: 3 days a week, 45 minutes');
});
