import { createChoice } from './creator/phrasing.ts';
import { answerFrom } from './game/answer.ts';
import { nextCalls } from './game/plan.ts';
import { recapOf } from './game/recap.ts';
import { readSituation, type Situation } from './game/situation.ts';
import { narrativeOf } from './game/summary.ts';
import { answerFromPrompt, guard, NOTICE, smallTalk } from './game/talk.ts';
import { GAME_TOOL_NAMES, GAME_TOOLS, type ToolCall } from './game/tools.ts';
import { hearWishes } from './game/wishes.ts';
import type { ModelCall, SimulatedModel, Step } from './simulated-model.ts';

/** What a call is for, whatever model is asked: it is forced, or all that there is. */
const WRITERS: Readonly<Record<string, (call: ModelCall) => unknown>> = {
  write_recap: recapOf,
  write_summary: (call) => ({ narrative: narrativeOf(call) }),
};

/** The tools say it; where there are none left, the prompt does. */
function isGameCoach({ tools, system }: ModelCall): boolean {
  if (tools.length > 0) return tools.some((tool) => GAME_TOOL_NAMES.includes(tool));
  return /rocket league/i.test(system) && /\bcoach/i.test(system);
}

const PREAMBLES: Readonly<Record<ToolCall['name'], string>> = {
  [GAME_TOOLS.recent]: 'Let me look at your recent games.',
  [GAME_TOOLS.stats]: 'Let me look at your numbers.',
  [GAME_TOOLS.game]: 'Let me open that game.',
  [GAME_TOOLS.benchmarks]: 'Let me get the benchmarks.',
  [GAME_TOOLS.note]: 'I will write that down.',
};

/** Said before the first look-up only; what follows goes on without a word. */
function preamble(calls: readonly ToolCall[], { runs }: Situation): readonly Step[] {
  const [first] = calls;
  return first && runs.length === 0 ? [{ text: PREAMBLES[first.name] }] : [];
}

function plan({ question, runs }: Situation, calls: readonly ToolCall[]): string {
  const asked = `The player says: "${question.slice(0, 200)}".`;
  const known = runs.length > 0 ? ` I have the results of ${runs.map(({ name }) => name).join(', ')}.` : '';
  const next = calls.length > 0 ? `Next I call ${calls.map(({ name }) => name).join(', ')}.` : 'I can answer now.';
  return `${asked}${known} ${next}`;
}

/**
 * The game coach, by rules: it hears what is asked for, calls the tools for it, and says what they answered in their
 * own numbers.
 */
export const simulatedGameCoach: SimulatedModel = (call, seed) => {
  const only = call.forcedTool ?? (call.tools.length === 1 ? call.tools[0] : undefined);
  const write = only === undefined ? undefined : WRITERS[only];
  if (only !== undefined && write) return [{ tool: { name: only, input: write(call) } }];
  if (!isGameCoach(call)) return undefined;

  const situation = readSituation(call);
  const choose = createChoice(seed, `${call.messages.length} ${situation.question}`);
  const heard = hearWishes(situation);
  const isFromTools = situation.runs.length > 0 || heard.wishes.length > 0;
  const isGuarded = situation.runs.length === 0 && !heard.wishes.some(({ kind }) => kind === 'note');
  const known = isGuarded ? (guard(situation, choose) ?? answerFromPrompt(situation, heard.wishes)) : undefined;
  const calls = known === undefined ? nextCalls(heard.wishes, situation, call.tools) : [];
  const thoughts: readonly Step[] = call.thinking ? [{ reasoning: plan(situation, calls) }] : [];
  if (calls.length > 0) {
    return [...thoughts, ...preamble(calls, situation), ...calls.map((tool): Step => ({ tool }))];
  }

  const text = known ?? (isFromTools ? answerFrom({ situation, heard, choose }) : smallTalk(situation, choose));
  return [...thoughts, { text: situation.isFirst ? `${NOTICE}\n\n${text}` : text }];
};
