import type { ContentBlock } from '#contract/game-chat';
import type { Preflight, PreflightAnswer, RecordTurn, ToolSchemas } from '#contract/game-chat-requests';
import type { GivenMessage } from '#contract/given-message';
import { addUsage, NO_USAGE, type Usage } from '#contract/usage';
import type { CoachApi, ToolResult } from './coach-api.ts';

/** What a model is told before its first answer, in the coach's format. */
export interface Opening {
  readonly system: string;
  readonly tools: ToolSchemas['tools'];
  readonly history: PreflightAnswer['history'];
  readonly question: string;
}

export interface Reader {
  readonly signal: AbortSignal | undefined;
  /** Called with the text of an answer as it arrives. */
  readonly onText: (text: string) => void;
}

/** One answer of the model, mapped to the coach's format. It contains no unfinished tool use. */
export interface Step {
  readonly content: ContentBlock[];
  readonly usage: Usage;
}

/** A conversation with a model. Each call sends the tool results of the step before and returns the next step. */
export type AskModel = (results: readonly ToolResult[], reader: Reader) => Promise<Step>;

export interface OwnLoop {
  readonly coach: CoachApi;
  readonly open: (opening: Opening) => AskModel;
  readonly signal?: AbortSignal;
  readonly onText?: (text: string) => void;
}

const MAX_STEPS = 10;

/** Answers one question: preflight, the model's steps with their tools, then record; or abort when a step fails. */
export async function runOwnLoop(question: Preflight, loop: OwnLoop): Promise<RecordTurn> {
  const { coach, open, signal, onText = () => {} } = loop;
  const tools = await coach.tools();
  const { sessionId, reservationId, systemMessage: system = '', history } = await coach.preflight(question);
  const messages: GivenMessage[] = [{ role: 'user', content: question.message }];
  let usage = NO_USAGE;
  let unfinished = '';
  const reader = {
    signal,
    onText: (text: string) => {
      unfinished += text;
      onText(text);
    },
  };
  try {
    const ask = open({ system, tools, history, question: question.message });
    let results: readonly ToolResult[] = [];
    for (let step = 1; ; step += 1) {
      const answer = await ask(results, reader);
      unfinished = '';
      usage = addUsage(usage, answer.usage);
      if (answer.content.length > 0) messages.push({ role: 'assistant', content: answer.content });
      const uses = answer.content.filter((block) => block.type === 'tool_use');
      if (uses.length === 0) break;
      if (step === MAX_STEPS) throw new Error(`the model still asks for tools after ${MAX_STEPS} steps`);
      results = await Promise.all(uses.map(coach.run));
      messages.push({ role: 'user', content: [...results] });
    }
  } catch (error) {
    if (unfinished.trim() !== '') messages.push({ role: 'assistant', content: unfinished });
    // Without output nothing is charged, so the question alone is not sent.
    const partial = messages.length > 1 && { partialMessages: messages };
    // The loop's own error matters more than a failed abort, whose hold expires.
    await coach.abort({ sessionId, reservationId, ...partial }).catch(() => undefined);
    throw error;
  }
  const turn = { sessionId, reservationId, messages, usage };
  await coach.record(turn);
  return turn;
}
