import type { ConverseMessage, ModelCall } from '../simulated-model.ts';
import { jsonIn } from './json-in.ts';
import { ranksIn } from './ranks.ts';
import { readError, readRank, toolOf } from './readers.ts';
import { GAME_TOOL_NAMES } from './tools.ts';

/** A tool that ran in this turn. */
export interface ToolRun {
  readonly name: string;
  readonly input: unknown;
  readonly ok: boolean;
  /** Its JSON; nothing when it answered in words only. */
  readonly value: unknown;
  /** What it said of its failure. */
  readonly error: string;
}

/** What an answer depends on. */
export interface Situation {
  readonly question: string;
  /** Nothing has been answered before, in this session. */
  readonly isFirst: boolean;
  /** Tools can be called; at the end of a long turn they can't. */
  readonly canLookUp: boolean;
  /** Since the question, oldest first. */
  readonly runs: readonly ToolRun[];
  /** The last answer before the question. */
  readonly lastAnswer: string;
  /** The person's rank, as the prompt tells it. */
  readonly rank: string | undefined;
  /** What the prompt tells: notes, the game that is spoken of. */
  readonly told: readonly unknown[];
}

interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: unknown;
}
interface ToolResult {
  readonly toolUseId: string;
  readonly status?: string;
  readonly content?: readonly { readonly json?: unknown; readonly text?: string }[];
}

export const textOf = ({ content }: ConverseMessage): string =>
  content
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
    .join('\n')
    .trim();

const NAMES = new RegExp(GAME_TOOL_NAMES.join('|'), 'g');

/** Without tools, the turn engine writes what was called and found as text, in both names. */
const isRendered = (message: ConverseMessage): boolean =>
  new RegExp(`${NAMES.source}|\\btool[ _](?:results?|uses?|calls?)\\b`, 'i').test(textOf(message));

function isQuestion(message: ConverseMessage): boolean {
  const isResult = message.content.some(({ toolResult }) => toolResult !== undefined);
  return message.role === 'user' && !isResult && textOf(message) !== '';
}

/** The runs of some messages, from their blocks. Ids are good for one step only. */
export function runsIn(messages: readonly ConverseMessage[]): readonly ToolRun[] {
  const uses = new Map<string, ToolUse>();
  const blocks = messages.flatMap(({ content }) => content) as readonly {
    readonly toolUse?: ToolUse;
    readonly toolResult?: ToolResult;
  }[];
  return blocks.flatMap(({ toolUse, toolResult }) => {
    if (toolUse) uses.set(toolUse.toolUseId, toolUse);
    const use = toolResult && uses.get(toolResult.toolUseId);
    return use ? [runOf(use, toolResult)] : [];
  });
}

function runOf({ name, input }: ToolUse, { status, content = [] }: ToolResult): ToolRun {
  const words = content.flatMap(({ text }) => text ?? []).join('\n');
  const [found] = content.flatMap(({ json }) => (json === undefined ? [] : [json]));
  // A long result comes as text, cut, with whole objects in it.
  const value = found ?? jsonIn(words).map((piece) => piece.value);
  return { name, input, ok: status !== 'error', value, error: readError(value) ?? words };
}

/** The same from text: whatever looks like a result, of the tool that was named last before it. */
function renderedRuns(messages: readonly ConverseMessage[]): readonly ToolRun[] {
  const text = messages.map(textOf).join('\n');
  return jsonIn(text).flatMap(({ value, index }) => {
    const error = readError(value);
    const before = text.slice(0, index).match(NAMES)?.at(-1);
    const name = error === undefined ? toolOf(value) : before;
    return name === undefined ? [] : [{ name, input: undefined, ok: error === undefined, value, error: error ?? '' }];
  });
}

const RANK_TAG = /<(?:player_?)?rank>\s*"?([^<"]{1,30}?)"?\s*<\//i;
const NOTE_TAG = /<note\b([^>]*)>([\s\S]*?)<\/note>/gi;
const EARLIER_TAG = /<earlier_conversation>([\s\S]*?)<\/earlier_conversation>/i;

/** Notes in tags of their own, and whatever stands there as JSON. */
function toldIn(system: string): readonly unknown[] {
  const notes = [...system.matchAll(NOTE_TAG)].map(([, attributes = '', content = '']) => ({
    content,
    category: /category="(\w+)"/.exec(attributes)?.[1] ?? 'observation',
  }));
  return [...notes, ...jsonIn(system).map(({ value }) => value)];
}

/** `gold 1` of a profile is the rank that the benchmarks know. */
function rankIn(system: string, told: readonly unknown[]): string | undefined {
  const rank = (RANK_TAG.exec(system)?.[1] ?? readRank(told))?.trim();
  return rank && (ranksIn(rank)[0]?.rank ?? rank);
}

/** What fell out of the window, in short. */
export const earlierIn = (text: string): string | undefined => EARLIER_TAG.exec(text)?.[1]?.trim();
export const withoutEarlier = (text: string): string => text.replace(EARLIER_TAG, '').trim();

export function readSituation(call: ModelCall): Situation {
  const { messages, system } = call;
  const canLookUp = call.tools.some((tool) => GAME_TOOL_NAMES.includes(tool));
  const isAsked = (message: ConverseMessage) => isQuestion(message) && (canLookUp || !isRendered(message));
  const at = messages.findLastIndex(isAsked);
  const before = messages.slice(0, Math.max(at, 0));
  const since = messages.slice(at + 1);
  const answers = before.filter((message) => message.role === 'assistant' && textOf(message) !== '');
  const told = toldIn(system);
  const asked = messages[at];
  const lastAnswer = answers.at(-1);
  return {
    question: asked ? textOf(asked) : '',
    isFirst: answers.length === 0 && earlierIn(system) === undefined,
    canLookUp,
    runs: canLookUp ? runsIn(since) : [...runsIn(since), ...renderedRuns(since)],
    lastAnswer: lastAnswer ? textOf(lastAnswer) : '',
    rank: rankIn(system, told),
    told,
  };
}
