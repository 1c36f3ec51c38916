import { expect, it } from 'vitest';
import { configFor } from '../testing/turn-fixtures.ts';
import { gameCoach } from './coaches/game-coach.ts';
import { readPaths, turnPaths } from './paths.ts';
import { abortPath, type SessionRoute, sessionField, sessionPath } from './routes.ts';

const TALK = '/users/:userId/coaches/:coachId/talks/:sessionId';

/** A coach whose sessions have a parent. */
const coach = {
  ...gameCoach,
  row: {
    kind: 'talker',
    function: 'stream-talker',
    session: TALK,
    turns: { next: { stream: `${TALK}/stream`, json: { method: 'POST', path: `${TALK}/send-message` } } },
  },
} as const;
const route: SessionRoute = { coach, sessionId: 's/1', userId: 'a b', params: { coachId: 'c1' } };
const TALK_PATH = '/users/a%20b/coaches/c1/talks/s%2F1';
const config = configFor('http://api/', 'http://stream');

it('fills in the parent of a session in every path, and encodes each parameter', () => {
  expect(sessionPath(route)).toBe(TALK_PATH);
  expect(abortPath(route, 't1')).toBe(`${TALK_PATH}/turns/t1/abort`);
  expect(turnPaths(config, route, 't1')).toEqual([
    { number: 1, method: 'POST', url: `http://stream${TALK_PATH}/stream` },
    { number: 2, method: 'POST', url: `http://api${TALK_PATH}/stream` },
    { number: 3, method: 'POST', url: `http://api${TALK_PATH}/send-message` },
  ]);
  expect(readPaths(config, route, 't1').map(({ url }) => url)).toEqual([
    `http://stream${TALK_PATH}/turns/t1/stream`,
    `http://api${TALK_PATH}/turns/t1/stream`,
  ]);
});

it('throws when the parent of a session is missing', () => {
  expect(() => sessionPath({ ...route, params: {} })).toThrow('no coachId');
});

it('names the session in the body only where the path does not, and not in the turn that creates it', () => {
  expect(sessionField(route, 't1')).toEqual({});
  expect(sessionField({ ...route, coach: gameCoach }, 't1')).toEqual({ sessionId: 's/1' });
  expect(sessionField({ ...route, coach: gameCoach }, 's/1')).toEqual({});
});
