import * as z from 'zod/mini';
import { SelectedMethodology, type SelectedPersonality } from '#contract/coach-config';
import { schemaOf } from '../json-schema.ts';
import type { CoachFacts } from './facts.ts';
import { buildBlock, type Question, SAFETY_RULES } from './question.ts';
import { oneLine } from './words.ts';

const { programmingEmphasis, periodizationApproach, creativityEmphasis } = SelectedMethodology.shape;

const ToolInput = z.object({
  primaryMethodology: z.string(),
  methodologyReasoning: z.optional(z.string()),
  programmingEmphasis: z.optional(programmingEmphasis),
  periodizationApproach: z.optional(periodizationApproach),
  creativityEmphasis: z.optional(creativityEmphasis),
  workoutInnovation: z.optional(z.boolean()),
});

/** Takes the valid fields and the default for the others. `undefined` without a name. */
function parse(input: unknown, fallback: SelectedMethodology): SelectedMethodology | undefined {
  const read = z
    .object({
      primaryMethodology: z.string(),
      methodologyReasoning: z.catch(z.string(), ''),
      programmingEmphasis: z.catch(programmingEmphasis, fallback.programmingEmphasis),
      periodizationApproach: z.catch(periodizationApproach, fallback.periodizationApproach),
      creativityEmphasis: z.catch(creativityEmphasis, fallback.creativityEmphasis),
      workoutInnovation: z.catch(z.boolean(), fallback.workoutInnovation),
    })
    .safeParse(input);
  if (!read.success) return undefined;
  const primaryMethodology = oneLine(read.data.primaryMethodology);
  if (primaryMethodology === '' || primaryMethodology.length > 80) return undefined;
  const methodologyReasoning =
    oneLine(read.data.methodologyReasoning).slice(0, 1_000).toWellFormed() || fallback.methodologyReasoning;
  return { ...read.data, primaryMethodology, methodologyReasoning };
}

const PERIODIZATION = { beginner: 'linear', intermediate: 'daily_undulating', advanced: 'block' } as const;

/** Selected by goals, level and competition. */
export function defaultMethodology({ technical, competes, cautious }: CoachFacts): SelectedMethodology {
  const focus = new Set(technical.programmingFocus);
  const strong = focus.has('strength') || focus.has('muscle');
  const enduring = focus.has('endurance') || focus.has('body composition');
  const emphasis = strong === enduring ? 'balanced' : strong ? 'strength' : 'conditioning';
  const advancedStrength = emphasis === 'strength' && technical.experienceLevel === 'advanced' && !competes;
  const name = {
    balanced: 'General physical preparedness',
    strength: 'Progressive strength',
    conditioning: 'Aerobic base and intervals',
  }[emphasis];
  return {
    primaryMethodology: competes ? 'Concurrent competition preparation' : name,
    methodologyReasoning: `Fits a focus on ${technical.programmingFocus.join(', ')} at ${technical.experienceLevel} level with ${technical.trainingFrequency} sessions a week${cautious ? ', progressed with caution' : ''}.`,
    programmingEmphasis: emphasis,
    periodizationApproach: advancedStrength ? 'conjugate' : PERIODIZATION[technical.experienceLevel],
    creativityEmphasis: cautious || technical.experienceLevel === 'beginner' ? 'low' : 'medium',
    workoutInnovation: !cautious && technical.experienceLevel !== 'beginner',
  };
}

const STATIC = `You choose the training methodology of a fitness coach for one person.
Name one established methodology in at most six words and give the reason in one or two sentences.
Choose the emphasis of the programming (strength, conditioning, balanced), the periodization (linear for beginners,
daily_undulating, block or conjugate with experience), how much creativity the programming needs, and whether new
workout formats suit this person.
Answer only by calling the tool choose_methodology.
${SAFETY_RULES}`;

export function methodologyQuestion(
  facts: CoachFacts,
  personality: SelectedPersonality,
): Question<SelectedMethodology> {
  const fallback = defaultMethodology(facts);
  return {
    name: 'choose_methodology',
    systemStatic: STATIC,
    systemDynamic: buildBlock(facts, { personality: personality.primaryTemplate }),
    message: 'Choose the methodology for this person.',
    tool: {
      kind: 'report',
      spec: {
        name: 'choose_methodology',
        description: 'Reports the chosen training methodology.',
        inputSchema: schemaOf(ToolInput),
      },
      parse: (input) => parse(input, fallback),
    },
    maxTokens: 512,
    fallback,
  };
}
