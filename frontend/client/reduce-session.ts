import type { CoachEvent, CompleteEvent } from '#contract/events';
import type { LoadedSession, LocalAction, SessionAction } from './local-action.ts';
import {
  addChunk,
  addThought,
  addTool,
  endTool,
  messageOf,
  userKey,
  withAnswer,
  withoutAnswer,
  withText,
} from './reduce-answer.ts';
import { type ChatMessage, EMPTY_SESSION, type SessionState } from './session-state.ts';

type StartEvent = Extract<CoachEvent, { type: 'start' }>;

const withUserState = (state: SessionState, turnId: string | undefined, next: ChatMessage['state']): SessionState => ({
  ...state,
  messages: state.messages.map((message) =>
    message.role === 'user' && message.turnId === turnId && turnId !== undefined
      ? { ...message, state: next }
      : message,
  ),
});

/** No turn is open any more; what was passing is gone. */
const closed = (state: SessionState): SessionState => ({
  ...state,
  openTurn: undefined,
  contextual: undefined,
  grounding: { ...state.grounding, isGrounding: false },
});

/** A turn takes its place at the end, also when a loaded page already holds parts of it. */
function send(
  state: SessionState,
  { turnId, text, gameId, createdAt }: Extract<LocalAction, { type: 'turn_sent' }>,
): SessionState {
  const message = messageOf({ key: userKey(turnId), role: 'user', text, gameId, turnId, state: 'pending', createdAt });
  return {
    ...state,
    streamingStage: 'connecting',
    messages: [...state.messages.filter((other) => other.turnId !== turnId), message],
    openTurn: { turnId, isStopping: false },
    contextual: undefined,
    grounding: EMPTY_SESSION.grounding,
    error: undefined,
    returnedDraft: undefined,
  };
}

/** Somebody else's turn, whose message was read with the session: its answer comes here too. */
const watch = (state: SessionState, turnId: string | undefined): SessionState => ({
  ...closed(withoutAnswer(state)),
  ...(turnId ? { streamingStage: 'connecting', openTurn: { turnId, isStopping: false } } : { streamingStage: 'idle' }),
});

/** What a turn's first event and its last one say of the session. */
const limitsOf = ({
  turnId: lastTurnId,
  budgetRemaining,
  turnsUsed,
  turnsRemaining,
  expiresAt,
}: CompleteEvent | StartEvent) => ({ lastTurnId, budgetRemaining, turnsUsed, turnsRemaining, expiresAt });

function complete(state: SessionState, event: CompleteEvent): SessionState {
  const { aiResponse, progressDetails, readyToConfirm, isComplete, coachConfigGenerating } = event;
  const answered = withAnswer(withUserState(state, event.turnId, 'done'), (answer) =>
    withText(answer, aiResponse, 'done'),
  );
  return {
    ...closed(answered),
    streamingStage: 'complete',
    ...limitsOf(event),
    progress: progressDetails ?? state.progress,
    readyToConfirm: readyToConfirm ?? false,
    isComplete: isComplete ?? state.isComplete,
    isBuilding: coachConfigGenerating ?? state.isBuilding,
  };
}

/** What was produced before a stop is kept, and marked; when there is nothing, there is no bubble. */
function abort(state: SessionState, turnId: string, text: string): SessionState {
  const kept = withUserState(state, turnId, 'done');
  const last = state.messages.at(-1);
  const answered =
    text || last?.tools.length || last?.thinking.length
      ? withAnswer(kept, (answer) => withText(answer, text, 'partial'))
      : withoutAnswer(kept);
  return { ...closed(answered), streamingStage: 'complete' };
}

/** The person's words stay in sight, the unfinished answer doesn't. */
function fail(state: SessionState, event: Extract<SessionAction, { type: 'error' }>): SessionState {
  const { turnId, code, retryable } = event;
  return {
    ...closed(withoutAnswer(withUserState(state, turnId, 'failed'))),
    streamingStage: 'error',
    error: { kind: 'failed', code, retryable },
  };
}

/** The server doesn't have the turn: its text goes back to where it was written. */
function refuse(
  state: SessionState,
  { code, retryAfterMs, details }: Extract<LocalAction, { type: 'turn_refused' }>,
): SessionState {
  const turnId = state.openTurn?.turnId;
  const draft =
    state.messages.find((message) => message.role === 'user' && message.turnId === turnId)?.text || undefined;
  return {
    ...closed(state),
    streamingStage: 'error',
    messages: state.messages.filter((message) => message.turnId === undefined || message.turnId !== turnId),
    error: { kind: 'refused', code, retryAfterMs, details, isDraftBack: draft !== undefined },
    returnedDraft: draft,
  };
}

function load(state: SessionState, { type: _, messages, ...session }: LoadedSession): SessionState {
  return {
    ...state,
    ...session,
    messages,
    isBuilding: session.isComplete,
    lastTurnId: messages.findLast((message) => message.turnId !== undefined)?.turnId,
  };
}

/** Events of a turn after its start, which say something of the whole session. */
function note(state: SessionState, action: SessionAction): SessionState {
  switch (action.type) {
    case 'grounding':
      return { ...state, grounding: { isGrounding: true, query: action.query, results: [] } };
    case 'grounding_complete':
      return { ...state, grounding: { ...state.grounding, isGrounding: false, results: action.results } };
    case 'intent_ready':
      return { ...state, intent: action };
    case 'trial_started':
      return { ...state, trial: action.kind };
    case 'workout_logged':
    case 'memory_saved': {
      const { type, ...saved } = action;
      const kind = type === 'memory_saved' ? 'memory' : 'workout';
      return { ...state, saved: [...state.saved, { kind, ...saved }] };
    }
    default:
      return state;
  }
}

/** What the person and the transport do. */
function act(state: SessionState, action: SessionAction): SessionState {
  switch (action.type) {
    case 'session_loaded':
      return load(state, action);
    case 'turn_sent':
      return send(state, action);
    case 'turn_read':
      return watch(state, action.turnId);
    case 'stop_requested':
      return state.openTurn ? { ...state, openTurn: { ...state.openTurn, isStopping: true } } : state;
    case 'turn_refused':
      return refuse(state, action);
    case 'turn_interrupted':
      return { ...closed(state), streamingStage: 'error', error: { kind: 'interrupted' } };
    case 'draft_taken':
      return { ...state, returnedDraft: undefined };
    case 'transport':
      return { ...state, streamingStage: action.stage, path: action.path };
    case 'clock':
      return { ...state, clockSkewMs: action.skewMs };
    default:
      return note(state, action);
  }
}

/** What one event, from the server or from this side, makes of a session. Pure. */
export function reduceSession(state: SessionState, action: SessionAction): SessionState {
  switch (action.type) {
    case 'start':
      return {
        ...withUserState(state, action.turnId, 'done'),
        streamingStage: 'thinking',
        ...limitsOf(action),
      };
    case 'contextual':
      return { ...state, contextual: action.content };
    case 'chunk':
      return addChunk(state, action);
    case 'thinking':
      return addThought(state, action);
    case 'tool':
      return addTool(state, action);
    case 'tool_result':
      return endTool(state, action);
    case 'reset':
      return { ...withoutAnswer(state), streamingStage: 'thinking' };
    case 'snapshot':
      return withAnswer(state, (answer) => ({ ...answer, text: action.text }));
    case 'complete':
      return complete(state, action);
    case 'aborted':
      return abort(state, action.turnId, action.aiResponse);
    case 'error':
      return fail(state, action);
    default:
      return act(state, action);
  }
}
