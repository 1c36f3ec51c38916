import { expect, it } from 'vitest';
import type { ProblemCode } from '#contract/problems';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { ModelFailure, type ModelFailureKind } from '#ports/model';
import type { Claim } from '#ports/turns';
import { failed, outcomeOf, partialMessage, stopped } from './ending.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' } as const;
const facts = { usage: NO_USAGE, now: NOW, newId: () => 'new' };
const claim = { ref, message: { seq: 4 } } as Claim;

it('stores the text that was sent before a stop as a partial message after the person’s', () => {
  const { event, changes } = stopped(claim, 'Half', facts);
  const { messages, ...rest } = changes;
  expect(event).toEqual({ type: 'aborted', turnId: 't', sessionId: 's', aiResponse: 'Half', usage: NO_USAGE });
  expect(rest).toEqual({ state: 'aborted', writes: [], jobs: [] });
  expect(messages).toEqual([
    {
      messageId: 'new',
      seq: 5,
      role: 'assistant',
      content: [{ type: 'text', text: 'Half' }],
      turnId: 't',
      partial: true,
      turnStatus: 'aborted',
      createdAt: '2026-11-21T10:00:00.000Z',
    },
  ]);
});

it('stores no message for a stop before the first text', () => {
  expect(stopped(claim, '', facts).changes.messages).toEqual([]);
  expect(partialMessage(ref, { text: '', seq: 5, messageId: 'new', now: NOW })).toBeUndefined();
});

it.each<[unknown, ProblemCode]>([
  ...(
    [
      ['busy', 'model_unavailable'],
      ['refused', 'model_refused'],
      ['too_long', 'conversation_too_long'],
      ['invalid', 'internal'],
      ['unusable', 'model_unavailable'],
    ] as const satisfies [ModelFailureKind, ProblemCode][]
  ).map(([kind, code]): [unknown, ProblemCode] => [new ModelFailure(kind, 'why'), code]),
  [new CoachError('budget_exhausted', 'why'), 'budget_exhausted'],
  [new TypeError('why'), 'internal'],
])('fails a turn after %o with the code %s, and stores no answer', (error, code) => {
  const { event, events, changes, counts } = failed(ref, error);
  expect(event).toMatchObject({ type: 'error', turnId: 't', sessionId: 's', code });
  expect(event).toHaveProperty('message', expect.not.stringContaining('why'));
  expect({ events, changes, counts }).toEqual({
    events: [],
    changes: { state: 'failed', messages: [], writes: [], jobs: [] },
    counts: {},
  });
});

it('names a time to wait only for a failure that may be retried', () => {
  expect(failed(ref, new ModelFailure('busy', '')).event).toMatchObject({ retryable: true, retryAfterMs: 1_000 });
  expect(failed(ref, new ModelFailure('too_long', '')).event).not.toHaveProperty('retryAfterMs');
});

it('stores an error event as it is, and every other without the text, which the messages have', () => {
  const { event: error } = failed(ref, new ModelFailure('busy', ''));
  expect(outcomeOf(error)).toEqual(error);
  const { event: abort } = stopped(claim, 'Half', facts);
  expect(outcomeOf(abort)).toEqual({ type: 'aborted', turnId: 't', sessionId: 's', usage: NO_USAGE });
});
