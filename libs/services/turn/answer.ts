import type { CoachEvent, StopReason } from '#contract/events';
import type { Answer } from '#domain/coach';
import type { Tool } from '#domain/tool';
import { CoachError } from '#ports/errors';
import { type ContentBlock, type Json, ModelFailure, type ModelMessage, type ModelRequest } from '#ports/model';
import type { StagedWrite } from '#ports/staged-writes';
import { estimateInput } from '../metering/estimate.ts';
import { askModel, type CallDeps, type ModelCall, type ModelReply, type ToolUse } from './model-call.ts';
import { MIN_ANSWER_TOKENS } from './parameters.ts';
import { openToolbox, runTools, type ToolDeps } from './run-tools.ts';
import type { TokenHold } from './token-hold.ts';
import { withoutTools } from './without-tools.ts';

/** What a model made of a turn. */
export interface Production extends Answer {
  readonly stopReason: StopReason;
  readonly retries: number;
  /** What is kept of it: the model's messages and the results of tools, in order; the answer is the last. */
  readonly messages: readonly ModelMessage[];
  /** What the tools staged. */
  readonly writes: readonly StagedWrite[];
}

export interface AnswerDeps extends CallDeps, ToolDeps {
  readonly hold: TokenHold;
}

export interface AnswerRequest {
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** Model calls at most. The last one is made without tools, so that there is an answer. */
  readonly maxSteps: number;
  /** The first call of `request`, already under way. */
  readonly begun: ModelCall | undefined;
}

/**
 * One answer, step by step: a model call, the tools that it asks for, and again, until it says something and asks for
 * nothing.
 *
 * @throws {BrokenOff} when the model broke off after it had shown something in its step.
 * @throws {CoachError} `budget_exhausted` when not even a short last answer can be paid.
 */
export async function* answer(
  { request, tools, maxSteps, begun }: AnswerRequest,
  deps: AnswerDeps,
): AsyncGenerator<CoachEvent, Production, undefined> {
  const box = openToolbox(tools);
  const reports: { name: string; input: Json }[] = [];
  const kept: ModelMessage[] = [];
  const hasActions = tools.some(({ kind }) => kind === 'action');
  // The claim has held what the first call costs, but not what calls that broke off have used up of it.
  let asked = begun ? request : await paidRequest(request, { isLast: false, hasActions }, deps.hold);
  let [text, retries] = ['', 0];
  for (let step = 1; ; step += 1) {
    const call = step === 1 ? begun : undefined;
    const separator = text === '' ? '' : '\n\n';
    const said = yield* askModel({ number: step, request: asked, tools, separator, begun: call }, deps);
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
    asked = await paidRequest(
      {
        ...request,
        messages: [...asked.messages, ...exchangeOf(said, said.toolUses, [...results, ...recorded(said, open)])],
      },
      { isLast: step + 1 >= maxSteps, hasActions },
      deps.hold,
    );
  }
}

/** A report beside the text ends the model's call, not the answer. */
const howAnswerEnded = ({ stopReason }: ModelReply): StopReason =>
  stopReason === 'tool_use' ? 'end_turn' : stopReason;

const isReport = (tools: readonly Tool[], name: string): boolean =>
  tools.some(({ kind, spec }) => kind === 'report' && spec.name === name);

/** Whether the model waits for a result: a tool that does not exist has one too, where there are any that run. */
const isAnswered = (tools: readonly Tool[], name: string): boolean =>
  !isReport(tools, name) && tools.some(({ kind }) => kind === 'action');

const isWithoutTools = (asked: ModelRequest, request: ModelRequest): boolean =>
  asked.tools.length < request.tools.length;

/** What the model said, as far as it used these tools, and what came of them. */
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

/** A model that only reported is told so, and asked for its text. */
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
 * A request, once it is paid for: the hold is extended before the call. Where that fails, and for the last step, the
 * model gets no tools, and as much room as can be paid.
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
  await hold.cover(inputTokens + MIN_ANSWER_TOKENS); // what the month has left may do for a short answer
  const maxTokens = Math.min(last.maxTokens, hold.room() - inputTokens);
  if (maxTokens < MIN_ANSWER_TOKENS) throw new CoachError('budget_exhausted', 'the budget ended within the turn');
  const { thinkingTokens = 0, ...rest } = last;
  return { ...rest, maxTokens, ...(thinkingTokens > 0 && thinkingTokens * 2 < maxTokens && { thinkingTokens }) };
}
