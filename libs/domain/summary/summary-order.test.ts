import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '#ports/session-records';
import { message } from '#testing/storage-fixtures';
import { endOfSummary, summaryOrder } from './summary-order.ts';

const turnAt = (nextSeq: number, upTo?: number) => ({
  sub: 'a-person',
  turnId: 'turn-1',
  session: {
    kind: 'game_coach',
    sessionId: 'session-1',
    nextSeq,
    ...(upTo !== undefined && { summary: { text: 'Before.', upTo } }),
  } as Pick<SessionRecord, 'kind' | 'sessionId' | 'nextSeq' | 'summary'>,
});

describe('ordering a summary', () => {
  it.each([
    ['orders no summary in a short conversation', 10, undefined, 1, false],
    ['orders no summary with 14 messages in none', 12, undefined, 1, false],
    ['orders a summary in the turn that crosses a multiple of six', 16, undefined, 1, true],
    ['orders no summary in the turn after it', 18, undefined, 1, false],
    ['orders a summary again six messages later', 22, undefined, 1, true],
    ['orders no summary while few messages are in none', 22, 12, 1, false],
    ['orders a summary once more than 14 messages are in none', 28, 12, 1, true],
    ['orders a summary in a first turn with many tool calls', 0, undefined, 15, true],
  ])('%s', (_, nextSeq, upTo, answers, isOrdered) => {
    expect(summaryOrder(turnAt(nextSeq, upTo), answers)).toHaveLength(isOrdered ? 1 : 0);
  });

  it('orders a summary before messages leave a window of 20 and at most once per six messages', () => {
    let upTo = 0;
    let lastOrder = 0;
    for (let nextSeq = 0; nextSeq < 400; nextSeq += 2) {
      const total = nextSeq + 2;
      if (summaryOrder(turnAt(nextSeq, upTo || undefined), 1).length > 0) {
        expect(total - lastOrder).toBeGreaterThanOrEqual(6);
        lastOrder = total;
        upTo = total - 10;
      }
      expect(total - upTo).toBeLessThanOrEqual(20);
    }
  });

  it('orders a summary sooner when the model has refused a longer window', () => {
    const { session, ...turn } = turnAt(10);
    expect(summaryOrder({ ...turn, session: { ...session, windowMessages: 4 } }, 1)).toHaveLength(1);
  });

  it('orders a summary with an id per turn and the user and session as payload', () => {
    expect(summaryOrder(turnAt(16), 1)).toEqual([
      {
        id: 'summarize-conversation#a-person#session-1#turn-1',
        job: 'summarize-conversation',
        payload: { sub: 'a-person', kind: 'game_coach', sessionId: 'session-1' },
      },
    ]);
  });
});

describe('the end of a summary', () => {
  const of = (turnIds: readonly (string | undefined)[], from = 0) =>
    turnIds.map((turnId, place) => message(from + place, 'text', turnId === undefined ? {} : { turnId }));

  it.each([
    ['ends a summary between two turns', of(['a', 'a', 'b', 'b', 'c']), 4, 4],
    ['ends a summary before the turn that the limit would split', of(['a', 'a', 'b', 'b', 'b', 'b']), 4, 2],
    ['does not extend a summary into a turn that exceeds the limit', of(['a', 'a', 'a'], 6), 8, 6],
    ['ends a summary after a greeting', of([undefined, 'a', 'a']), 2, 1],
    ['ends a summary before a gap', of(['a', 'a', 'b', 'b']).filter(({ seq }) => seq !== 3), 5, 2],
    ['ends a summary at 0 without messages', [], 8, 0],
  ])('%s', (_, messages, limit, end) => {
    expect(endOfSummary(messages, limit)).toBe(end);
  });
});
