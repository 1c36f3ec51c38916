import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aborted, chunk, completed, failed, started, TURN } from '../testing/turn-fixtures.ts';
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

const reduce = createReducer(NO_OWN_STATE);
const reduced = (...actions: readonly SessionAction<object>[]) => actions.reduce(reduce, emptySession({}));
const bubbles = ({ messages }: SessionState) => messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);

describe('the stage', () => {
  it.each<[string, readonly SessionAction<object>[], SessionState['streamingStage']]>([
    ['is idle at first', [], 'idle'],
    ['is connecting once the message is sent', [sent, connecting], 'connecting'],
    ['is thinking from the start on', [sent, connecting, started()], 'thinking'],
    ['is thinking while the model reasons', [sent, started(), { type: 'thinking', text: 'Hm', step: 0 }], 'thinking'],
    ['is streaming with the first word', [sent, started(), chunk('A')], 'streaming'],
    [
      'is reconnecting when the connection broke',
      [sent, started(), chunk('A'), { type: 'transport', stage: 'reconnecting', path: 1 }],
      'reconnecting',
    ],
    ['is complete at the end', [sent, started(), chunk('A'), completed('A')], 'complete'],
    [
      'is error when it was refused',
      [sent, { type: 'turn_refused', code: 'rate_limited', details: {}, retryAfterMs: 1 }],
      'error',
    ],
    ['is error when it was given up', [sent, started(), { type: 'turn_interrupted' }], 'error'],
  ])('%s', (_, actions, stage) => {
    const state = reduced(...actions);

    expect(state.streamingStage).toBe(stage);
    expect(isStreaming(state)).toBe(['connecting', 'thinking', 'streaming', 'reconnecting'].includes(stage));
  });
});

describe('an answer', () => {
  it('grows by its chunks and ends as the server says', () => {
    const streaming = reduced(sent, started(), chunk('Good '), chunk('mor'));

    expect(bubbles(streaming)).toEqual(['user done: Hi', 'assistant pending: Good mor']);
    expect(bubbles(reduce(streaming, completed('Good morning')))).toEqual([
      'user done: Hi',
      'assistant done: Good morning',
    ]);
  });

  it('begins anew at a reset, with its thinking and its tools', () => {
    const tool: CoachEvent = { type: 'tool', toolUseId: 't', name: 'x', label: 'Looking', input: {}, step: 0 };
    const thought: CoachEvent = { type: 'thinking', text: 'Hm', step: 0 };
    const state = reduced(sent, started(), thought, tool, chunk('old'), { type: 'reset', epoch: 2 }, chunk('new'));

    expect(bubbles(state)).toEqual(['user done: Hi', 'assistant pending: new']);
    expect(state.messages[1]).toMatchObject({ thinking: [], tools: [] });
  });

  it('comes whole by a snapshot', () => {
    expect(bubbles(reduced(sent, { type: 'snapshot', text: 'All', blocks: [] }, completed('All')))).toEqual([
      'user done: Hi',
      'assistant done: All',
    ]);
  });

  it('keeps what was said before a stop, and marks it', () => {
    const stopping = reduced(sent, started(), chunk('Go'), { type: 'stop_requested' });

    expect(stopping.openTurn).toEqual({ turnId: TURN, isStopping: true });
    expect(bubbles(reduce(stopping, aborted('Go')))).toEqual(['user done: Hi', 'assistant partial: Go']);
    expect(bubbles(reduced(sent, aborted('')))).toEqual(['user partial: Hi']);
  });

  it('that failed is dropped, the person’s words stay', () => {
    const state = reduced(sent, started(), chunk('Go'), failed());

    expect(bubbles(state)).toEqual(['user failed: Hi']);
    expect(state.error).toEqual({ kind: 'failed', code: 'model_unavailable', retryable: true });
    expect(state.openTurn).toBeUndefined();
  });

  it('is asked for again in place of the failed message', () => {
    const failing = reduced(sent, started(), chunk('Go'), failed());

    expect(bubbles(reduce(failing, { ...sent, turnId: 'again', replaces: TURN }))).toEqual(['user pending: Hi']);
    expect(bubbles(reduce(failing, { ...sent, turnId: 'other' }))).toEqual(['user failed: Hi', 'user pending: Hi']);
  });

  it('thinks in steps', () => {
    const think = (text: string, step: number): CoachEvent => ({ type: 'thinking', text, step });
    const state = reduced(sent, started(), think('a', 0), think('b', 0), think('c', 1), chunk('.'));

    expect(state.messages[1]?.thinking).toEqual([
      { step: 0, text: 'ab' },
      { step: 1, text: 'c' },
    ]);
  });

  it('shows its tools run and end', () => {
    const use = (toolUseId: string): CoachEvent => ({
      type: 'tool',
      toolUseId,
      name: 'log',
      label: 'Logging',
      input: {},
      step: 0,
    });
    const end = (toolUseId: string, ok: boolean): CoachEvent => ({
      type: 'tool_result',
      toolUseId,
      ok,
      summary: 's',
      durationMs: 12,
      step: 0,
    });
    const state = reduced(sent, started(), use('a'), use('b'), use('c'), end('a', true), end('b', false));

    expect(state.messages[1]?.tools.map((tool) => tool.state)).toEqual(['ok', 'failed', 'running']);
  });

  const call: CoachEvent = { type: 'tool', toolUseId: 'a', name: 'look', label: 'Looking', input: {}, step: 1 };

  it('tells what was said on the way to a tool from the answer', () => {
    const looking = reduced(sent, started(), chunk('Let me '), chunk('look.'), call);
    expect(looking).toMatchObject({ streamingStage: 'thinking' });
    expect(looking.messages[1]).toMatchObject({ text: '', preambles: [{ step: 1, text: 'Let me look.' }] });

    const state = reduced(sent, started(), chunk('Let me look.'), call, chunk('Two '), completed('Two wins.'));
    expect(state.messages[1]).toMatchObject({ text: 'Two wins.', preambles: [{ text: 'Let me look.' }] });
  });

  it('does not say twice what the server counts as the answer', () => {
    const whole = completed('Let me look.\n\nTwo wins.');
    const state = reduced(sent, started(), chunk('Let me look.'), call, chunk('Two wins.'), whole);

    expect(state.messages[1]).toMatchObject({ text: 'Let me look.\n\nTwo wins.', preambles: [] });
  });

  it('that was stopped before its first word keeps the tools that ran', () => {
    const state = reduced(sent, started(), call, aborted(''));

    expect(state.messages[1]).toMatchObject({ text: '', state: 'partial', tools: [{ toolUseId: 'a' }] });
    expect(reduced(sent, started(), aborted('')).messages).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('gives the text back, and takes it only once', () => {
    const state = reduced(sent, connecting, {
      type: 'turn_refused',
      code: 'budget_exhausted',
      details: { remaining: 12 },
      retryAfterMs: undefined,
    });

    expect(state).toMatchObject({
      messages: [],
      returnedDraft: 'Hi',
      error: { code: 'budget_exhausted', details: { remaining: 12 } },
    });
    expect(reduce(state, { type: 'draft_taken' }).returnedDraft).toBeUndefined();
  });

  it('of a confirmation without words gives nothing back', () => {
    const state = reduced(
      { ...sent, message: { text: '' } },
      { type: 'turn_refused', code: 'rate_limited', details: {}, retryAfterMs: undefined },
    );

    expect(state.returnedDraft).toBeUndefined();
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

  it('knows its last turn from its messages, and from every start', () => {
    expect(reduced(loaded).lastTurnId).toBe(TURN);
    expect(reduced(loaded, { ...sent, turnId: 'next' }).lastTurnId).toBe(TURN);
    expect(reduced(loaded, { ...sent, turnId: 'next' }, started('next')).lastTurnId).toBe('next');
  });

  it('keeps what this page knows of a message when the session is read again', () => {
    const withExtras = { ...sent, message: { text: 'Hi', images: ['a.png'], confirm: true } };
    const state = reduced(withExtras, { ...loaded, messages: [messageOf({ ...question, key: `${TURN}:user` })] });

    expect(reduced(withExtras).messages[0]).toMatchObject({ images: ['a.png'], extras: { confirm: true } });
    expect(state.messages).toMatchObject([{ text: 'Hi', extras: { confirm: true } }]);
  });

  it('shows a turn that is asked for again once, in the place of what was loaded of it', () => {
    const state = reduced(loaded, sent, started(), chunk('Old answer'), completed('Old answer'));

    expect(bubbles(state)).toEqual(['assistant done: Welcome', 'user done: Hi', 'assistant done: Old answer']);
  });

  it('takes the budget and the number of turns from the end of a turn', () => {
    expect(reduced(sent, started(), completed('A'))).toMatchObject({ budgetRemaining: 95_000, turnsUsed: 1 });
  });

  it('keeps status lines out of the messages, and drops them with the first word', () => {
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

  it('learns the server’s clock and the path', () => {
    expect(
      reduced({ type: 'clock', skewMs: 1_500 }, { type: 'transport', stage: 'reconnecting', path: 2 }),
    ).toMatchObject({ clockSkewMs: 1_500, path: 2 });
  });
});
