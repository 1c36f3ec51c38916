import { expect, it } from 'vitest';
import type { SessionRecord, SessionStatus } from '#ports/session-records';
import type { Loaded } from '#ports/turns';
import { coach, createWorld, IDLE_MS } from '#testing/simulation/turn-world';
import { checkTurnLimit, isUnopened, refusalOf, sessionOf, withOpening } from './session-of-turn.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();
const closing = { ...coach, open: () => ({ answers: 0 }) };

it.each<[SessionStatus, string | null, string | undefined]>([
  ['active', null, undefined],
  ['active', at(1), undefined],
  ['active', at(0), 'session_expired'],
  ['expired', null, 'session_expired'],
  ['expired', at(1), 'session_expired'],
  ['ended', null, 'session_ended'],
  ['ended', at(-1), 'session_ended'],
])('refuses a turn of a session that is %s and expires at %s with %s', (status, expiresAt, code) => {
  expect(refusalOf({ status, expiresAt } as SessionRecord, NOW)?.code).toBe(code);
});

it('opens an active session with the id of the turn, which expires when it is left idle', async () => {
  const { opening } = await createWorld();
  const request = opening(1);
  const nothing = { user: { tier: 'free' }, session: undefined, isClosed: false } as Loaded;
  const session = sessionOf(closing, request, nothing, NOW);
  expect(session).toMatchObject({
    kind: coach.kind,
    sessionId: request.ref.turnId,
    status: 'active',
    expiresAt: at(IDLE_MS),
    state: null,
    turnsUsed: 0,
    nextSeq: 0,
  });
  expect(isUnopened(session)).toBe(true);
  expect(withOpening(closing, session, request.body, undefined).state).toEqual({ answers: 0 });
  const forever = { ...closing, limits: { ...coach.limits, idleMs: null } };
  expect(sessionOf(forever, request, nothing, NOW).expiresAt).toBeNull();
});

it('opens no session that was deleted, that the request names, or that the coach does not open', async () => {
  const { opening, request } = await createWorld();
  const nothing = { user: { tier: 'free' }, session: undefined, isClosed: false } as Loaded;
  const refused = { code: 'not_found' };
  expect(() => sessionOf(closing, opening(1), { ...nothing, isClosed: true }, NOW)).toThrow(
    expect.objectContaining(refused),
  );
  expect(() => sessionOf(closing, request(1), nothing, NOW)).toThrow(expect.objectContaining(refused));
  expect(() => sessionOf(coach, opening(1), nothing, NOW)).toThrow(expect.objectContaining(refused));
});

it('counts the turns of a session up to the limit, without a parked one', () => {
  const limited = { turnLimit: 3 };
  const used = (turnsUsed: number, parkedTurn: string | null = null) => ({ turnsUsed, parkedTurn }) as SessionRecord;
  expect(() => checkTurnLimit(limited, used(2))).not.toThrow();
  expect(() => checkTurnLimit(limited, used(3))).toThrow(expect.objectContaining({ code: 'turn_limit_reached' }));
  expect(() => checkTurnLimit(limited, used(3, 'parked'))).not.toThrow();
  expect(() => checkTurnLimit({ turnLimit: null }, used(1_000))).not.toThrow();
});
