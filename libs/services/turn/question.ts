import { type CoachKind, readState, type TurnContext } from '#domain/coach';
import { conversation, historyOf } from '#domain/history';
import type { Tool } from '#domain/tool';
import type { ContentBlock, ModelRequest } from '#ports/model';
import type { SessionRecord } from '#ports/session-records';
import type { Loaded } from '#ports/turns';
import { estimateInput, tokensOfBytes } from '../metering/estimate.ts';
import type { TurnRequest } from './turn-request.ts';

/** The first request to the main model. */
export interface Question {
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** An estimate, with room for what the coach may still prepare. */
  readonly inputTokens: number;
}

/** A question, and the maximum cost of its answer. */
export interface PricedQuestion<Body, State> extends Question {
  readonly context: TurnContext<Body, State>;
  /** The user's message. */
  readonly content: readonly ContentBlock[];
  /** The maximum cost of all side calls. */
  readonly sideTokens: number;
  /** The sum of the input, the first answer's maximum and side calls. */
  readonly tokens: number;
}

export interface QuestionDeps {
  readonly session: SessionRecord;
  /** The result of the coach's `load`. */
  readonly own: unknown;
  readonly now: number;
}

type Asked<Body> = Pick<TurnRequest<Body>, 'ref' | 'params' | 'body'>;

/** @throws {CoachError} the coach's own refusals. */
export function priceQuestion<Body, State>(
  coach: CoachKind<Body, State>,
  asked: Asked<Body>,
  loaded: Loaded,
  deps: QuestionDeps,
): PricedQuestion<Body, State> {
  const context = contextOf(coach, asked, loaded, deps);
  coach.check(context);
  const question = askOf(coach, context);
  const { side, maxTokens } = coach.limits;
  const sideTokens = side?.tokens ?? 0;
  const inputTokens = question.inputTokens + tokensOfBytes(side?.preparedBytes ?? 0);
  const content = coach.message(asked.body);
  return { ...question, context, content, inputTokens, sideTokens, tokens: inputTokens + maxTokens + sideTokens };
}

/** @param prepared - The result of the coach's `prepare`. */
export function askOf<Body, State, Prepared>(
  coach: CoachKind<Body, State, unknown, Prepared>,
  context: TurnContext<Body, State>,
  prepared?: Prepared,
): Question {
  const { tools, systemStatic, systemDynamic } = coach.prompt(context, prepared);
  const { maxTokens, thinkingTokens } = coach.limits;
  const request: ModelRequest = {
    role: 'main',
    systemStatic,
    systemDynamic,
    messages: conversation(context.history, { role: 'user', content: coach.message(context.body) }),
    tools: tools.map(({ spec }) => spec),
    maxTokens,
    ...(thinkingTokens !== undefined && { thinkingTokens }),
  };
  return { request, tools, inputTokens: estimateInput(request) };
}

function contextOf<Body, State>(
  coach: CoachKind<Body, State>,
  { ref, params = {}, body }: Asked<Body>,
  { window, user }: Loaded,
  { session, own, now }: QuestionDeps,
): TurnContext<Body, State> {
  const history = historyOf(window.filter(({ turnId }) => turnId !== ref.turnId));
  return {
    sub: ref.sub,
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    params,
    body,
    session: readState(coach, session),
    user,
    history,
    own,
    now,
  };
}
