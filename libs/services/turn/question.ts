import { type CoachKind, readState, type TurnContext } from '#domain/coach';
import { conversation, historyOf } from '#domain/history';
import type { Tool } from '#domain/tool';
import { imageKeys, keepNewestImages } from '#domain/uploads/request-images';
import type { ContentBlock, ModelMessage, ModelRequest, RequestMessage } from '#ports/model';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import type { Loaded } from '#ports/turns';
import { estimateInput, tokensOfBytes } from '../metering/estimate.ts';
import type { TurnRequest } from './turn-request.ts';

/** The first request to the main model. */
export interface Question {
  /** As planned, its images have keys. As sent, they have bytes. */
  readonly request: ModelRequest;
  readonly tools: readonly Tool[];
  /** An estimate, with room for what the coach may still prepare. */
  readonly inputTokens: number;
}

/** The messages that are sent instead when the model refuses the request as too long. */
export interface ShorterPast {
  readonly messages: readonly RequestMessage[];
  /** The session's window from then on. */
  readonly windowMessages: number;
}

/** A question, and the maximum cost of its answer. */
export interface PricedQuestion<Body, State> extends Question {
  readonly context: TurnContext<Body, State>;
  /** The user's message. */
  readonly content: readonly ContentBlock[];
  /** Absent when there is no history to leave out. */
  readonly shorter: ShorterPast | undefined;
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
  /** Turns of the session that count, this one included. */
  readonly turnsUsed: number;
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
  return {
    ...question,
    context,
    content,
    shorter: shorterPast(windowOf(asked, loaded, deps), (history) => messagesOf(coach, { ...context, history })),
    inputTokens,
    sideTokens,
    tokens: inputTokens + maxTokens + sideTokens,
  };
}

/** With fewer messages not even the last exchange would be told. */
const MIN_WINDOW_MESSAGES = 2;

/** The older half of the window is left out. */
function shorterPast(
  window: readonly MessageRecord[],
  messagesAfter: (history: readonly ModelMessage[]) => readonly ModelMessage[],
): ShorterPast | undefined {
  if (historyOf(window).length === 0) return undefined;
  const half = window.slice(Math.ceil(window.length / 2));
  return {
    messages: messagesAfter(historyOf(half)),
    windowMessages: Math.max(MIN_WINDOW_MESSAGES, half.length),
  };
}

/** The messages of other turns that the model may be told of. */
function windowOf<Body>(
  { ref }: Asked<Body>,
  { window }: Loaded,
  { session: { windowMessages = Number.POSITIVE_INFINITY } }: QuestionDeps,
): readonly MessageRecord[] {
  return window.filter(({ turnId }) => turnId !== ref.turnId).slice(-windowMessages);
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
    messages: messagesOf(coach, context),
    tools: tools.map(({ spec }) => spec),
    maxTokens,
    ...(thinkingTokens !== undefined && { thinkingTokens }),
  };
  return { request, tools, inputTokens: estimateInput(request) };
}

/** The opening, the history and the message to answer, with as many images as the coach may show. */
function messagesOf<Body, State>(
  { message, opening, limits }: Pick<CoachKind<Body, State>, 'message' | 'opening' | 'limits'>,
  context: TurnContext<Body, State>,
): readonly ModelMessage[] {
  const { sub, body, history } = context;
  const content = message(body);
  const opened = opening?.(context) ?? [];
  const past = opened.length > 0 ? [{ role: 'user', content: opened } as const, ...history] : history;
  const messages = conversation(past, { role: 'user', content });
  return keepNewestImages(messages, { sub, own: imageKeys(content).length, limit: limits.images ?? 0 });
}

function contextOf<Body, State>(
  coach: CoachKind<Body, State>,
  asked: Asked<Body>,
  loaded: Loaded,
  deps: QuestionDeps,
): TurnContext<Body, State> {
  const { ref, params = {}, body } = asked;
  const { session, own, now, turnsUsed } = deps;
  const window = windowOf(asked, loaded, deps);
  return {
    sub: ref.sub,
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    params,
    body,
    session: readState(coach, session),
    user: loaded.user,
    history: historyOf(window),
    window,
    turnsUsed,
    own,
    now,
  };
}
