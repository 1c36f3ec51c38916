import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '#testing/limits';
import { countTurn } from './count-turn.ts';
import { growthOfList, growthOfPerson, growthOfSession, growthOfTable } from './growth.ts';

/** Rows 8, 9, 19 and 20 of docs/performance.md, which are counts. */
describe.each(['coach_creator', 'game_coach'] as const)('a turn of the %s', (kind) => {
  it('waits for one round of storage before the model is asked, for one before `complete`, and for no other model', async () => {
    const turn = await countTurn({ kind, tokens: 20, turnsBefore: 2 });
    expect(turn).toMatchObject({ roundsBeforeModel: 1, roundsBeforeComplete: 1, modelCallsBefore: 0 });
    expect(turn.storageCalls).toBeLessThanOrEqual(6);
  });

  it('costs no more than 60 write and 30 read units for 400 tokens in a long session, with its log', async () => {
    const turn = await countTurn({ kind, tokens: 400, turnsBefore: 50 });
    expect(turn.logCalls).toBeGreaterThan(8);
    expect(turn.writeUnits).toBeLessThanOrEqual(60);
    expect(turn.readUnits).toBeLessThanOrEqual(30);
  });
});

describe('growth', NO_LIMIT, () => {
  it.each([
    ['the 300th turn of a session, against the third', growthOfSession, 1.1],
    ['a turn of somebody with 10,000 sessions, against one', growthOfPerson, 1.1],
    ['a page of 10,000 sessions, against one of a few', growthOfList, 1.1],
    ['a sweep in a table of 100,000 sessions, against one of those that are due', growthOfTable, 1.2],
  ])('makes nothing dearer: %s', async (_, measure, atMost) => {
    const { grown, small, ratio } = await measure();
    expect(small).toBeGreaterThan(0);
    expect(ratio, `${grown} against ${small}`).toBeLessThanOrEqual(atMost);
  });
});
