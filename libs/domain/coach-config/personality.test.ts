import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SelectedMethodology, SelectedPersonality } from '#contract/coach-config';
import type { Json } from '#ports/model';
import { factsOf } from './facts.ts';
import type { Intake } from './intake.ts';
import { methodologyQuestion } from './methodology.ts';
import { blend, personalityQuestion } from './personality.ts';
import { promptQuestion } from './write-prompt.ts';

const facts = (intake: Partial<Intake>) => factsOf({ sophisticationLevel: 'UNKNOWN', ...intake }, 0);
const asked = personalityQuestion(facts({}));

it('accepts a complete personality choice unchanged', () => {
  const choice = {
    primaryTemplate: 'diana',
    secondaryInfluences: ['marcus'],
    selectionReasoning: 'They compete.',
    blendingWeights: { diana: 0.8, marcus: 0.2 },
  };
  expect(asked.tool.parse(choice)).toEqual(choice);
});

it.each<Json>([null, 'emma', {}, { primaryTemplate: 'arnold' }, []])('rejects %j as a personality choice', (input) => {
  expect(asked.tool.parse(input)).toBeUndefined();
});

it('corrects weights that do not sum to 1 or miss a template', () => {
  const names = { primaryTemplate: 'emma', secondaryInfluences: ['alex', 'emma'] };
  const doubled = asked.tool.parse({ ...names, blendingWeights: { emma: 1.2, alex: 0.8 } });
  expect(doubled?.blendingWeights).toEqual({ emma: 0.6, alex: 0.4 });
  expect(asked.tool.parse({ ...names, blendingWeights: { emma: 1 } })?.blendingWeights).toEqual({
    emma: 0.7,
    alex: 0.3,
  });
  expect(asked.tool.parse({ ...names, blendingWeights: { emma: 0.1, alex: 0.9 } })?.blendingWeights).toEqual({
    emma: 0.7,
    alex: 0.3,
  });
  expect(asked.tool.parse({ ...names, blendingWeights: { emma: 1e-9, alex: 99 } })?.blendingWeights).toEqual({
    emma: 0.7,
    alex: 0.3,
  });
  expect(asked.tool.parse({ ...names, blendingWeights: 'half' })?.blendingWeights).toEqual({ emma: 0.7, alex: 0.3 });
});

it('parses any model output to a valid choice or to none', () => {
  const input = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        primaryTemplate: fc.constantFrom('emma', 'marcus', 'diana', 'alex', 'x'),
        secondaryInfluences: fc.oneof(fc.array(fc.constantFrom('emma', 'marcus', 'diana', 'alex')), fc.jsonValue()),
        selectionReasoning: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        blendingWeights: fc.oneof(
          fc.dictionary(fc.constantFrom('emma', 'marcus', 'diana'), fc.double()),
          fc.jsonValue(),
        ),
        primaryMethodology: fc.oneof(fc.string(), fc.jsonValue()),
        methodologyReasoning: fc.jsonValue(),
        programmingEmphasis: fc.oneof(fc.constant('strength'), fc.jsonValue()),
        periodizationApproach: fc.oneof(fc.constant('block'), fc.jsonValue()),
        workoutInnovation: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  const methodology = methodologyQuestion(facts({}), asked.fallback);
  fc.assert(
    fc.property(input, (written) => {
      const personality = asked.tool.parse(written as Json);
      const method = methodology.tool.parse(written as Json);
      if (personality) SelectedPersonality.parse(personality);
      if (method) SelectedMethodology.parse(method);
    }),
    { numRuns: 2_000 },
  );
});

it.each<[Partial<Intake>, string]>([
  [{ coachingStylePreference: 'patient and encouraging' }, 'emma'],
  [{ coachingStylePreference: 'technical, detail oriented' }, 'marcus'],
  [{ coachingStylePreference: 'push me hard', competitionGoals: ['nationals'] }, 'diana'],
  [{ motivationStyle: 'busy family, flexible routine' }, 'alex'],
  [{ sophisticationLevel: 'ADVANCED', competitionGoals: ["I don't want to compete"] }, 'diana'],
])('falls back to a personality that matches the intake %j', (intake, template) => {
  const { fallback } = personalityQuestion(facts(intake));
  expect(fallback.primaryTemplate).toBe(template);
  SelectedPersonality.parse(fallback);
});

it.each<[Partial<Intake>, Partial<SelectedMethodology>]>([
  [{ primaryGoals: ['get stronger'] }, { programmingEmphasis: 'strength', periodizationApproach: 'linear' }],
  [{ primaryGoals: ['run a marathon'] }, { programmingEmphasis: 'conditioning' }],
  [{ primaryGoals: ['feel better'] }, { programmingEmphasis: 'balanced' }],
  [{ primaryGoals: ['stronger'], experienceLevel: 'advanced' }, { periodizationApproach: 'conjugate' }],
  [
    { primaryGoals: ['stronger'], experienceLevel: 'advanced', competitionGoals: ['nationals'] },
    { primaryMethodology: 'Concurrent competition preparation', periodizationApproach: 'block' },
  ],
  [{ primaryGoals: ['stronger', 'run'] }, { programmingEmphasis: 'balanced', creativityEmphasis: 'low' }],
  [{ experienceLevel: 'beginner' }, { creativityEmphasis: 'low', workoutInnovation: false }],
  [
    { experienceLevel: 'intermediate' },
    { periodizationApproach: 'daily_undulating', creativityEmphasis: 'medium', workoutInnovation: true },
  ],
  [
    { experienceLevel: 'intermediate', age: 70 },
    { creativityEmphasis: 'low', workoutInnovation: false },
  ],
])('falls back to a methodology that matches the intake %j', (intake, expected) => {
  expect(methodologyQuestion(facts(intake), asked.fallback).fallback).toMatchObject(expected);
});

it('gives each further template its share by rank when the model gave no weights', () => {
  expect(blend(['emma'])).toEqual({ emma: 1 });
  expect(blend(['emma', 'alex', 'diana'])).toEqual({ emma: 0.6, alex: 0.25, diana: 0.15 });
  expect(blend(['emma', 'alex', 'diana', 'marcus'])).toEqual({ emma: 0.55, alex: 0.2, diana: 0.15, marcus: 0.1 });
  expect(blend(['emma', 'alex', 'diana'], { emma: 2, alex: 1, diana: 3 })).toEqual(blend(['emma', 'alex', 'diana']));
  expect(blend(['emma', 'alex'], { emma: 1, alex: 1 })).toEqual({ emma: 0.5, alex: 0.5 });
});

it('gives a personality without a reason the reason of its own template', () => {
  const reasonOf = (primaryTemplate: string) => asked.tool.parse({ primaryTemplate })?.selectionReasoning;
  expect(reasonOf('emma')).toBe(asked.fallback.selectionReasoning);
  expect(reasonOf('diana')).toBe(
    'Chosen as an elite performance coach who sets high standards and prepares for competition.',
  );
});

it('cuts a long reason without leaving half of a character', () => {
  const long = `${'x'.repeat(999)}😀`;
  const cut = `${'x'.repeat(999)}\ufffd`;
  expect(asked.tool.parse({ primaryTemplate: 'emma', selectionReasoning: long })?.selectionReasoning).toBe(cut);
  const { tool } = methodologyQuestion(facts({}), asked.fallback);
  const methodology = tool.parse({ primaryMethodology: 'Wave loading', methodologyReasoning: long });
  expect(methodology?.methodologyReasoning).toBe(cut);
});

it('takes the valid parts of a methodology and the defaults for the others', () => {
  const { tool, fallback } = methodologyQuestion(facts({ primaryGoals: ['get stronger'] }), asked.fallback);
  const valid = {
    primaryMethodology: 'Wave loading',
    methodologyReasoning: 'Fits four days.',
    programmingEmphasis: 'conditioning',
    periodizationApproach: 'block',
    creativityEmphasis: 'high',
    workoutInnovation: true,
  };
  expect(tool.parse(valid)).toEqual(valid);
  expect(tool.parse({ primaryMethodology: ' Wave\nloading ', programmingEmphasis: 'x', workoutInnovation: 1 })).toEqual(
    {
      ...fallback,
      primaryMethodology: 'Wave loading',
    },
  );
  expect(tool.parse({ ...valid, primaryMethodology: 'x'.repeat(80) })?.primaryMethodology).toHaveLength(80);
  for (const primaryMethodology of [' ', 'x'.repeat(81)]) expect(tool.parse({ primaryMethodology })).toBeUndefined();
  expect(tool.parse({ ...valid, methodologyReasoning: 'x'.repeat(1_001) })?.methodologyReasoning).toHaveLength(1_000);
});

it('accepts a written prompt of 40 to 3,000 characters, without control characters', () => {
  const personality = asked.fallback;
  const methodology = methodologyQuestion(facts({}), personality).fallback;
  const { tool } = promptQuestion('motivation', { facts: facts({}), personality, methodology });
  const lengths = [39, 40, 3_000, 3_001].map((length) => tool.parse({ text: ` ${'x'.repeat(length)}\n` })?.length);
  expect(lengths).toEqual([undefined, 40, 3_000, undefined]);
  const text = 'You praise what was done.\r\nYou\u0000never shame a missed session.';
  expect(tool.parse({ text })).toBe('You praise what was done.\nYou never shame a missed session.');
});
