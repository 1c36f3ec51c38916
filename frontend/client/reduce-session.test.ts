import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aborted, chunk, completed, started, TURN } from '../testing/turn-fixtures.ts';
import { NO_OWN_STATE } from './coach-descriptor.ts';
import type { SessionAction } from './local-action.ts';
import { messageOf } from './reduce-answer.ts';
import { createReducer } from './reduce-session.ts';
import { emptySession, isStreaming, type SessionState } from './session-state.ts';

const sent = {
  type: 'turn_sent',
  turnId: TURN,
  message: { text: 'Hi' },
  createdAt: '2026-11-21T10:00:00.000Z',
} as const;
const connecting: SessionAction = { type: 'transport', stage: 'connecting', path: 1 };

const silent: SessionAction = { type: 'transport', stage: 'reconnecting', path: 1 };
const heard: SessionAction = { type: 'transport', stage: 'connected', path: 1 };

const reduce = createReducer(NO_OWN_STATE);
const reduced = (...actions: readonly SessionAction<object>[]) => actions.reduce(reduce, emptySession({}));
const bubbles = ({ messages }: SessionState) => messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);

describe('the stage', () => {
  it.each<[string, readonly SessionAction<object>[], SessionState['streamingStage']]>([
    ['is idle at first', [], 'idle'],
    ['is connecting once the message is sent', [sent, connecting], 'connecting'],
    ['is thinking after the start event', [sent, connecting, started()], 'thinking'],
    ['is thinking while the model reasons', [sent, started(), { type: 'thinking', text: 'Hm', step: 0 }], 'thinking'],
    ['is streaming from the first chunk', [sent, started(), chunk('A')], 'streaming'],
    [
      'is reconnecting when the connection breaks',
      [sent, started(), chunk('A'), { type: 'transport', stage: 'reconnecting', path: 1 }],
      'reconnecting',
    ],
    [
      'is connecting again when a silent connection has bytes before the start event',
      [sent, { type: 'transport', stage: 'reconnecting', path: 3 }, heard],
      'connecting',
    ],
    ['is thinking again when a silent stream has bytes', [sent, started(), silent, heard], 'thinking'],
    ['is streaming again when a silent answer has bytes', [sent, started(), chunk('A'), silent, heard], 'streaming'],
    ['is complete after the complete event', [sent, started(), chunk('A'), completed('A')], 'complete'],
    [
      'is error when the turn is refused',
      [sent, { type: 'turn_refused', code: 'rate_limited', details: {}, retryAfterMs: 1 }],
      'error',
    ],
    ['is error when the client gives up', [sent, started(), { type: 'turn_interrupted' }], 'error'],
  ])('has a stage that %s', (_, actions, stage) => {
    const state = reduced(...actions);

    expect(state.streamingStage).toBe(stage);
    expect(isStreaming(state)).toBe(['connecting', 'thinking', 'streaming', 'reconnecting'].includes(stage));
  });
});

describe('a refusal', () => {
  it('returns a refused text as a draft until the composer has taken it', () => {
    const state = reduced(sent, connecting, {
      type: 'turn_refused',
      code: 'budget_exhausted',
      details: { remaining: 12 },
      retryAfterMs: undefined,
    });

    expect(state).toMatchObject({
      messages: [],
      returnedDraft: { text: 'Hi' },
      error: { code: 'budget_exhausted', details: { remaining: 12 } },
    });
    expect(reduce(state, { type: 'draft_taken' }).returnedDraft).toBeUndefined();
  });

  it('returns a refused message of pictures alone as a draft', () => {
    const refused = { type: 'turn_refused', code: 'rate_limited', details: {}, retryAfterMs: undefined } as const;
    const pictures = { text: '', images: ['a.png'] };

    expect(reduced({ ...sent, message: pictures }, refused).returnedDraft).toEqual(pictures);
  });

  it('returns no draft when the refused message has no text', () => {
    const state = reduced(
      { ...sent, message: { text: '' } },
      { type: 'turn_refused', code: 'rate_limited', details: {}, retryAfterMs: undefined },
    );

    expect(state.returnedDraft).toBeUndefined();
  });
});

describe('a stop', () => {
  it.each([
    ['before', []],
    ['after', [aborted('')]],
  ])('returns a message that the server never had, %s its turn has ended', (_, ends) => {
    const attached = { ...sent, message: { text: 'Hi', gameId: 'g1' } };
    const state = reduced(attached, ...ends, { type: 'turn_not_accepted', turnId: TURN });

    expect(state).toMatchObject({ messages: [], returnedDraft: { text: 'Hi', gameId: 'g1' }, error: undefined });
    expect(reduce(state, aborted('')).messages).toEqual([]);
  });
});

describe('a session', () => {
  const question = { key: 'm1', role: 'user', text: 'Hi', turnId: TURN, state: 'done', createdAt: undefined } as const;
  const loaded = {
    type: 'session_loaded' as const,
    messages: [
      messageOf({
        key: 'm0',
        role: 'assistant',
        text: 'Welcome',
        turnId: undefined,
        state: 'done',
        createdAt: undefined,
      }),
      messageOf(question),
      messageOf({ key: 'm2', role: 'assistant', text: 'Old', turnId: TURN, state: 'done', createdAt: undefined }),
    ],
    turnsUsed: 1,
    expiresAt: null,
    own: {},
  } satisfies SessionAction<object>;

  it('knows its last turn from its messages, and from every start event', () => {
    expect(reduced(loaded).lastTurnId).toBe(TURN);
    expect(reduced(loaded, { ...sent, turnId: 'next' }).lastTurnId).toBe(TURN);
    expect(reduced(loaded, { ...sent, turnId: 'next' }, started('next')).lastTurnId).toBe('next');
  });

  it('keeps the extras of a message when the session is read again', () => {
    const withExtras = { ...sent, message: { text: 'Hi', images: ['a.png'], confirm: true } };
    const state = reduced(withExtras, { ...loaded, messages: [messageOf({ ...question, key: `${TURN}:user` })] });

    expect(reduced(withExtras).messages[0]).toMatchObject({ images: ['a.png'], extras: { confirm: true } });
    expect(state.messages).toMatchObject([{ text: 'Hi', extras: { confirm: true } }]);
  });

  it('shows a resumed turn once, in place of its loaded messages', () => {
    const state = reduced(loaded, sent, started(), chunk('Old answer'), completed('Old answer'));

    expect(bubbles(state)).toEqual(['assistant done: Welcome', 'user done: Hi', 'assistant done: Old answer']);
  });

  it('takes the budget, the turns and the end of the session from the start and the end of a turn', () => {
    const limits = { budgetRemaining: 42, turnsUsed: 7, turnsRemaining: 3, expiresAt: '2026-12-24T10:00:00.000Z' };

    expect(reduced(sent, started())).toMatchObject({
      budgetRemaining: 96_000,
      turnsUsed: 1,
      turnsRemaining: null,
      expiresAt: '2026-12-21T10:00:00.000Z',
    });
    expect(reduced(sent, started(), completed('A', limits))).toMatchObject(limits);
  });

  it('keeps status lines out of the messages, and drops them at the first chunk', () => {
    const reading: CoachEvent = { type: 'contextual', stage: 'reading', content: 'Reading' };

    expect(reduced(sent, started(), reading)).toMatchObject({ contextual: 'Reading', messages: [{ text: 'Hi' }] });
    expect(reduced(sent, started(), reading, chunk('A')).contextual).toBeUndefined();
  });

  it('keeps a search with its results, and the trial that the turn claimed', () => {
    const results = [{ title: 'A', host: 'a.example' }];
    const searching = reduced(
      sent,
      started(),
      { type: 'trial_started', kind: 'trial' },
      { type: 'grounding', query: 'shoes' },
    );

    expect(searching).toMatchObject({ trial: 'trial', grounding: { isGrounding: true, query: 'shoes', results: [] } });
    expect(reduce(searching, { type: 'grounding_complete', performed: true, results }).grounding).toEqual({
      isGrounding: false,
      query: 'shoes',
      results,
    });
  });

  it('stores the clock skew and the path in use', () => {
    expect(
      reduced({ type: 'clock', skewMs: 1_500 }, { type: 'transport', stage: 'reconnecting', path: 2 }),
    ).toMatchObject({ clockSkewMs: 1_500, path: 2 });
  });
});
