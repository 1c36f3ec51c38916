import type { CoachConfig } from '#contract/coach-config';
import type { CoachResource, CoachTemplate } from '#contract/coach-responses';

const PROMPT =
  'You are a calm, precise strength coach. You explain why before how.\n\nYou keep to what was agreed, and say so when a wish would break it.';

const GROUPS = {
  selectedPersonality: {
    primaryTemplate: 'emma',
    secondaryInfluences: ['marcus'],
    selectionReasoning:
      'You asked for patience and for clear reasons, so a teacher leads and a technician adds detail.',
    blendingWeights: { emma: 0.7, marcus: 0.3 },
  },
  selectedMethodology: {
    primaryMethodology: 'Progressive strength with tempo work',
    methodologyReasoning: 'Slow lowering builds legs without deep knee bends, and dumbbells are enough for it.',
    programmingEmphasis: 'strength',
    periodizationApproach: 'daily_undulating',
    creativityEmphasis: 'medium',
    workoutInnovation: true,
  },
  technicalConfig: {
    programmingFocus: ['Leg strength', 'Hip stability', 'Grip'],
    experienceLevel: 'beginner',
    trainingFrequency: 4,
    specializations: [],
    injuryConsiderations: ['Left knee: old meniscus tear'],
    goalTimeline: '6_months',
    preferredIntensity: 'moderate',
    equipmentAvailable: ['Dumbbells to 20 kg', 'Bench', 'Resistance bands'],
    timeConstraints: { sessionMinutes: 45, warmupMinutes: 10 },
  },
  safetyConstraints: {
    volumeProgressionLimit: 5,
    contraindicatedExercises: ['Deep barbell squat', 'Jumping lunge'],
    requiredModifications: ['Squats to a box above parallel'],
    recoveryRequirements: ['48 hours between leg days'],
    safetyMonitoring: ['Knee pain above 3 of 10 ends the set'],
  },
  generatedPrompts: {
    personality: PROMPT,
    safetyIntegrated: PROMPT,
    motivation: PROMPT,
    methodology: PROMPT,
    communicationStyle: PROMPT,
    learningAdaptation: PROMPT,
    genderTone: PROMPT,
  },
  modificationCapabilities: {
    enabledModifications: ['Exercise choice', 'Order of the days'],
    personalityFlexibility: 'medium',
    programmingAdaptability: 'high',
    creativeProgramming: true,
    safetyOverrideLevel: 'none',
  },
} satisfies Partial<CoachConfig>;

const METADATA = {
  version: '1',
  generationMethod: 'interview',
  safetyProfile: 'cautious',
  methodologyProfile: 'Progressive strength',
  sessionSummary: 'Wants stronger legs by spring, trains four days a week at home, and protects a left knee.',
} satisfies Partial<CoachConfig['metadata']>;

/** A coach as the build makes them, with a value in every field. */
export function coachFrom(sessionId: string, createdAt: string): CoachResource {
  const identity = {
    coachId: sessionId,
    coachName: 'Steady Rowan',
    coachDescription: 'Patient strength, sound knees',
    status: 'active' as const,
    genderPreference: 'neutral' as const,
  };
  return {
    ...identity,
    sessionId,
    createdAt,
    updatedAt: createdAt,
    ...GROUPS,
    metadata: { ...METADATA, createdAt },
  };
}

export const TEMPLATES: readonly CoachTemplate[] = [
  ['beginner-strength', 'Beginner strength', 'First steps with weights', 'beginner', 3, 45],
  ['busy-professional', 'Busy professional', 'Short sessions that count', 'intermediate', 3, 30],
  ['masters-comeback', 'Masters comeback', 'Back in shape, joints first', 'intermediate', 3, 50],
  ['serious-athlete', 'Serious athlete', 'High volume, measured progress', 'advanced', 6, 90],
].map(([templateId, name, description, experienceLevel, trainingFrequency, sessionMinutes]) => ({
  templateId: String(templateId),
  name: String(name),
  description: String(description),
  experienceLevel: experienceLevel as CoachTemplate['experienceLevel'],
  trainingFrequency: Number(trainingFrequency),
  sessionMinutes: Number(sessionMinutes),
}));
