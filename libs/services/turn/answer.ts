import type { CoachEvent, StopReason } from '#contract/events';
import type { Answer } from '#domain/coach';
import { withoutThoughts } from '#domain/history';
import type { Tool } from '#domain/tool';
import type { Counts } from '#ports/counts';
import { CoachError } from '#ports/errors';
import {
  type ContentBlock,
  type Json,
  ModelFailure,
  type ModelMessage,
  type ModelRequest,
  type RequestMessage,
} from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { estimateInput } from '../metering/estimate.ts';
import { askModel, type CallDeps, type ModelCall, type ModelReply, type ToolUse } from './model-call.ts';
import { MIN_ANSWER_TOKENS } from './parameters.ts';
import type { ShorterPast } from './question.ts';
import { openToolbox, runTools, type ToolDeps } from './run-tools.ts';
import type { TokenHold } from './token-hold.ts';
import { withoutTools } from './without-tools.ts';

/** The model's complete work for a turn. */
export interface Production extends Answer {
  readonly stopReason: StopReason;
  readonly retries: number;
  /** The stored part: the model's messages and tool results, in order. The answer is the last. */
  readonly messages: readonly ModelMessage[];
  /** Writes that the tools staged. */
  readonly writes: readonly StagedWrite[];
}

export interface AnswerDeps extends CallDeps, ToolDeps {
  /** What the person had stored when the turn was admitted. */
  readonly counts: Counts;
  readonly hold: TokenHold;
  /** Called with the session's new window when the model has refused a longer one. */
  readonly onShorterWindow?: (windowMessages: number) => void;
}

export interface AnswerRequest {
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** Maximum model calls. The last one has no tools, so that it returns an answer. */
  readonly maxSteps: number;
  /** The first call of `request`, if it was sent already. */
  readonly begun: ModelCall | undefined;
  /** Asked once instead of the messages of `request`, when the model refuses a step as too long. */
  readonly shorter?: ShorterPast | undefined;
}

/**
 * Produces one answer in steps: a model call, then the tools that it uses, until a call returns text and uses no tool.
 *
 * @throws {BrokenOff} when the model fails after it has shown output in its step.
 * @throws {CoachError} `budget_exhausted` when the budget does not cover even a short last answer.
 */
export async function* answer(
  { request, tools, maxSteps, begun, shorter }: AnswerRequest,
  deps: AnswerDeps,
): AsyncGenerator<CoachEvent, Production, undefined> {
  const box = openToolbox(tools, deps.counts);
  const reports: { name: string; input: Json }[] = [];
  const kept: ModelMessage[] = [];
  const hasActions = tools.some(({ kind }) => kind === 'action');
  let past: readonly RequestMessage[] = request.messages;
  let exchanges: readonly ModelMessage[] = [];
  const requestFor = (step: number): Promise<ModelRequest> => {
    const isLast = step > 1 && step >= maxSteps;
    return paidRequest({ ...request, messages: [...past, ...exchanges] }, { isLast, hasActions }, deps.hold);
  };
  // The claim holds the cost of the first call, but not what interrupted calls have used of it.
  let asked = begun ? request : await requestFor(1);
  let [text, retries] = ['', 0];
  for (let step = 1; ; step += 1) {
    const separator = text === '' ? '' : '\n\n';
    const ask = (call?: ModelCall) => askModel({ number: step, request: asked, tools, separator, begun: call }, deps);
    let said: ModelReply;
    try {
      said = yield* ask(step === 1 ? begun : undefined);
    } catch (error) {
      if (!shorter || past === shorter.messages || !isTooLong(error)) throw error;
      past = shorter.messages;
      // Some models cannot read their thoughts when an earlier message has changed since.
      exchanges = exchanges.map(withoutThoughts);
      deps.onShorterWindow?.(shorter.windowMessages);
      asked = await requestFor(step);
      said = yield* ask();
    }
    text += said.text;
    retries += said.retries;
    reports.push(...said.toolUses.filter(({ name }) => isReport(tools, name)));
    const open = said.toolUses.filter(({ name }) => isAnswered(tools, name));
    const isLast = step >= maxSteps || isWithoutTools(asked, request);
    if (said.text !== '' && (isLast || open.length === 0)) {
      kept.push({ role: 'assistant', content: said.content.filter(({ type }) => type !== 'tool_use') });
      const { used, writes } = box;
      const isCut = isWithoutTools(asked, request) || open.length > 0;
      const stopReason = isCut ? 'step_limit' : howAnswerEnded(said);
      return { text, reports, stopReason, steps: step, retries, messages: kept, writes, toolsUsed: [...used] };
    }
    if (isLast) throw new ModelFailure('busy', 'the model said nothing');
    const results = yield* runTools(open, step, box, deps);
    kept.push(...(open.length > 0 ? exchangeOf(said, open, results) : []));
    exchanges = [...exchanges, ...exchangeOf(said, said.toolUses, [...results, ...recorded(said, open)])];
    asked = await requestFor(step + 1);
  }
}

/** A report beside the text ends the model's call, not the answer. */
const howAnswerEnded = ({ stopReason }: ModelReply): StopReason =>
  stopReason === 'tool_use' ? 'end_turn' : stopReason;

export const isTooLong = (error: unknown): boolean => error instanceof ModelFailure && error.kind === 'too_long';

const isReport = (tools: readonly Tool[], name: string): boolean =>
  tools.some(({ kind, spec }) => kind === 'report' && spec.name === name);

/** Whether the model expects a result. An unknown tool gets one too, if the coach has tools that run. */
const isAnswered = (tools: readonly Tool[], name: string): boolean =>
  !isReport(tools, name) && tools.some(({ kind }) => kind === 'action');

const isWithoutTools = (asked: ModelRequest, request: ModelRequest): boolean =>
  asked.tools.length < request.tools.length;

/** The model's messages for these tools, with the results. */
function exchangeOf(
  said: ModelReply,
  uses: readonly ToolUse[],
  results: readonly ContentBlock[],
): readonly ModelMessage[] {
  const ids = new Set(uses.map(({ toolUseId }) => toolUseId));
  const content = said.content.filter((block) => block.type !== 'tool_use' || ids.has(block.toolUseId));
  return [
    { role: 'assistant', content },
    { role: 'user', content: results },
  ];
}

/** Tells a model that only reported so, and asks for its text. */
const recorded = ({ toolUses }: ModelReply, open: readonly ToolUse[]): readonly ContentBlock[] =>
  toolUses
    .filter((use) => !open.includes(use))
    .map(({ toolUseId }) => ({
      type: 'tool_result',
      toolUseId,
      ok: true,
      content: 'Recorded. Now answer the person.',
    }));

/**
 * Extends the hold before the call and returns the request. Removes the tools, and limits the output to what the hold
 * covers, when the extension fails or the step is the last.
 */
async function paidRequest(
  request: ModelRequest,
  { isLast, hasActions }: { readonly isLast: boolean; readonly hasActions: boolean },
  hold: TokenHold,
): Promise<ModelRequest> {
  const costOf = (asked: ModelRequest) => estimateInput(asked) + asked.maxTokens;
  if (!(isLast && hasActions) && (await hold.cover(costOf(request)))) return request;
  const last = hasActions ? withoutTools(request) : request;
  if (hasActions && (await hold.cover(costOf(last)))) return last;
  const inputTokens = estimateInput(last);
  await hold.cover(inputTokens + MIN_ANSWER_TOKENS); // what the month has left may be enough for a short answer
  const maxTokens = Math.min(last.maxTokens, hold.room() - inputTokens);
  if (maxTokens < MIN_ANSWER_TOKENS) throw new CoachError('budget_exhausted', 'the budget ended within the turn');
  const { thinkingTokens = 0, ...rest } = last;
  return { ...rest, maxTokens, ...(thinkingTokens > 0 && thinkingTokens * 2 < maxTokens && { thinkingTokens }) };
}
