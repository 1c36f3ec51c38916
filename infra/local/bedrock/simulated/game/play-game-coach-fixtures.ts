import { createGameTools } from '#domain/game-coach/tools/tools';
import type { ConverseMessage, ModelCall, OfferedTool, Step } from '../../simulated-model.ts';
import { RESULTS } from './sample-results-fixtures.ts';
import { simulatedGameCoach } from './simulated-game-coach.ts';

/** For tests: runs turns of the game coach with the simulated model and sample results. */

export const SYSTEM = 'You are a coach for Rocket League. Answer from tools.';

/** The product's tools. They do not run here. */
export const TOOLS: readonly OfferedTool[] = createGameTools({
  games: { get: async () => undefined, list: async () => ({ items: [] }) },
}).map(({ spec }) => spec);

export const callOf = (messages: readonly ConverseMessage[], more: Partial<ModelCall> = {}): ModelCall => ({
  modelId: 'main',
  system: SYSTEM,
  messages,
  tools: TOOLS,
  maxTokens: 8_192,
  thinking: false,
  ...more,
});

export const user = (text: string): ConverseMessage => ({ role: 'user', content: [{ text }] });
export const coach = (text: string): ConverseMessage => ({ role: 'assistant', content: [{ text }] });

type Tool = Extract<Step, { tool: object }>['tool'];
export const toolsOf = (steps: readonly Step[]): readonly Tool[] =>
  steps.flatMap((step) => ('tool' in step ? [step.tool] : []));
export const textOf = (steps: readonly Step[]): string =>
  steps.flatMap((step) => ('text' in step ? [step.text] : [])).join('\n');

export interface Played {
  /** The tool calls of each step. */
  readonly calls: readonly (readonly Tool[])[];
  readonly preamble: string;
  readonly answer: string;
  readonly messages: readonly ConverseMessage[];
}

interface Play extends Partial<ModelCall> {
  readonly before?: readonly ConverseMessage[];
  readonly results?: typeof RESULTS;
  readonly seed?: number;
}

/** Runs one turn to its end, as the turn engine does. */
export function play(question: string, { before = [], results = RESULTS, seed = 1, ...more }: Play = {}): Played {
  let messages: readonly ConverseMessage[] = [...before, user(question)];
  const calls: (readonly Tool[])[] = [];
  let preamble = '';
  for (let step = 1; step <= 10; step += 1) {
    const steps = simulatedGameCoach(callOf(messages, more), seed) ?? [];
    const tools = toolsOf(steps);
    if (tools.length === 0) return { calls, preamble, answer: textOf(steps), messages };
    preamble ||= textOf(steps);
    calls.push(tools);
    const ids = tools.map((_, index) => `t${step}-${index}`);
    const uses = tools.map(({ name, input }, index) => ({ toolUse: { toolUseId: ids[index], name, input } }));
    const found = tools.map(({ name, input }, index) => {
      const json = results[name]?.(input as Record<string, unknown>) ?? { error: `There is no tool ${name}.` };
      const status = Object.hasOwn(json as object, 'error') ? 'error' : 'success';
      return { toolResult: { toolUseId: ids[index], status, content: [{ json }] } };
    });
    messages = [...messages, { role: 'assistant', content: uses }, { role: 'user', content: found }];
  }
  throw new Error(`the model finds no end: ${question}`);
}
