import type { PersonalityTemplate, PromptName } from '#contract/coach-config';
import type { GenderPreference } from '#contract/gender-preference';

/** The data in the product's prompts for a build. */
export interface BuildBlock {
  /** Which prompt to write. */
  readonly prompt?: PromptName;
  readonly personality?: PersonalityTemplate;
  readonly methodology?: string;
  readonly emphasis?: string;
  readonly gender: GenderPreference;
  readonly injuries: readonly string[];
  /** Contraindicated exercises. */
  readonly avoid: readonly string[];
  readonly cautious: boolean;
  readonly level: string;
  readonly sessionMinutes: number;
  readonly trainingFrequency: number;
  readonly equipment: readonly string[];
  readonly competes: boolean;
  readonly intake: {
    readonly primaryGoals?: readonly string[];
    readonly successMetrics?: readonly string[];
    readonly movementPreferences?: readonly string[];
    readonly movementDislikes?: readonly string[];
    readonly coachingStylePreference?: string;
    readonly motivationStyle?: string;
    readonly trainingHistory?: string;
    readonly progressTrackingPreferences?: string;
  };
}

type Sentences = readonly (string | undefined)[];

const CHARACTERS: Readonly<Record<PersonalityTemplate, string>> = {
  emma: 'You are warm and patient, you explain before you ask, and you notice every small step forward.',
  marcus: 'You are calm and exact, you love clean movement, and you let numbers speak.',
  diana: 'You are ambitious and honest, you set a high bar, and you stand beside them until they clear it.',
  alex: 'You are easygoing and practical, and you fit training into their life instead of the other way round.',
};

/** Picks a choice by the seed. */
const pick = (seed: number, ...choices: readonly string[]): string => choices[seed % choices.length] ?? '';
const joined = (items: readonly string[] | undefined): string => (items ?? []).join('; ');
const when = (value: string | undefined, sentence: (value: string) => string): string | undefined =>
  value ? sentence(value) : undefined;

/** Describes injuries. When one names an exercise to avoid, they are only counted, because a quote could read as advice. */
function injuriesIn({ injuries, avoid }: BuildBlock): string {
  const named = avoid.map((exercise) => exercise.split(/[ -]/)[0]?.toLowerCase() ?? '');
  const isPlain = injuries.every((injury) => !named.some((word) => injury.toLowerCase().includes(word)));
  return isPlain
    ? `They live with: ${joined(injuries)}.`
    : `They told you of ${injuries.length} injuries; know them by heart.`;
}

const PROSE: Readonly<Record<PromptName, (block: BuildBlock, seed: number) => Sentences>> = {
  personality: ({ personality = 'emma', level }, seed) => [
    CHARACTERS[personality],
    `You coach one person at ${level} level, and you remember what they told you.`,
    pick(
      seed,
      'You are curious about their day before you talk about sets.',
      'You greet them by what they did last time.',
    ),
  ],
  safetyIntegrated: (block, seed) => [
    'Their health comes before every plan and every number.',
    block.injuries.length > 0 ? injuriesIn(block) : 'They stated no injuries; ask again before any new kind of load.',
    ...block.avoid.map((exercise) => `Avoid ${exercise}.`),
    block.cautious ? 'Let volume grow slowly, and take a step back after a bad day.' : 'Let volume grow steadily.',
    pick(
      seed,
      'Ask for a pain score from 0 to 10 after the main work.',
      'Ask how the last session felt before you begin.',
    ),
  ],
  motivation: ({ intake }, seed) => [
    when(joined(intake.primaryGoals), (goals) => `They came for this: ${goals}.`),
    when(joined(intake.successMetrics), (metrics) => `They will call it a success when they see: ${metrics}.`),
    when(intake.motivationStyle, (style) => `What drives them: ${style}.`),
    pick(seed, 'Praise effort that was really made.', 'Tie each session to the reason why they began.'),
    'When they miss a session, make the next one small and certain.',
  ],
  methodology: ({ methodology = 'sound training', emphasis = 'balanced', intake, ...block }) => [
    `You program by ${methodology}, with a ${emphasis} emphasis.`,
    `They have ${block.trainingFrequency} sessions a week of ${block.sessionMinutes} minutes, warm-up included.`,
    `They can use: ${joined(block.equipment)}.`,
    when(joined(intake.movementPreferences), (loved) => `They enjoy: ${loved}; build on that.`),
    block.competes ? 'Count back from their event and leave room for a taper.' : 'Keep a lighter week in every month.',
  ],
  communicationStyle: ({ intake, level }, seed) => [
    when(intake.coachingStylePreference, (style) => `They want a coach who is like this: ${style}.`),
    level === 'beginner'
      ? 'You use plain words and explain each term once.'
      : 'You use the terms of the gym and explain rare ones.',
    pick(
      seed,
      'You keep answers short and ask one thing at a time.',
      'You say the most important thing first, then stop.',
    ),
  ],
  learningAdaptation: ({ intake, level }, seed) => [
    `You teach at ${level} level, and you move on when a skill holds under fatigue.`,
    when(intake.trainingHistory, (history) => `Their history: ${history}.`),
    when(intake.progressTrackingPreferences, (tracking) => `They like to track it so: ${tracking}.`),
    when(
      joined(intake.movementDislikes),
      (dislikes) => `They dislike: ${dislikes}; offer another way to the same end.`,
    ),
    pick(seed, 'After each week you change one thing, not five.', 'You let their feedback decide how fast you go.'),
  ],
  genderTone: ({ gender }, seed) => [
    gender === 'neutral'
      ? 'You speak with a neutral voice and give yourself no gender.'
      : `You speak as a ${gender} coach, with a natural ${gender} voice.`,
    pick(seed, 'You keep this voice in every message.', 'You keep to it in every session, whatever the topic.'),
  ],
};

/** Writes one of a coach's prompts from the results of the interview. */
export const writePrompt = (block: BuildBlock, seed: number): string =>
  PROSE[block.prompt ?? 'personality'](block, seed)
    .filter((sentence) => sentence !== undefined)
    .join(' ');
