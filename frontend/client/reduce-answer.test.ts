import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { aborted, chunk, completed, failed, started, TURN } from '../testing/turn-fixtures.ts';
import { NO_OWN_STATE } from './coach-descriptor.ts';
import type { SessionAction } from './local-action.ts';
import { createReducer } from './reduce-session.ts';
import { emptySession, type SessionState } from './session-state.ts';

const sent = { type: 'turn_sent', turnId: TURN, message: { text: 'Hi' }, createdAt: '' } as const;

const reduce = createReducer(NO_OWN_STATE);
const reduced = (...actions: readonly SessionAction<object>[]) => actions.reduce(reduce, emptySession({}));
const bubbles = ({ messages }: SessionState) => messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);

describe('an answer', () => {
  it('grows the answer by its chunks, and ends with the text of the complete event', () => {
    const streaming = reduced(sent, started(), chunk('Good '), chunk('mor'));

    expect(bubbles(streaming)).toEqual(['user done: Hi', 'assistant pending: Good mor']);
    expect(bubbles(reduce(streaming, completed('Good morning')))).toEqual([
      'user done: Hi',
      'assistant done: Good morning',
    ]);
  });

  it('starts the answer over at a reset, without the thinking and tools of the old epoch', () => {
    const tool: CoachEvent = { type: 'tool', toolUseId: 't', name: 'x', label: 'Looking', input: {}, step: 0 };
    const thought: CoachEvent = { type: 'thinking', text: 'Hm', step: 0 };
    const state = reduced(sent, started(), thought, tool, chunk('old'), { type: 'reset', epoch: 2 }, chunk('new'));

    expect(bubbles(state)).toEqual(['user done: Hi', 'assistant pending: new']);
    expect(state.messages[1]).toMatchObject({ thinking: [], tools: [] });
  });

  it('takes the whole answer from a snapshot', () => {
    expect(bubbles(reduced(sent, { type: 'snapshot', text: 'All', blocks: [] }, completed('All')))).toEqual([
      'user done: Hi',
      'assistant done: All',
    ]);
  });

  it('keeps the text of a stopped turn, and marks it as partial', () => {
    const stopping = reduced(sent, started(), chunk('Go'), { type: 'stop_requested' });

    expect(stopping.openTurn).toEqual({ turnId: TURN, isStopping: true });
    expect(bubbles(reduce(stopping, aborted('Go')))).toEqual(['user done: Hi', 'assistant partial: Go']);
    expect(bubbles(reduced(sent, aborted('')))).toEqual(['user partial: Hi']);
  });

  it('never shortens the text of a stopped turn, and takes a longer one', () => {
    const shown = [sent, started(), chunk('Good mor')] as const;

    expect(bubbles(reduced(...shown, aborted('Good')))[1]).toBe('assistant partial: Good mor');
    expect(bubbles(reduced(...shown, aborted('')))[1]).toBe('assistant partial: Good mor');
    expect(bubbles(reduced(...shown, aborted('Good morning')))[1]).toBe('assistant partial: Good morning');
    expect(bubbles(reduced(...shown, aborted('Bad')))[1]).toBe('assistant partial: Bad');
  });

  it('drops the answer of a failed turn, and keeps the person’s message', () => {
    const state = reduced(sent, started(), chunk('Go'), failed());

    expect(bubbles(state)).toEqual(['user failed: Hi']);
    expect(state.error).toEqual({ kind: 'failed', code: 'model_unavailable', retryable: true });
    expect(state.openTurn).toBeUndefined();
  });

  it('shows a retry in place of the failed message', () => {
    const failing = reduced(sent, started(), chunk('Go'), failed());

    expect(bubbles(reduce(failing, { ...sent, turnId: 'again', replaces: TURN }))).toEqual(['user pending: Hi']);
    expect(bubbles(reduce(failing, { ...sent, turnId: 'other' }))).toEqual(['user failed: Hi', 'user pending: Hi']);
  });

  it('groups thinking by step', () => {
    const think = (text: string, step: number): CoachEvent => ({ type: 'thinking', text, step });
    const state = reduced(sent, started(), think('a', 0), think('b', 0), think('c', 1), chunk('.'));

    expect(state.messages[1]?.thinking).toEqual([
      { step: 0, text: 'ab' },
      { step: 1, text: 'c' },
    ]);
  });

  it('shows the state of each tool', () => {
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

  it('moves text before a tool call to the preambles', () => {
    const looking = reduced(sent, started(), chunk('Let me '), chunk('look.'), call);
    expect(looking).toMatchObject({ streamingStage: 'thinking' });
    expect(looking.messages[1]).toMatchObject({ text: '', preambles: [{ step: 1, text: 'Let me look.' }] });

    const state = reduced(sent, started(), chunk('Let me look.'), call, chunk('Two '), completed('Two wins.'));
    expect(state.messages[1]).toMatchObject({ text: 'Two wins.', preambles: [{ text: 'Let me look.' }] });
  });

  it('drops a preamble that the final answer contains', () => {
    const whole = completed('Let me look.\n\nTwo wins.');
    const state = reduced(sent, started(), chunk('Let me look.'), call, chunk('Two wins.'), whole);

    expect(state.messages[1]).toMatchObject({ text: 'Let me look.\n\nTwo wins.', preambles: [] });
  });

  it('keeps the tools of a turn that is stopped before its first chunk', () => {
    const state = reduced(sent, started(), call, aborted(''));

    expect(state.messages[1]).toMatchObject({ text: '', state: 'partial', tools: [{ toolUseId: 'a' }] });
    expect(reduced(sent, started(), aborted('')).messages).toHaveLength(1);
  });
});
