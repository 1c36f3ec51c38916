import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';
import type { ConverseMessage } from '../../simulated-model.ts';
import { assistant, callOf, textOf, toolOf, toolsOf, user } from '../base/call-fixtures.ts';
import { simulatedPromptCoach } from './simulated-prompt-coach.ts';

/** For tests: whole sessions with the simulated creative director. */

export interface SessionSetting {
  readonly assetType?: string;
  readonly mood?: string;
  readonly brand?: object;
  readonly game?: string;
  /** Web results, as the prompt carries them. */
  readonly facts?: readonly { readonly title: string; readonly snippet: string; readonly url: string }[];
  readonly seed?: number;
}

export interface Answered {
  readonly text: string;
  readonly input: Partial<Intent>;
  readonly intent: Intent;
}

const UPDATE = toolOf('update_intent', { description: { type: 'string' }, readiness: { type: 'string' } });

export function createSession(setting: SessionSetting = {}) {
  const { assetType = 'youtube_thumbnail', mood, brand, game, facts, seed = 1 } = setting;
  let intent: Intent = EMPTY_INTENT;
  let messages: readonly ConverseMessage[] = [];

  const system = () =>
    [
      'You are a creative director.',
      `Asset type: ${assetType}`,
      mood && `Mood: ${mood}`,
      game && `Game: ${JSON.stringify(game)}`,
      brand && `Brand: ${JSON.stringify(brand)}`,
      `Intent so far: ${JSON.stringify(intent)}`,
      facts && `<web_search_results>${JSON.stringify(facts)}</web_search_results>`,
    ]
      .filter(Boolean)
      .join('\n');

  return {
    say(said: string, more: { readonly image?: boolean } = {}): Answered {
      const message: ConverseMessage = more.image
        ? { role: 'user', content: [{ text: said }, { image: { format: 'png' } }] }
        : user(said);
      messages = [...messages, message];
      const steps = simulatedPromptCoach(callOf(messages, { system: system(), tools: [UPDATE] }), seed);
      const input = toolsOf(steps)[0]?.input as Partial<Intent>;
      const text = textOf(steps);
      messages = [...messages, assistant(text)];
      intent = { ...intent, ...input };
      return { text, input, intent };
    },
    /** The person's own edit of the description. */
    edit(description: string): void {
      intent = { ...intent, description, readiness: 'needs_confirmation' };
    },
    intent: () => intent,
  };
}
