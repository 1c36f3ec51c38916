import * as z from 'zod/mini';
import { PersonalityTemplate, type SelectedPersonality } from '#contract/coach-config';
import { schemaOf } from '../json-schema.ts';
import type { CoachFacts } from './facts.ts';
import { buildBlock, type Question, SAFETY_RULES } from './question.ts';
import { oneLine, saysAny } from './words.ts';

interface Character {
  /** The template's character in a few words. */
  readonly essence: string;
  /** First word of a coach's description. */
  readonly adjective: string;
  readonly manner: string;
  /** Words in the user's wishes that select this template. */
  readonly signs: readonly string[];
}

export const CHARACTERS: Readonly<Record<PersonalityTemplate, Character>> = {
  emma: {
    essence: 'a supportive educator who explains, encourages and builds confidence step by step',
    adjective: 'Supportive',
    manner: 'You explain why before you ask for effort, notice small progress, and never shame a missed session.',
    signs: ['supportive', 'patient', 'gentle', 'encouraging', 'kind', 'understanding', 'explain', 'nervous', 'teach'],
  },
  marcus: {
    essence: 'a technical coach who cares for precise movement, clear cues and measured progress',
    adjective: 'Technical',
    manner: 'You give one precise cue at a time, ask for numbers, and change one variable at a time.',
    signs: ['technical', 'technique', 'detail', 'data', 'data driven', 'precise', 'analytical', 'metrics', 'direct'],
  },
  diana: {
    essence: 'an elite performance coach who sets high standards and prepares for competition',
    adjective: 'Demanding',
    manner: 'You set high standards, name weak points plainly, and hold the athlete to the plan they agreed to.',
    signs: ['push', 'pushing', 'tough', 'hard', 'accountable', 'no sugar coating', 'performance', 'strict', 'intense'],
  },
  alex: {
    essence: 'a lifestyle coach who fits training into a full life and builds lasting habits',
    adjective: 'Practical',
    manner: 'You fit training into the week as it really is, offer shorter versions, and build habits that last.',
    signs: ['balanced', 'flexible', 'fun', 'relaxed', 'lifestyle', 'habit', 'routine', 'busy', 'sustainable', 'family'],
  },
};

const ToolInput = z.object({
  primaryTemplate: PersonalityTemplate,
  secondaryInfluences: z.optional(z.array(PersonalityTemplate)),
  selectionReasoning: z.optional(z.string()),
  blendingWeights: z.optional(z.partialRecord(PersonalityTemplate, z.number())),
});
const Lenient = z.object({
  primaryTemplate: PersonalityTemplate,
  secondaryInfluences: z.catch(z.array(PersonalityTemplate), []),
  selectionReasoning: z.catch(z.string(), ''),
  blendingWeights: z.catch(z.partialRecord(PersonalityTemplate, z.number().check(z.gt(0), z.maximum(100))), {}),
});

/** Shares by rank, used when the model's weights are invalid. */
const SHARES: readonly (readonly number[])[] = [[1], [0.7, 0.3], [0.6, 0.25, 0.15], [0.55, 0.2, 0.15, 0.1]];

/**
 * Weights in hundredths that sum to 1. The first one gets the rounding difference. Given weights are ignored when they
 * miss a template or the first one is not the largest.
 */
export function blend(
  names: readonly PersonalityTemplate[],
  wished: Readonly<Partial<Record<PersonalityTemplate, number>>> = {},
): SelectedPersonality['blendingWeights'] {
  const total = names.reduce((sum, name) => sum + (wished[name] ?? Number.NaN), 0);
  const lesser = names.slice(1).map((name) => Math.max(1, Math.round(((wished[name] ?? 0) / total) * 100)));
  const first = 100 - lesser.reduce((sum, share) => sum + share, 0);
  const isSensible = first >= Math.max(1, ...lesser); // false for NaN
  const weights = isSensible ? [first, ...lesser].map((share) => share / 100) : (SHARES[names.length - 1] ?? []);
  return Object.fromEntries(names.map((name, rank) => [name, weights[rank] ?? 0]));
}

function parse(input: unknown, fallback: SelectedPersonality): SelectedPersonality | undefined {
  const read = Lenient.safeParse(input);
  if (!read.success) return undefined;
  const { primaryTemplate, blendingWeights } = read.data;
  const names = [...new Set([primaryTemplate, ...read.data.secondaryInfluences])];
  const reasoning = oneLine(read.data.selectionReasoning).slice(0, 1_000).toWellFormed();
  return {
    primaryTemplate,
    secondaryInfluences: names.slice(1),
    selectionReasoning:
      reasoning ||
      (primaryTemplate === fallback.primaryTemplate ? fallback.selectionReasoning : essenceOf(primaryTemplate)),
    blendingWeights: blend(names, blendingWeights),
  };
}

const essenceOf = (name: PersonalityTemplate): string => `Chosen as ${CHARACTERS[name].essence}.`;

/** Selected by the coaching style that the user wants, then by level, time and competition. */
export function defaultPersonality({ intake, technical, competes }: CoachFacts): SelectedPersonality {
  const wishes = `${intake.coachingStylePreference ?? ''}. ${intake.motivationStyle ?? ''}`;
  const byLevel = { beginner: 'emma', intermediate: 'marcus', advanced: 'diana' } as const;
  const score = (name: PersonalityTemplate): number =>
    CHARACTERS[name].signs.filter((sign) => saysAny(wishes, [sign])).length * 2 +
    (byLevel[technical.experienceLevel] === name ? 1 : 0) +
    (name === 'diana' && competes ? 1 : 0) +
    (name === 'alex' && technical.timeConstraints.sessionMinutes <= 35 ? 1 : 0);
  const ranked = PersonalityTemplate.options
    .map((name) => ({ name, points: score(name) }))
    .filter(({ points }) => points > 0)
    .sort((left, right) => right.points - left.points)
    .map(({ name }) => name);
  const [primary = 'emma', ...others] = ranked;
  const names = [primary, ...others.slice(0, 1)];
  return {
    primaryTemplate: primary,
    secondaryInfluences: names.slice(1),
    selectionReasoning: `${essenceOf(primary)} It follows the coaching style that was asked for and the level of experience.`,
    blendingWeights: blend(names),
  };
}

const STATIC = `You choose the personality of a fitness coach for one person. There are four templates:
${PersonalityTemplate.options.map((name) => `- ${name}: ${CHARACTERS[name].essence}`).join('\n')}
Choose one as primary, up to two others as secondary influences, and a weight for each that you chose, summing to 1.
The primary one has the largest weight. Give the reason in one or two sentences.
Answer only by calling the tool choose_personality.
${SAFETY_RULES}`;

export function personalityQuestion(facts: CoachFacts): Question<SelectedPersonality> {
  const fallback = defaultPersonality(facts);
  return {
    name: 'choose_personality',
    systemStatic: STATIC,
    systemDynamic: buildBlock(facts),
    message: 'Choose the personality for this person.',
    tool: {
      kind: 'report',
      spec: {
        name: 'choose_personality',
        description: 'Reports the chosen personality template, its secondary influences and their weights.',
        inputSchema: schemaOf(ToolInput),
      },
      parse: (input) => parse(input, fallback),
    },
    maxTokens: 512,
    fallback,
  };
}
