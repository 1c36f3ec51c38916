import { describe, expect, it } from 'vitest';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRecord } from '#ports/turn-records';
import type { Loaded } from '#ports/turns';
import { coach, createWorld, turnId } from '#testing/simulation/turn-world';
import { decide, isAlive } from './decide.ts';
import { GRACE_MS } from './parameters.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const turn = { turnId: turnId(1), state: 'parked', epoch: 1, leaseUntil: NOW - 60_000, bodyHash: 'hash of hi' };
const session = { status: 'active', expiresAt: null, activeTurn: null, lastTurn: null, parkedTurn: null, turnsUsed: 0 };
const held = { state: 'held', amount: 1_000, version: 1 };

/** What storage has read, with a session and without a turn. */
const read = (parts: object) =>
  ({
    user: { tier: 'free' },
    turn: undefined,
    session,
    reservation: undefined,
    isIdTaken: false,
    isClosed: false,
    ...parts,
  }) as Loaded;

async function decided(parts: object) {
  const { request } = await createWorld();
  return decide(coach, request(1), read(parts), NOW);
}

describe('decide', () => {
  it('reads again when only the hold of a new session’s turn was found, because the reads were torn', async () => {
    expect(await decided({ session: undefined, reservation: held })).toEqual({ do: 'unresolved' });
  });

  it.each([
    ['the session was deleted', { isClosed: true }, 'not_found'],
    ['the hold is of other work', { isIdTaken: true }, 'not_found'],
    ['there is no hold either', { reservation: undefined }, 'not_found'],
  ])('refuses a turn without turn and session when %s', async (_, parts, code) => {
    await expect(decided({ session: undefined, reservation: held, ...parts })).rejects.toMatchObject({ code });
  });

  it('claims a turn of a session that exists, whatever is held for it', async () => {
    expect(await decided({ reservation: held })).toMatchObject({ do: 'claim', previous: undefined });
  });

  it('lets a parked turn wait while another turn holds its session, and claims it otherwise', async () => {
    const busy = { turn, session: { ...session, activeTurn: turnId(2) } };
    expect(await decided(busy)).toEqual({ do: 'wait', turnId: turnId(2) });
    for (const activeTurn of [null, turnId(1)]) {
      const free = { ...session, activeTurn } as SessionRecord;
      expect(await decided({ turn, session: free })).toEqual({ do: 'claim', session: free, previous: turn });
    }
  });
});

it('takes a producer for dead when the grace period after its lease is over', () => {
  const running = { state: 'running', leaseUntil: NOW } as TurnRecord;
  expect(isAlive(running, NOW + GRACE_MS)).toBe(true);
  expect(isAlive(running, NOW + GRACE_MS + 1)).toBe(false);
  expect(isAlive({ ...running, state: 'parked' }, NOW)).toBe(false);
});
