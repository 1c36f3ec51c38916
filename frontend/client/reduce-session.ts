import type { CoachEvent, CompleteEvent } from '#contract/events';
import type { OwnState } from './coach-descriptor.ts';
import type { LoadedSession, LocalAction, SessionAction } from './local-action.ts';
import {
  addChunk,
  addThought,
  addTool,
  answerKey,
  endTool,
  messageOf,
  sentIn,
  userKey,
  withAnswer,
  withoutAnswer,
  withText,
} from './reduce-answer.ts';
import {
  type ChatMessage,
  emptySession,
  NO_GROUNDING,
  type SessionState,
  type StreamingStage,
} from './session-state.ts';
import type { TransportNotice } from './updates.ts';

type EventOf<Type extends CoachEvent['type']> = Extract<CoachEvent, { type: Type }>;
type ActionOf<Type extends LocalAction['type']> = Extract<LocalAction, { type: Type }>;

const withUserState = <Own>(
  state: SessionState<Own>,
  turnId: string,
  next: ChatMessage['state'],
): SessionState<Own> => ({
  ...state,
  messages: state.messages.map((message) =>
    message.role === 'user' && message.turnId === turnId ? { ...message, state: next } : message,
  ),
});

/** No turn is open any more; passing lines and the last error are gone. */
const closed = <Own>(state: SessionState<Own>): SessionState<Own> => ({
  ...state,
  openTurn: undefined,
  error: undefined,
  contextual: undefined,
  grounding: { ...state.grounding, isGrounding: false },
});

/** Puts a turn at the end, also when a loaded page already holds parts of it. */
function send<Own>(
  state: SessionState<Own>,
  { turnId, message: sent, createdAt, replaces = turnId }: ActionOf<'turn_sent'>,
): SessionState<Own> {
  const { text, images = [], ...extras } = sent;
  const key = userKey(turnId);
  const message = messageOf({ key, role: 'user', text, images, extras, turnId, state: 'pending', createdAt });
  return {
    ...closed(state),
    streamingStage: 'connecting',
    messages: [...state.messages.filter((other) => other.turnId !== turnId && other.turnId !== replaces), message],
    openTurn: { turnId, isStopping: false },
    grounding: NO_GROUNDING,
    returnedDraft: undefined,
  };
}

/** Follows another window's turn, whose message was read with the session. It may be why a message was refused. */
const watch = <Own>(state: SessionState<Own>, turnId: string | undefined): SessionState<Own> => ({
  ...closed(withoutAnswer(state)),
  ...(turnId
    ? { streamingStage: 'connecting', openTurn: { turnId, isStopping: false }, error: state.error }
    : { streamingStage: 'idle' }),
});

/** What a turn's first event and its last one say about the session. */
const limitsOf = ({
  turnId: lastTurnId,
  budgetRemaining,
  turnsUsed,
  turnsRemaining,
  expiresAt,
}: CompleteEvent | EventOf<'start'>) => ({ lastTurnId, budgetRemaining, turnsUsed, turnsRemaining, expiresAt });

const complete = <Own>(state: SessionState<Own>, event: CompleteEvent): SessionState<Own> => ({
  ...closed(
    withAnswer(withUserState(state, event.turnId, 'done'), (answer) => withText(answer, event.aiResponse, 'done')),
  ),
  streamingStage: 'complete',
  ...limitsOf(event),
});

/** Marks the answer as partial, and never shortens it. Without an answer, the message itself is marked. */
function abort<Own>(state: SessionState<Own>, turnId: string, text: string): SessionState<Own> {
  const shown = state.messages.find(({ key }) => key === answerKey(turnId));
  const longest = shown?.text.startsWith(text) ? shown.text : text;
  const stopped =
    longest || shown?.tools.length || shown?.thinking.length
      ? withAnswer(withUserState(state, turnId, 'done'), (answer) => withText(answer, longest, 'partial'))
      : withoutAnswer(withUserState(state, turnId, 'partial'));
  return { ...closed(stopped), streamingStage: 'complete' };
}

/** Keeps the person's message, and drops the unfinished answer. */
const fail = <Own>(state: SessionState<Own>, { turnId, code, retryable }: EventOf<'error'>): SessionState<Own> => ({
  ...closed(withoutAnswer(withUserState(state, turnId, 'failed'))),
  streamingStage: 'error',
  error: { kind: 'failed', code, retryable },
});

/** Takes a message out that the server does not have, and gives it back to the composer. */
function giveBack<Own>(state: SessionState<Own>, turnId: string | undefined): SessionState<Own> {
  const mine = state.messages.filter((message) => turnId !== undefined && message.turnId === turnId);
  const sent = mine.find(({ role }) => role === 'user');
  return {
    ...state,
    messages: state.messages.filter((message) => !mine.includes(message)),
    returnedDraft: sent && (sent.text !== '' || sent.images.length > 0) ? sentIn(sent) : undefined,
  };
}

function refuse<Own>(
  state: SessionState<Own>,
  { code, retryAfterMs, details }: ActionOf<'turn_refused'>,
): SessionState<Own> {
  const returned = giveBack(state, state.openTurn?.turnId);
  const isDraftBack = returned.returnedDraft !== undefined;
  return {
    ...closed(returned),
    streamingStage: 'error',
    error: { kind: 'refused', code, retryAfterMs, details, isDraftBack },
  };
}

/** The server does not keep all that a message carried: what this page knows of it stays. */
function load<Own>(state: SessionState<Own>, { type: _, ...session }: LoadedSession<Own>): SessionState<Own> {
  const known = new Map(state.messages.map(({ key, extras }) => [key, extras]));
  return {
    ...state,
    ...session,
    messages: session.messages.map((message) => ({ ...message, extras: known.get(message.key) ?? message.extras })),
    lastTurnId: session.messages.findLast(({ turnId }) => turnId !== undefined)?.turnId,
  };
}

/** The stage after bytes have arrived again: the one that the turn had reached. */
function stageOf({ messages }: SessionState, stage: TransportNotice['stage']): StreamingStage {
  const last = messages.at(-1);
  if (stage !== 'connected') return stage;
  if (last?.role === 'user') return last.state === 'pending' ? 'connecting' : 'thinking';
  return last?.text ? 'streaming' : 'thinking';
}

/** What one event of the server makes of the part that all coaches share. */
function reduceEvent<Own>(state: SessionState<Own>, event: CoachEvent): SessionState<Own> {
  switch (event.type) {
    case 'start':
      return { ...withUserState(state, event.turnId, 'done'), streamingStage: 'thinking', ...limitsOf(event) };
    case 'trial_started':
      return { ...state, trial: event.kind };
    case 'contextual':
      return { ...state, contextual: event.content };
    case 'grounding':
      return { ...state, grounding: { isGrounding: true, query: event.query, results: [] } };
    case 'grounding_complete':
      return { ...state, grounding: { ...state.grounding, isGrounding: false, results: event.results } };
    case 'chunk':
      return addChunk(state, event);
    case 'thinking':
      return addThought(state, event);
    case 'tool':
      return addTool(state, event);
    case 'tool_result':
      return endTool(state, event);
    case 'reset':
      return { ...withoutAnswer(state), streamingStage: 'thinking' };
    case 'snapshot':
      return withAnswer(state, (answer) => ({ ...answer, text: event.text }));
    case 'intent_ready':
    case 'workout_logged':
    case 'memory_saved':
      return state; // a coach's own: its descriptor reduces it
    case 'complete':
      return complete(state, event);
    case 'aborted':
      return abort(state, event.turnId, event.aiResponse);
    case 'error':
      return fail(state, event);
    default:
      return event satisfies never;
  }
}

/** Pure: what one event, of the server or of this side, makes of a session. */
export type SessionReducer<Own> = (state: SessionState<Own>, action: SessionAction<Own>) => SessionState<Own>;

/** The reducer for the sessions of one coach. */
export const createReducer =
  <Own>({ initial, reduce }: OwnState<Own>): SessionReducer<Own> =>
  (state, action) => {
    switch (action.type) {
      case 'session_loaded':
        return load(state, action);
      case 'session_cleared':
        return emptySession(initial);
      case 'turn_sent':
        return send(state, action);
      case 'turn_read':
        return watch(state, action.turnId);
      case 'stop_requested':
        return state.openTurn ? { ...state, openTurn: { ...state.openTurn, isStopping: true } } : state;
      case 'turn_refused':
        return refuse(state, action);
      case 'turn_not_accepted':
        return giveBack(state, action.turnId);
      case 'turn_interrupted':
        return { ...closed(state), streamingStage: 'error', error: { kind: 'interrupted' } };
      case 'draft_taken':
        return { ...state, returnedDraft: undefined };
      case 'transport':
        return { ...state, streamingStage: stageOf(state, action.stage), path: action.path };
      case 'clock':
        return { ...state, clockSkewMs: action.skewMs };
      default: {
        // The rest are events of the server; a local action that is not handled above does not compile here.
        const next = reduceEvent(state, action);
        const own = reduce(state.own, action);
        return own === state.own ? next : { ...next, own };
      }
    }
  };
