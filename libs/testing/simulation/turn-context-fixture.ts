import type { TurnContext } from '#domain/coach';
import type { SessionRecord } from '#ports/session-records';

/** An active session without turns. */
export const aSessionRecord = <State>(
  state: State,
  more: Partial<SessionRecord<State>> = {},
): SessionRecord<State> => ({
  kind: 'coach_creator',
  sessionId: 'session-1',
  status: 'active',
  expiresAt: null,
  title: null,
  activeTurn: null,
  parkedTurn: null,
  lastTurn: null,
  lastCompletedTurn: null,
  turnsUsed: 0,
  tokensIn: 0,
  tokensOut: 0,
  nextSeq: 1,
  version: 1,
  createdAt: '2026-11-21T09:00:00Z',
  updatedAt: '2026-11-21T09:00:00Z',
  used: {},
  state,
  ...more,
});

/** The turn context of a free user, in a session without history. */
export const aTurnContext = <Body, State>(
  body: Body,
  session: SessionRecord<State>,
  more: Partial<TurnContext<Body, State>> = {},
): TurnContext<Body, State> => ({
  sub: 'sub-1',
  turnId: 'turn-1',
  sessionId: session.sessionId,
  params: {},
  body,
  session,
  user: { tier: 'free' },
  history: [],
  window: [],
  turnsUsed: 1,
  own: undefined,
  now: Date.parse('2026-11-21T10:00:00Z'),
  ...more,
});
