import { describe, expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { NO_LIMIT } from '#testing/limits';
import { countTurn } from './count-turn.ts';
import { growthOfList, growthOfPerson, growthOfSession, growthOfTable } from './growth.ts';

/** Rows 8, 9, 19 and 20 of docs/performance.md, which are counts. */
describe.each([COACHES.coachCreator.kind, COACHES.gameCoach.kind])('a turn of the %s', (kind) => {
  it('waits for one storage round before the model call, for one before `complete`, and for no other model call', async () => {
    const turn = await countTurn({ kind, tokens: 20, turnsBefore: 2 });
    expect(turn).toMatchObject({ roundsBeforeModel: 1, roundsBeforeComplete: 1, modelCallsBefore: 0 });
    expect(turn.storageCalls).toBeLessThanOrEqual(6);
  });

  it('costs at most 60 write and 30 read units for 400 tokens in a long session, including its event log', async () => {
    const turn = await countTurn({ kind, tokens: 400, turnsBefore: 50 });
    expect(turn.logCalls).toBeGreaterThan(8);
    expect(turn.writeUnits).toBeLessThanOrEqual(60);
    expect(turn.readUnits).toBeLessThanOrEqual(30);
  });
});

describe('growth', NO_LIMIT, () => {
  it.each([
    ['the 300th turn of a session as for the third', growthOfSession, 1.1],
    ['a turn of a person with 10,000 sessions as with one', growthOfPerson, 1.1],
    ['a page of a list of 10,000 sessions as of a short list', growthOfList, 1.1],
    ['a sweep of a table with 100,000 sessions as with only the due ones', growthOfTable, 1.2],
  ])('storage costs about the same for %s', async (_, measure, atMost) => {
    const { grown, small, ratio } = await measure();
    expect(small).toBeGreaterThan(0);
    expect(ratio, `${grown} against ${small}`).toBeLessThanOrEqual(atMost);
  });
});
