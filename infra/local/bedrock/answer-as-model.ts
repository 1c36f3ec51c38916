import type { ModelRow } from '../../models/model-row.ts';
import type { WireStep } from './compose-answer.ts';
import type { ConverseBody } from './converse-body.ts';

/** Whether the model thinks on this request. Models with adaptive thinking do so unless the request disables it. */
export function thinksOn({ traits: { reasoning } }: ModelRow, body: ConverseBody): boolean {
  if (reasoning === 'none') return false;
  const type = thinkingOf(body)?.type;
  return reasoning === 'budget' ? type === 'enabled' : type !== 'disabled';
}

/** Gives an answer the form in which this model sends it. */
export function answerAs(row: ModelRow, body: ConverseBody, steps: readonly WireStep[]): readonly WireStep[] {
  const { traits, textInThoughts } = row;
  const thinksUnasked = traits.reasoning === 'always' && !steps.some((step) => 'reasoning' in step);
  const lastTool = steps.findLastIndex((step) => 'tool' in step);
  const shaped = steps.map((step, place): WireStep => {
    if (!textInThoughts || !('text' in step) || place > lastTool) return step;
    const { text, ...pace } = step;
    return { ...pace, reasoning: text };
  });
  const whole = thinksUnasked ? [{ reasoning: 'I look at what was asked.' }, ...shaped] : shaped;
  if (traits.reasoning === 'none' || traits.reasoning === 'budget') return whole;
  // Unless asked for them, these models leave the words of their thoughts out.
  if (thinkingOf(body)?.display === 'summarized') return whole;
  return whole.map((step) => ('reasoning' in step ? { ...step, reasoning: '' } : step));
}

const thinkingOf = ({ additionalModelRequestFields }: ConverseBody) => additionalModelRequestFields?.thinking;
