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

describe('a summary is ordered', () => {
  it.each([
    ['never in a short conversation', 10, undefined, 1, false],
    ['not with 14 messages outside', 12, undefined, 1, false],
    ['by the turn that crosses a multiple of six', 16, undefined, 1, true],
    ['not by the one after it', 18, undefined, 1, false],
    ['again six messages later', 22, undefined, 1, true],
    ['not while enough is summed up', 22, 12, 1, false],
    ['once more than 14 are outside', 28, 12, 1, true],
    ['by a turn with many tools at once', 0, undefined, 15, true],
  ])('%s', (_, nextSeq, upTo, answers, isOrdered) => {
    expect(summaryOrder(turnAt(nextSeq, upTo), answers)).toHaveLength(isOrdered ? 1 : 0);
  });

  it('before anything leaves a window of 20 messages untold, and at most every six messages', () => {
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

  it('under an id of its own, for its person and session', () => {
    expect(summaryOrder(turnAt(16), 1)).toEqual([
      {
        id: 'summarize-conversation#a-person#session-1#turn-1',
        job: 'summarize-conversation',
        payload: { sub: 'a-person', kind: 'game_coach', sessionId: 'session-1' },
      },
    ]);
  });
});

describe('a summary ends', () => {
  const of = (turnIds: readonly (string | undefined)[], from = 0) =>
    turnIds.map((turnId, place) => message(from + place, 'text', turnId === undefined ? {} : { turnId }));

  it.each([
    ['between two turns', of(['a', 'a', 'b', 'b', 'c']), 4, 4],
    ['before the turn that the limit would split', of(['a', 'a', 'b', 'b', 'b', 'b']), 4, 2],
    ['nowhere in one turn that is longer than it all', of(['a', 'a', 'a'], 6), 8, 6],
    ['after a greeting', of([undefined, 'a', 'a']), 2, 1],
    ['before a gap', of(['a', 'a', 'b', 'b']).filter(({ seq }) => seq !== 3), 5, 2],
    ['at 0 when there is nothing', [], 8, 0],
  ])('%s', (_, messages, limit, end) => {
    expect(endOfSummary(messages, limit)).toBe(end);
  });
});
