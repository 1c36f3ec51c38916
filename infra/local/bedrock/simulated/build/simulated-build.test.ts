import { describe, expect, it } from 'vitest';
import { type GeneratedPrompts, PromptName } from '#contract/coach-config';
import { factsOf } from '#domain/coach-config/facts';
import { finishConfig } from '#domain/coach-config/finish-config';
import type { Intake } from '#domain/coach-config/intake';
import { methodologyQuestion } from '#domain/coach-config/methodology';
import { personalityQuestion } from '#domain/coach-config/personality';
import type { Question } from '#domain/coach-config/question';
import { TEMPLATES } from '#domain/coach-config/templates';
import { promptQuestion } from '#domain/coach-config/write-prompt';
import type { Json } from '#ports/model';
import type { ModelCall } from '../../simulated-model.ts';
import { simulatedBuild } from './simulated-build.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

const callOf = (question: Question<unknown>): ModelCall => ({
  modelId: 'small',
  system: `${question.systemStatic}\n${question.systemDynamic}`,
  messages: [{ role: 'user', content: [{ text: question.message }] }],
  tools: [question.tool.spec],
  forcedTool: question.tool.spec.name,
  maxTokens: question.maxTokens,
  thinking: false,
});

/** Parses the model's answer as the product does. */
function ask<Answer>(question: Question<Answer>, seed: number): Answer {
  const [step] = simulatedBuild(callOf(question), seed) ?? [];
  if (!step || !('tool' in step)) throw new Error(`no call of ${question.name}`);
  expect(step.tool.name).toBe(question.name);
  const answer = question.tool.parse(step.tool.input as Json);
  if (answer === undefined) throw new Error(`${question.name} is not valid: ${JSON.stringify(step.tool.input)}`);
  return answer;
}

function build(intake: Intake, seed: number) {
  const facts = factsOf(intake, NOW);
  const personality = ask(personalityQuestion(facts), seed);
  const methodology = ask(methodologyQuestion(facts, personality), seed);
  const brief = { facts, personality, methodology };
  const texts = PromptName.options.map((name) => [name, ask(promptQuestion(name, brief), seed)]);
  const parts = { personality, methodology, prompts: Object.fromEntries(texts) as GeneratedPrompts };
  return finishConfig({ coachId: 'coach-1', facts, parts, now: NOW, generationMethod: 'interview' });
}

const HURT: Intake = {
  coachGenderPreference: 'female',
  primaryGoals: ['get stronger'],
  injuryConsiderations: ['bad left knee', 'shoulder pain from snatches', 'sore back'],
  coachingStylePreference: 'patient and encouraging',
  sophisticationLevel: 'BEGINNER',
};
const INTAKES: readonly Intake[] = [
  { sophisticationLevel: 'UNKNOWN' },
  HURT,
  { ...HURT, coachGenderPreference: 'male', competitionGoals: ['local meet'], experienceLevel: 'advanced' },
  ...TEMPLATES.map(({ intake }) => intake),
];

describe.each([0, 1, 2, 3, 4, 5])('with seed %i', (seed) => {
  it.each(INTAKES)('builds a coach without safety violations or defaults for the intake %j', (intake) => {
    expect(build(intake, seed).violations).toEqual([]);
  });
});

it('builds a coach from the results of the interview', () => {
  const { selectedPersonality, selectedMethodology, generatedPrompts } = build(HURT, 1).config;
  expect(selectedPersonality.primaryTemplate).toBe('emma');
  expect(selectedMethodology).toMatchObject({ programmingEmphasis: 'strength', periodizationApproach: 'linear' });
  expect(generatedPrompts.genderTone).toContain('female coach');
  expect(generatedPrompts.safetyIntegrated).toContain('Avoid box jump.');
  expect(generatedPrompts.motivation).toContain('get stronger');
});

it('builds the same coach for the same seed and another coach for another seed', () => {
  expect(build(HURT, 3)).toEqual(build(HURT, 3));
  expect(build(HURT, 3)).not.toEqual(build(HURT, 4));
});

it('answers only calls with the tools and the data of a build', () => {
  const question = personalityQuestion(factsOf(HURT, NOW));
  const { forcedTool: _, ...unforced } = callOf(question);
  expect(simulatedBuild({ ...unforced, tools: [{ ...question.tool.spec, name: 'record_intake' }] }, 1)).toBeUndefined();
  expect(simulatedBuild({ ...callOf(question), system: 'You are Vesper.' }, 1)).toBeUndefined();
  expect(simulatedBuild(unforced, 1)).toEqual(simulatedBuild(callOf(question), 1));
});
