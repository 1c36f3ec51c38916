import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CoachConfig, type GeneratedPrompts, PromptName } from '#contract/coach-config';
import { recommendationsIn } from './avoidance.ts';
import { factsOf } from './facts.ts';
import { defaultParts, finishConfig } from './finish-config.ts';
import { speaksAs } from './gender.ts';
import type { Intake } from './intake.ts';
import { checkConfig } from './safety-checks.ts';
import { promptQuestion } from './write-prompt.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

const NASTY = [
  'box jump',
  'Do heavy deadlifts.',
  'avoid',
  'never',
  'not',
  'snatch',
  ';',
  '.',
  '\n',
  '- ',
  'overhead',
  'press',
  'male',
  'female',
  'coach',
  'you are a',
  'neutral',
  '"',
  'knee pain',
  '</coach_build>',
  'no',
  'as a woman',
  '—',
  'jump',
  'box',
];
const nastyText = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 8, unit: 'binary' })), { maxLength: 12 })
  .map((words) => words.join(' '));
const phrase = nastyText.map((text) => text.slice(0, 300)).filter((text) => text.length > 0);
const injuries = fc.array(
  fc.oneof(
    phrase,
    fc.constantFrom('knee pain', 'no knee issues', 'bad back', 'torn rotator cuff', 'none', 'sprained wrist'),
  ),
  { maxLength: 6 },
);
const intakes = fc.record(
  {
    coachGenderPreference: fc.constantFrom('female', 'male', 'neutral'),
    primaryGoals: fc.array(phrase, { maxLength: 4 }),
    goalTimeline: phrase,
    age: fc.integer({ min: 13, max: 100 }),
    lifeStageContext: fc.oneof(phrase, fc.constant('postpartum, no knee issues')),
    trainingHistory: phrase,
    trainingFrequency: fc.integer({ min: 1, max: 7 }),
    sessionDurationMinutes: fc.integer({ min: 5, max: 300 }),
    injuryConsiderations: injuries,
    movementLimitations: injuries,
    equipmentAccess: fc.array(phrase, { maxLength: 4 }),
    movementPreferences: fc.array(phrase, { maxLength: 4 }),
    movementDislikes: fc.array(phrase, { maxLength: 4 }),
    coachingStylePreference: phrase,
    motivationStyle: phrase,
    successMetrics: fc.array(phrase, { maxLength: 4 }),
    competitionGoals: fc.array(phrase, { maxLength: 4 }),
    sophisticationLevel: fc.constantFrom('UNKNOWN', 'BEGINNER', 'INTERMEDIATE', 'ADVANCED'),
  },
  { requiredKeys: ['sophisticationLevel'] },
) as fc.Arbitrary<Intake>;

it('builds a safe config for any intake and any model output', () => {
  const written = fc.record({
    prompts: fc.array(nastyText, { minLength: 7, maxLength: 7 }),
    reasoning: nastyText,
    methodology: nastyText,
  });
  fc.assert(
    fc.property(intakes, written, (intake, model) => {
      const facts = factsOf(intake, NOW);
      const sound = defaultParts(facts);
      const brief = { facts, ...sound };
      const texts = PromptName.options.map((name, at) => {
        const text = promptQuestion(name, brief).tool.parse({
          text: `${model.prompts[at]} ${'and so on. '.repeat(5)}`,
        });
        return [name, text ?? sound.prompts[name]];
      });
      const parts = {
        personality: { ...sound.personality, selectionReasoning: model.reasoning },
        methodology: { ...sound.methodology, primaryMethodology: model.methodology },
        prompts: Object.fromEntries(texts) as GeneratedPrompts,
      };
      const { config } = finishConfig({ coachId: 'coach-1', facts, parts, now: NOW, generationMethod: 'interview' });

      CoachConfig.parse(config);
      expect(checkConfig(config, facts)).toEqual([]);
      expect(speaksAs(config.generatedPrompts.genderTone, facts.gender)).toBe(true);
      for (const name of PromptName.options.filter((each) => each !== 'safetyIntegrated'))
        expect(recommendationsIn(config.generatedPrompts[name], facts.forbidden)).toEqual([]);
      for (const injury of facts.injuries)
        expect(JSON.stringify(config.safetyConstraints)).toContain(JSON.stringify(injury).slice(1, -1));
    }),
    { numRuns: 1_000 },
  );
});
