import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { ProblemCode } from '#contract/problems';
import { NO_USAGE } from '#contract/usage';
import type { Closing } from '#ports/turn-endings';
import type { TurnRecord } from '#ports/turn-records';
import type { Found, Turns } from '#ports/turns';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { abandonOf, closeTurn, isUnfinished, type Unfinished } from './close-turn.ts';

const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' } as const;
const turn = { turnId: 't', state: 'running', epoch: 3, usage: NO_USAGE, messageSeq: 4 } as TurnRecord;
const found = { turn, session: { nextSeq: 5 }, reservation: { state: 'held', amount: 1_000, version: 1 } };
const chunk = (text: string): CoachEvent => ({ type: 'chunk', text, step: 1 });
const thinking = (text: string): CoachEvent => ({ type: 'thinking', text, step: 1 });

/** Closes a turn whose producer has stored these events. @returns what is written. */
async function close(events: readonly CoachEvent[], changes: Partial<TurnRecord> = {}, code?: ProblemCode) {
  const written: Closing[] = [];
  const turns = {
    readEvents: async () => events.map((event) => ({ event })),
    close: async (asked: Closing) => {
      written.push(asked);
      return true;
    },
  } as unknown as Turns;
  const unfinished = { ...found, turn: { ...turn, ...changes } } as unknown as Unfinished;
  await closeTurn(ref, unfinished, { turns, clock: createManualClock(), ids: createCountingIds() }, code);
  return written[0];
}

describe('a turn that is ended from outside', () => {
  it('ends in a new epoch, so that its producer is fenced', async () => {
    expect((await close([]))?.frame.id).toEqual({ epoch: 4, seq: 1 });
    expect(abandonOf(ref, turn).frame.id).toEqual({ epoch: 4, seq: 1 });
  });

  it('keeps the text of a stopped answer without the thoughts, and charges at least this text', async () => {
    const closed = await close([thinking('Hm, '), chunk('A long '), chunk('answer')]);
    expect(closed?.frame.event).toMatchObject({ type: 'aborted', aiResponse: 'A long answer' });
    expect(closed?.partial).toMatchObject({ seq: 5, content: [{ type: 'text', text: 'A long answer' }] });
    expect(closed?.usage.outputTokens).toBeGreaterThan(0);
    expect(closed?.charge).toBe(closed?.usage.outputTokens);
  });

  it.each([
    ['no event and nothing before', [], {}, false],
    ['no event, but output of an earlier attempt', [], { wasShown: true }, true],
    ['a text', [chunk('A')], {}, true],
  ] as const)('counts as a turn when stopped with %s: %s', async (_, events, changes, counts) => {
    expect((await close(events, changes))?.countsAsTurn).toBe(counts);
  });

  it('never counts when it failed, stores no partial answer, and returns a grant that has shown nothing', async () => {
    const failed = await close([chunk('A')], { grant: 'preview' }, 'attempts_exhausted');
    expect(failed).toMatchObject({ state: 'failed', countsAsTurn: false });
    expect(failed).not.toHaveProperty('partial');
    expect(failed).not.toHaveProperty('giveBack');
    expect(await close([], { grant: 'preview' }, 'attempts_exhausted')).toMatchObject({ giveBack: 'preview' });
    expect(await close([], { grant: 'preview' })).not.toHaveProperty('giveBack');
  });
});

it('returns a preview of a turn that is left behind only when it has shown nothing, and never a trial', () => {
  expect(abandonOf(ref, { ...turn, grant: 'preview' })).toMatchObject({ giveBack: 'preview' });
  expect(abandonOf(ref, { ...turn, grant: 'preview', wasShown: true })).not.toHaveProperty('giveBack');
  expect(abandonOf(ref, { ...turn, grant: 'trial' })).not.toHaveProperty('giveBack');
});

it('takes a turn for unfinished only with its session and its reservation', () => {
  const all = { ...found, isClosed: false } as unknown as Found;
  expect(isUnfinished(all)).toBe(true);
  for (const part of ['turn', 'session', 'reservation'])
    expect(isUnfinished({ ...all, [part]: undefined })).toBe(false);
});
