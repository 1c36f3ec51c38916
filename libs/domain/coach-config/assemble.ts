import type {
  CoachConfig,
  GeneratedPrompts,
  PersonalityTemplate,
  SelectedMethodology,
  SelectedPersonality,
} from '#contract/coach-config';
import type { GenderPreference } from '#contract/gender-preference';
import { isoOf } from '#ports/clock';
import { safetyFooter } from './default-prompts.ts';
import type { CoachFacts } from './facts.ts';
import { CHARACTERS } from './personality.ts';

/** Incremented when fields of a config change their meaning. */
const CONFIG_VERSION = '1.0';

/** The parts written by models, or their defaults. */
export interface Parts {
  readonly personality: SelectedPersonality;
  readonly methodology: SelectedMethodology;
  readonly prompts: GeneratedPrompts;
}

export interface Assembly {
  readonly coachId: string;
  readonly facts: CoachFacts;
  readonly parts: Parts;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly generationMethod: CoachConfig['metadata']['generationMethod'];
  /** Name, description and summary of a template. Otherwise they are derived from the facts. */
  readonly words?: { readonly coachName: string; readonly coachDescription: string; readonly summary: string };
}

const NAMES: Readonly<Record<PersonalityTemplate, Readonly<Record<GenderPreference, string>>>> = {
  emma: { female: 'Coach Emma', male: 'Coach Emmett', neutral: 'Coach Emery' },
  marcus: { female: 'Coach Marcia', male: 'Coach Marcus', neutral: 'Coach Marley' },
  diana: { female: 'Coach Diana', male: 'Coach Dorian', neutral: 'Coach Devon' },
  alex: { female: 'Coach Alexandra', male: 'Coach Alexander', neutral: 'Coach Alex' },
};
const FIELDS_OF_WORK = { strength: 'strength', conditioning: 'conditioning', balanced: 'all-round fitness' } as const;

/** Assembles the config from facts and parts. Pure: the same input gives the same config. */
export function assemble({ coachId, facts, parts, now, generationMethod, words }: Assembly): CoachConfig {
  const { personality, methodology, prompts } = parts;
  const { primaryTemplate } = personality;
  return {
    coachId,
    coachName: words?.coachName ?? NAMES[primaryTemplate][facts.gender],
    coachDescription:
      words?.coachDescription ??
      `${CHARACTERS[primaryTemplate].adjective} ${FIELDS_OF_WORK[methodology.programmingEmphasis]} coach`,
    status: 'active',
    genderPreference: facts.gender,
    selectedPersonality: personality,
    selectedMethodology: methodology,
    technicalConfig: facts.technical,
    safetyConstraints: facts.safety,
    generatedPrompts: { ...prompts, safetyIntegrated: `${prompts.safetyIntegrated}\n\n${safetyFooter(facts)}` },
    modificationCapabilities: capabilitiesOf(facts, parts),
    metadata: {
      version: CONFIG_VERSION,
      createdAt: isoOf(now),
      generationMethod,
      safetyProfile: facts.cautious ? 'cautious' : 'standard',
      methodologyProfile: `${methodology.primaryMethodology}, ${methodology.programmingEmphasis}, ${methodology.periodizationApproach}`,
      sessionSummary: words?.summary ?? summaryOf(facts),
    },
  };
}

function capabilitiesOf({ cautious, technical }: CoachFacts, parts: Parts): CoachConfig['modificationCapabilities'] {
  const override = technical.experienceLevel === 'advanced' ? 'moderate' : 'limited';
  return {
    enabledModifications: [
      'exercise substitution',
      'load adjustment',
      'shorter sessions',
      'schedule changes',
      ...(cautious ? [] : ['volume increase']),
    ],
    personalityFlexibility: parts.personality.secondaryInfluences.length > 0 ? 'high' : 'medium',
    programmingAdaptability: technical.experienceLevel === 'beginner' ? 'medium' : 'high',
    creativeProgramming: parts.methodology.workoutInnovation,
    safetyOverrideLevel: cautious ? 'none' : override,
  };
}

const SUMMARY_MAX = 4_000;

/** The interview in a few lines. Injuries are listed elsewhere. */
function summaryOf({ intake, technical }: CoachFacts): string {
  const lines: readonly (readonly [string, string | number | readonly string[] | undefined])[] = [
    ['Goals', intake.primaryGoals],
    ['Timeline', intake.goalTimeline],
    ['Age', intake.age],
    ['Life stage', intake.lifeStageContext],
    ['Level', technical.experienceLevel],
    ['History', intake.trainingHistory],
    ['Time', `${technical.trainingFrequency} days a week, ${technical.timeConstraints.sessionMinutes} minutes`],
    ['Time of day', intake.timeOfDayPreference],
    ['Place', intake.trainingEnvironment],
    ['Equipment', intake.equipmentAccess],
    ['Enjoys', intake.movementPreferences],
    ['Success', intake.successMetrics],
    ['Competition', intake.competitionGoals],
    ['Competition timeline', intake.competitionTimeline],
  ];
  const labelled = lines.map(
    ([label, value]) => [label, Array.isArray(value) ? value.join('; ') : String(value ?? '')] as const,
  );
  const known = labelled.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
  return known.join('\n').slice(0, SUMMARY_MAX).toWellFormed();
}
