import type { CoachKind, TurnContext } from '#domain/coach';
import type { Tool } from '#domain/tool';
import type { ContentBlock, ModelRequest } from '#ports/model';
import type { SessionRecord } from '#ports/session-records';
import type { Loaded } from '#ports/turns';
import { estimateInput } from '../metering/estimate.ts';
import { completedTurns, conversation } from './history.ts';
import type { TurnRequest } from './look.ts';

/** What a model is asked first, and what that may cost. */
export interface Question<Body, State> {
  readonly context: TurnContext<Body, State>;
  /** The person's message. */
  readonly content: readonly ContentBlock[];
  readonly tools: readonly Tool[];
  readonly asked: ModelRequest;
  /** By estimate. */
  readonly inputTokens: number;
  /** Input, and what the first answer may have. */
  readonly tokens: number;
}

export interface AskDeps {
  readonly session: SessionRecord;
  /** Of the coach's own reading. */
  readonly facts: unknown;
  readonly now: number;
}

/** @throws {CoachError} the coach's own refusals. */
export function ask<Body, State>(
  coach: CoachKind<Body, State>,
  request: Pick<TurnRequest<Body>, 'ref' | 'body'>,
  loaded: Loaded,
  deps: AskDeps,
): Question<Body, State> {
  const context = contextOf<Body, State>(request, loaded, deps);
  coach.check(context);
  const { tools, systemStatic, systemDynamic } = coach.prompt(context);
  const content = coach.message(request.body);
  const asked: ModelRequest = {
    role: 'main',
    systemStatic,
    systemDynamic,
    messages: conversation(context.history, { role: 'user', content }),
    tools: tools.map(({ spec }) => spec),
    maxTokens: coach.maxTokens,
    ...(coach.thinkingTokens !== undefined && { thinkingTokens: coach.thinkingTokens }),
  };
  const inputTokens = estimateInput(asked);
  return { context, content, tools, asked, inputTokens, tokens: inputTokens + coach.maxTokens };
}

function contextOf<Body, State>(
  { ref, body }: Pick<TurnRequest<Body>, 'ref' | 'body'>,
  { window, user }: Loaded,
  { session, facts, now }: AskDeps,
): TurnContext<Body, State> {
  const history = completedTurns(window.filter(({ turnId }) => turnId !== ref.turnId));
  return {
    sub: ref.sub,
    turnId: ref.turnId,
    body,
    session: session as SessionRecord<State>, // stored by this coach, and by nobody else
    user,
    history,
    facts,
    now,
  };
}
