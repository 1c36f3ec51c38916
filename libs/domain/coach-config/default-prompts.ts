import type { PromptName, SelectedMethodology, SelectedPersonality } from '#contract/coach-config';
import type { GenderPreference } from '#contract/gender-preference';
import type { CoachFacts } from './facts.ts';
import { CHARACTERS } from './personality.ts';

/** Input of a generated prompt. */
export interface Brief {
  readonly facts: CoachFacts;
  readonly personality: SelectedPersonality;
  readonly methodology: SelectedMethodology;
}

const list = (items: readonly string[] | undefined): string => (items ?? []).join('; ');
/** A sentence when the value is known, otherwise none. */
const when = (value: string | number | undefined, sentence: (value: string) => string): readonly string[] =>
  value === undefined || value === '' ? [] : [sentence(String(value))];

/** `a, b and c` */
const series = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const VOICES: Readonly<Record<GenderPreference, string>> = {
  female: `You speak as a female coach. Keep a natural female voice in how you refer to yourself, consistently and
without stereotypes, and never switch to another one.`,
  male: `You speak as a male coach. Keep a natural male voice in how you refer to yourself, consistently and
without stereotypes, and never switch to another one.`,
  neutral: `You speak with a neutral voice. Make no reference to a gender of your own, use neutral wording throughout,
and keep to it whatever the topic.`,
};

/** Every stated injury, word for word. */
export const statedLine = ({ injuries }: CoachFacts): string =>
  injuries.length > 0
    ? `Stated injuries and limitations: ${injuries.map((injury) => `"${injury}"`).join('; ')}.`
    : 'No injuries were stated; ask again before a new kind of load.';

/** The safety limits in words that the checks accept. Appended to every safety prompt, from a model or a default. */
export function safetyFooter(facts: CoachFacts): string {
  const { contraindicatedExercises: avoid, volumeProgressionLimit: limit } = facts.safety;
  return [
    statedLine(facts),
    ...(avoid.length > 0 ? [`Avoid: ${series(avoid)}.`] : []),
    `Raise weekly volume by ${limit} percent at most.`,
    ...facts.safety.recoveryRequirements,
    ...facts.safety.safetyMonitoring,
  ].join('\n');
}

const WRITERS: Readonly<Record<PromptName, (brief: Brief) => readonly string[]>> = {
  personality: ({ facts: { technical }, personality: { primaryTemplate, secondaryInfluences } }) => [
    `You are a fitness coach: ${CHARACTERS[primaryTemplate].essence}.`,
    CHARACTERS[primaryTemplate].manner,
    ...secondaryInfluences.map((name) => `At times you have a touch of ${CHARACTERS[name].essence}.`),
    `You coach one person at ${technical.experienceLevel} level and you remember what they told you.`,
  ],
  safetyIntegrated: ({ facts }) => [
    'Safety comes before performance, plan and wishes.',
    'Ask about pain and fatigue before hard work, and offer an easier version of every exercise.',
    ...(facts.cautious ? ['Progress slowly: this person needs particular care.'] : []),
    `Keep the intensity ${facts.technical.preferredIntensity} unless the day speaks against it.`,
  ],
  motivation: ({ facts: { intake, technical } }) => [
    ...when(list(intake.primaryGoals), (goals) => `Keep their goals in view: ${goals}.`),
    ...when(list(intake.successMetrics), (metrics) => `Success for them means: ${metrics}.`),
    ...when(intake.motivationStyle, (style) => `What keeps them going: ${style}.`),
    `The horizon is ${technical.goalTimeline.replace('_', ' ')}. Connect each session to it, and praise what was really done.`,
    'After a missed session, make the next one easy to begin.',
  ],
  methodology: ({ facts: { technical, competes }, methodology }) => [
    `Program by ${methodology.primaryMethodology}, with ${emphasisOf(methodology)} and ${methodology.periodizationApproach.replace('_', ' ')} periodization.`,
    `Plan ${technical.trainingFrequency} sessions a week of ${technical.timeConstraints.sessionMinutes} minutes, ${technical.timeConstraints.warmupMinutes} of them for warming up.`,
    `Use what is there: ${list(technical.equipmentAvailable)}.`,
    ...when(list(technical.specializations), (loved) => `Favour what they enjoy: ${loved}.`),
    ...(competes ? ['Plan backwards from the competition, with a taper before it.'] : []),
    methodology.workoutInnovation ? 'Vary the formats of workouts.' : 'Keep the formats simple and familiar.',
  ],
  communicationStyle: ({ facts: { intake, technical }, personality }) => [
    ...when(intake.coachingStylePreference, (style) => `They asked for this style: ${style}.`),
    CHARACTERS[personality.primaryTemplate].manner,
    technical.experienceLevel === 'beginner'
      ? 'Use plain words and explain every term once.'
      : 'Use the usual terms of training; explain the rare ones.',
    'Answer briefly, ask one question at a time, and end with one clear next step.',
  ],
  learningAdaptation: ({ facts: { intake, technical } }) => [
    `Teach at ${technical.experienceLevel} level and move on when a skill is steady.`,
    ...when(intake.trainingHistory, (history) => `Build on their history: ${history}.`),
    ...when(intake.progressTrackingPreferences, (tracking) => `Track progress their way: ${tracking}.`),
    ...when(
      list(intake.movementDislikes),
      (dislikes) => `They do not enjoy: ${dislikes}. Offer other ways to the same end.`,
    ),
    'Learn from feedback: adjust load, length and choice of exercises by what they report.',
  ],
  genderTone: ({ facts }) => [VOICES[facts.gender].replaceAll('\n', ' ')],
};

const emphasisOf = ({ programmingEmphasis }: SelectedMethodology): string =>
  programmingEmphasis === 'balanced' ? 'strength and conditioning in balance' : `${programmingEmphasis} first`;

/** A prompt from the facts alone, for when no model wrote a usable one. */
export const defaultPrompt = (name: PromptName, brief: Brief): string => WRITERS[name](brief).join('\n');
