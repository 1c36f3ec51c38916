import * as z from 'zod/mini';
import { GenderPreference } from './gender-preference.ts';
import { isBlank } from './text.ts';

/** The four personality templates that a coach can be blended from. */
export const PersonalityTemplate = z.enum(['emma', 'marcus', 'diana', 'alex']);
export type PersonalityTemplate = z.infer<typeof PersonalityTemplate>;

/** The prompts of a finished coach. */
export const PromptName = z.enum([
  'personality',
  'safetyIntegrated',
  'motivation',
  'methodology',
  'communicationStyle',
  'learningAdaptation',
  'genderTone',
]);
export type PromptName = z.infer<typeof PromptName>;

const COACH_NAME_MAX = 50;
/** Floating point: 0.7 + 0.2 + 0.1 is not 1. */
const WEIGHT_TOLERANCE = 1e-6;

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Texts = (max = 60) => z.array(Text(4_000)).check(z.maxLength(max));
const Level = z.enum(['low', 'medium', 'high']);
const Minutes = z.int().check(z.minimum(1), z.maximum(1_440));

const wordsIn = (text: string) => text.trim().split(/\s+/).length;
const codePointsIn = (text: string) => [...text].length;

const identity = {
  coachId: Text(64),
  /** At most 50 Unicode code points. */
  coachName: z.string().check(
    z.refine((name) => !isBlank(name) && codePointsIn(name) <= COACH_NAME_MAX, {
      error: '1 to 50 characters',
    }),
  ),
  coachDescription: Text(120).check(
    z.refine((text) => wordsIn(text) >= 3 && wordsIn(text) <= 5, { error: '3 to 5 words' }),
  ),
  status: z.enum(['active', 'archived']),
  genderPreference: GenderPreference,
};

export const SelectedPersonality = z
  .object({
    primaryTemplate: PersonalityTemplate,
    secondaryInfluences: z.array(PersonalityTemplate).check(z.maxLength(3)),
    selectionReasoning: Text(1_000),
    /** Share of each template above. The shares sum to 1. */
    blendingWeights: z.partialRecord(PersonalityTemplate, z.number().check(z.gt(0), z.maximum(1))),
  })
  .check(
    z.refine(({ blendingWeights }) => Math.abs(sumOf(blendingWeights) - 1) < WEIGHT_TOLERANCE, {
      path: ['blendingWeights'],
      error: 'weights sum to 1',
    }),
    z.refine(
      ({ primaryTemplate, secondaryInfluences, blendingWeights }) =>
        sameSet(Object.keys(blendingWeights), [primaryTemplate, ...secondaryInfluences]),
      { path: ['blendingWeights'], error: 'one weight for each template' },
    ),
  );
export type SelectedPersonality = z.infer<typeof SelectedPersonality>;

export const SelectedMethodology = z.object({
  primaryMethodology: Text(80),
  methodologyReasoning: Text(1_000),
  programmingEmphasis: z.enum(['strength', 'conditioning', 'balanced']),
  periodizationApproach: z.enum(['linear', 'conjugate', 'block', 'daily_undulating']),
  creativityEmphasis: Level,
  workoutInnovation: z.boolean(),
});
export type SelectedMethodology = z.infer<typeof SelectedMethodology>;

export const TechnicalConfig = z.object({
  programmingFocus: Texts(),
  experienceLevel: z.enum(['beginner', 'intermediate', 'advanced']),
  /** Days per week. */
  trainingFrequency: z.int().check(z.minimum(1), z.maximum(7)),
  specializations: Texts(),
  /** In the user's own words. */
  injuryConsiderations: Texts(),
  goalTimeline: z.enum(['3_months', '6_months', '1_year']),
  preferredIntensity: z.enum(['low', 'moderate', 'high']),
  equipmentAvailable: Texts(),
  timeConstraints: z.object({ sessionMinutes: Minutes, warmupMinutes: Minutes }),
});
export type TechnicalConfig = z.infer<typeof TechnicalConfig>;

export const SafetyConstraints = z.object({
  /** Percent per week: 10, or 5 when caution is needed. */
  volumeProgressionLimit: z.union([z.literal(10), z.literal(5)]),
  contraindicatedExercises: Texts(200),
  requiredModifications: Texts(200),
  recoveryRequirements: Texts(),
  safetyMonitoring: Texts(200),
});
export type SafetyConstraints = z.infer<typeof SafetyConstraints>;

/** In characters. A default prompt quotes the user's answers, which can be long. */
const PROMPT_MAX = 30_000;
export const GeneratedPrompts = z.record(PromptName, Text(PROMPT_MAX));
export type GeneratedPrompts = z.infer<typeof GeneratedPrompts>;

/** The full config of a coach, as it is stored and returned by the API. */
export const CoachConfig = z.object({
  ...identity,
  selectedPersonality: SelectedPersonality,
  selectedMethodology: SelectedMethodology,
  technicalConfig: TechnicalConfig,
  safetyConstraints: SafetyConstraints,
  generatedPrompts: GeneratedPrompts,
  modificationCapabilities: z.object({
    enabledModifications: Texts(),
    personalityFlexibility: Level,
    programmingAdaptability: Level,
    creativeProgramming: z.boolean(),
    safetyOverrideLevel: z.enum(['none', 'limited', 'moderate']),
  }),
  metadata: z.object({
    version: Text(16),
    createdAt: z.iso.datetime(),
    generationMethod: z.enum(['interview', 'template']),
    safetyProfile: z.enum(['standard', 'cautious']),
    methodologyProfile: Text(200),
    sessionSummary: Text(4_000),
  }),
});
export type CoachConfig = z.infer<typeof CoachConfig>;

function sumOf(weights: Readonly<Record<string, number | undefined>>): number {
  return Object.values(weights).reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && new Set([...left, ...right]).size === left.length;
}
