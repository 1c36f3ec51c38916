import type { SafetyConstraints, TechnicalConfig } from '#contract/coach-config';
import type { GenderPreference } from '#contract/gender-preference';
import { contradicts } from './gender.ts';
import { namesOf, rulesFor, statedOf } from './injuries.ts';
import { INJURY_TABLE, type InjuryTable } from './injury-rules.ts';
import type { Intake } from './intake.ts';
import { goalTimelineOf } from './timeline.ts';
import { markAll, normalise, oneLine, saysAny } from './words.ts';

const CAREFUL_AGE = 60;
const EVERYBODY_RESTS = 'At least one full day of rest a week, and seven hours of sleep a night.';
const STOP_RULE = 'Stop the exercise at sharp, sudden or growing pain, and have it looked at.';
const CAREFUL_STAGES = ['pregnant', 'pregnancy', 'postpartum', 'newborn', 'menopause', 'recovering', 'rehab'];

/** The facts about a coach that are fixed before any model call and that no model can change. */
export interface CoachFacts {
  /** The intake, with forbidden exercises removed from the user's wishes. */
  readonly intake: Intake;
  readonly gender: GenderPreference;
  /** Injuries, limitations and life stages that require caution, in the user's own words. */
  readonly injuries: readonly string[];
  /** All names of the contraindicated exercises, used to search for them in texts. */
  readonly forbidden: readonly string[];
  readonly cautious: boolean;
  readonly competes: boolean;
  readonly technical: TechnicalConfig;
  readonly safety: SafetyConstraints;
}

/** Derives the facts from the collected values. `now` in milliseconds since the epoch. */
export function factsOf(raw: Intake, now: number, table: InjuryTable = INJURY_TABLE): CoachFacts {
  const stage = saysAny(raw.lifeStageContext ?? '', CAREFUL_STAGES) ? [raw.lifeStageContext ?? ''] : [];
  const stated = [...(raw.injuryConsiderations ?? []), ...(raw.movementLimitations ?? []), ...stage];
  const injuries = statedOf(stated);
  const safety = safetyOf(raw, injuries, table);
  const forbidden = namesOf(safety.contraindicatedExercises, table);
  const gender = raw.coachGenderPreference ?? 'neutral';
  const intake = quotable(raw, forbidden, gender);
  const cautious = safety.volumeProgressionLimit === 5;
  return {
    intake,
    gender,
    injuries,
    forbidden,
    cautious,
    competes: competes(intake),
    technical: technicalOf(intake, injuries, cautious, now),
    safety,
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const cleanList = (texts: readonly string[] | undefined): string[] =>
  unique((texts ?? []).map(oneLine).filter(Boolean));
const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.round(value)));

function safetyOf(raw: Intake, injuries: readonly string[], table: InjuryTable): SafetyConstraints {
  const concerns = injuries.map((injury) => ({ injury, rules: rulesFor(injury, table) }));
  const rules = concerns.flatMap((each) => each.rules);
  const older = (raw.age ?? 0) >= CAREFUL_AGE;
  return {
    volumeProgressionLimit: concerns.length > 0 || older ? 5 : 10,
    contraindicatedExercises: unique(rules.flatMap((rule) => rule.contraindicated)),
    requiredModifications: concerns.map(
      ({ injury, rules: own }) => `${injury}: ${unique(own.flatMap((rule) => rule.modifications)).join('; ')}.`,
    ),
    recoveryRequirements: [
      EVERYBODY_RESTS,
      ...(older || concerns.length > 0 ? ['48 hours between hard sessions for the same muscles.'] : []),
      ...((raw.trainingFrequency ?? 3) >= 5 ? ['An easy week after every three weeks of training.'] : []),
    ],
    safetyMonitoring: unique([STOP_RULE, ...rules.map((rule) => rule.monitoring)]),
  };
}

const LEVELS = {
  UNKNOWN: 'beginner',
  BEGINNER: 'beginner',
  INTERMEDIATE: 'intermediate',
  ADVANCED: 'advanced',
} as const;

function experienceOf(intake: Intake): TechnicalConfig['experienceLevel'] {
  return intake.experienceLevel ?? LEVELS[intake.sophisticationLevel];
}

const FOCUS: readonly (readonly [string, readonly string[]])[] = [
  ['strength', ['strong', 'stronger', 'strength', 'lift', 'squat', 'bench', 'powerlifting', 'barbell']],
  ['muscle', ['muscle', 'hypertrophy', 'bulk', 'size', 'tone', 'tone up']],
  ['body composition', ['weight', 'fat', 'lean', 'leaner', 'slim', 'get in shape', 'pound', 'kilo', 'kg']],
  [
    'endurance',
    ['run', 'running', 'marathon', 'cardio', 'endurance', 'stamina', 'engine', 'cycle', '5k', '10k', 'triathlon'],
  ],
  ['mobility', ['mobility', 'flexibility', 'flexible', 'stretch', 'posture', 'move better']],
  [
    'skill and technique',
    ['technique', 'skill', 'gymnastics', 'olympic lifting', 'handstand', 'pull-up', 'clean and jerk'],
  ],
  ['health and energy', ['health', 'healthy', 'healthier', 'energy', 'feel better', 'stress', 'sleep', 'longevity']],
];

function technicalOf(intake: Intake, injuries: readonly string[], cautious: boolean, now: number): TechnicalConfig {
  const wishes = [
    ...(intake.primaryGoals ?? []),
    ...(intake.movementPreferences ?? []),
    ...(intake.successMetrics ?? []),
  ].join('. ');
  const focus = FOCUS.filter(([, words]) => saysAny(wishes, words)).map(([name]) => name);
  const sessionMinutes = clamp(intake.sessionDurationMinutes ?? 45, 5, 600);
  const warmup = clamp(sessionMinutes * 0.15, 5, 15) + (cautious ? 5 : 0);
  const experienceLevel = experienceOf(intake);
  const equipment = cleanList(intake.equipmentAccess);
  return {
    programmingFocus: focus.length > 0 ? focus : ['general fitness'],
    experienceLevel,
    trainingFrequency: clamp(intake.trainingFrequency ?? 3, 1, 7),
    specializations: cleanList(intake.movementPreferences),
    injuryConsiderations: [...injuries],
    goalTimeline: goalTimelineOf(intake.goalTimeline, now),
    preferredIntensity: intensityOf(experienceLevel, cautious),
    equipmentAvailable: equipment.length > 0 ? equipment : ['bodyweight'],
    timeConstraints: { sessionMinutes, warmupMinutes: Math.max(1, Math.min(warmup, Math.floor(sessionMinutes / 2))) },
  };
}

function intensityOf(
  level: TechnicalConfig['experienceLevel'],
  cautious: boolean,
): TechnicalConfig['preferredIntensity'] {
  if (cautious) return level === 'beginner' ? 'low' : 'moderate';
  return level === 'advanced' ? 'high' : 'moderate';
}

function competes({ competitionGoals }: Intake): boolean {
  return (competitionGoals ?? [])
    .map(normalise)
    .some(
      (answer) =>
        answer !== '' &&
        !/^(?:no|none|not|never|n ?a|nothing|nah)\b|\b(?:don't|do not|not|no) (?:want|interest|plan)/.test(answer),
    );
}

/**
 * Removes from wishes what a prompt must not quote: the names of forbidden exercises, because a quotation would
 * recommend them, and text that would give the coach another voice.
 */
function quotable(raw: Intake, forbidden: readonly string[], gender: GenderPreference): Intake {
  // Join lines first, because a line break would split a phrase and hide it from the checks.
  const clean = (text: string): string => {
    const line = oneLine(text);
    if (contradicts(line, gender)) return '';
    return saysAny(line, forbidden) ? markAll(normalise(line), forbidden, 'a movement on hold') : line;
  };
  const cleaned = (field: string, value: Intake[keyof Intake]) => {
    if (typeof value === 'string') return clean(value);
    if (typeof value !== 'object') return value;
    return field === 'injuryConsiderations' || field === 'movementLimitations'
      ? cleanList(value)
      : cleanList(value).filter((text) => !saysAny(text, forbidden) && !contradicts(text, gender));
  };
  return Object.fromEntries(
    Object.entries(raw).map(([field, value]) => [field, cleaned(field, value)]),
  ) as unknown as Intake;
}
