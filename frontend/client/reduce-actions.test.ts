import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { chunk, completed, failed, started, TURN } from '../testing/turn-fixtures.ts';
import { NO_OWN_STATE } from './coach-descriptor.ts';
import type { SessionAction } from './local-action.ts';
import { messageOf } from './reduce-answer.ts';
import { createReducer } from './reduce-session.ts';
import { emptySession, type SessionState } from './session-state.ts';

const AT = '2026-11-21T10:00:00.000Z';
const sent = { type: 'turn_sent', turnId: TURN, message: { text: 'Hi' }, createdAt: AT } as const;
const refused = { type: 'turn_refused', code: 'rate_limited', retryAfterMs: 1_000, details: { limit: 3 } } as const;
const reading: CoachEvent = { type: 'contextual', stage: 'reading', content: 'Reading' };
const searching: CoachEvent = { type: 'grounding', query: 'shoes' };
const reduce = createReducer(NO_OWN_STATE);
const reduced = (...actions: readonly SessionAction<object>[]) => actions.reduce(reduce, emptySession({}));
const bubbles = ({ messages }: SessionState) => messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);
/** A conversation of one answered turn before the one that is sent. */
const before: readonly SessionAction<object>[] = [
  { ...sent, turnId: 'before', message: { text: 'First' } },
  started('before'),
  chunk('Fine.'),
  { ...completed('Fine.'), turnId: 'before' },
];

describe('a turn that is sent', () => {
  it('is pending at the end of the conversation, and replaces what it is sent again for', () => {
    const state = reduced(...before, sent);
    expect(state.streamingStage).toBe('connecting');
    expect(state.openTurn).toEqual({ turnId: TURN, isStopping: false });
    expect(bubbles(state)).toEqual(['user done: First', 'assistant done: Fine.', 'user pending: Hi']);
    const again = reduced(...before, sent, failed(), { ...sent, turnId: 'again', replaces: TURN });
    expect(bubbles(again)).toEqual(['user done: First', 'assistant done: Fine.', 'user pending: Hi']);
    expect(again.error).toBeUndefined();
  });

  it('changes only its own question when it begins, completes or fails', () => {
    expect(bubbles(reduced(...before, sent, started()))).toContain('user done: Hi');
    expect(bubbles(reduced(...before, sent, started(), failed()))).toEqual([
      'user done: First',
      'assistant done: Fine.',
      'user failed: Hi',
    ]);
  });

  it('ends with no passing line, no search and no open turn', () => {
    const during = reduced(sent, started(), reading, searching);
    expect(during).toMatchObject({ contextual: 'Reading', grounding: { isGrounding: true, query: 'shoes' } });
    for (const end of [completed('A'), failed(), { type: 'turn_interrupted' } as const, refused]) {
      const after = reduce(during, end);
      expect(after).toMatchObject({ grounding: { isGrounding: false, query: 'shoes', results: [] } });
      expect([after.contextual, after.openTurn]).toEqual([undefined, undefined]);
    }
  });

  it('has an error of its kind: failed, interrupted or refused', () => {
    expect(reduced(sent, failed()).error).toEqual({ kind: 'failed', code: 'model_unavailable', retryable: true });
    expect(reduced(sent, { type: 'turn_interrupted' }).error).toEqual({ kind: 'interrupted' });
    const { type: _, ...facts } = refused;
    expect(reduced(sent, refused).error).toEqual({ kind: 'refused', ...facts, isDraftBack: true });
  });

  it('starts over with a reset, and takes a snapshot for its text', () => {
    const state = reduced(...before, sent, started(), chunk('Half'), { type: 'reset', epoch: 2 });
    expect([state.streamingStage, bubbles(state).length]).toEqual(['thinking', 3]);
    expect(bubbles(reduce(state, { type: 'snapshot', text: 'Whole.', blocks: [] })).at(-1)).toBe(
      'assistant pending: Whole.',
    );
  });
});

describe('a message that the server does not have', () => {
  it('goes back to the composer, and only this one', () => {
    for (const action of [refused, { type: 'turn_not_accepted', turnId: TURN } as const]) {
      const state = reduced(...before, sent, action);
      expect(bubbles(state)).toEqual(['user done: First', 'assistant done: Fine.']);
      expect(state.returnedDraft).toEqual({ text: 'Hi' });
      expect(reduce(state, { type: 'draft_taken' }).returnedDraft).toBeUndefined();
    }
  });

  it('takes nothing out when no turn is open', () => {
    const greeting = messageOf({
      ...{ key: 'm0', role: 'assistant', text: 'Welcome', turnId: undefined, state: 'done', createdAt: AT },
    } as const);
    const loaded = { type: 'session_loaded', messages: [greeting], turnsUsed: 0, expiresAt: null, own: {} } as const;
    const state = reduced(loaded, refused);
    expect(bubbles(state)).toEqual(['assistant done: Welcome']);
    expect(state.returnedDraft).toBeUndefined();
    expect(state.error).toMatchObject({ isDraftBack: false });
    expect(state.lastTurnId).toBeUndefined();
  });
});

describe('a turn of another window', () => {
  const read = { type: 'turn_read', turnId: TURN } as const;

  it('is followed from its beginning, and may be why a message was refused', () => {
    const state = reduced(...before, sent, started(), chunk('Half'), refused, read);
    expect(state).toMatchObject({
      streamingStage: 'connecting',
      openTurn: { turnId: TURN, isStopping: false },
      error: { kind: 'refused' },
    });
  });

  it('is no longer followed without an id', () => {
    const state = reduced(...before, read, { type: 'turn_read', turnId: undefined });
    expect([state.streamingStage, state.openTurn, state.error]).toEqual(['idle', undefined, undefined]);
    expect(bubbles(state)).toEqual(['user done: First', 'assistant done: Fine.']);
  });
});

describe('a session', () => {
  it('shows nothing any more once it is cleared', () => {
    expect(reduced(...before, { type: 'session_cleared' })).toEqual(emptySession(NO_OWN_STATE.initial));
  });

  it('marks its open turn when a stop is asked for, and changes nothing without one', () => {
    expect(reduced(sent, { type: 'stop_requested' }).openTurn).toEqual({ turnId: TURN, isStopping: true });
    expect(reduced({ type: 'stop_requested' })).toEqual(emptySession({}));
  });

  it('leaves the events of a coach’s own to its descriptor', () => {
    const events: CoachEvent[] = [{ type: 'memory_saved', id: 'm', summary: 'Likes it short' }];
    const state = reduced(sent, started());
    for (const event of events) expect(reduce(state, event)).toBe(state);
    const counting = createReducer<number>({ initial: 0, reduce: (count) => count + 1 });
    expect(counting(emptySession(0), events[0] as CoachEvent).own).toBe(1);
  });

  it('is thinking again when bytes arrive before the first text', () => {
    const thought: CoachEvent = { type: 'thinking', text: 'Hm', step: 1 };
    const silent: SessionAction = { type: 'transport', stage: 'reconnecting', path: 2 };
    const heard: SessionAction = { type: 'transport', stage: 'connected', path: 2 };
    expect(reduced(sent, started(), thought, silent, heard).streamingStage).toBe('thinking');
    expect(reduced(silent, heard).streamingStage).toBe('thinking');
  });
});
