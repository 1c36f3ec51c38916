import { describe, expect, it } from 'vitest';
import { COACH_ROWS, COACHES, type CoachRow, sessionsPath, type TurnAddress, turnRoutesOf } from './coaches.ts';
import { TIERS } from './tiers.ts';

const START: TurnAddress = { stream: '/plan/start', json: { method: 'POST', path: '/plan/start' } };
const MESSAGES = '/plan/sessions/:sessionId/messages';

/** Its first turn has a separate route, and its turns stream on the API only with `?stream=true`. */
const PLANNER: CoachRow = {
  kind: 'planner',
  function: 'stream-planner',
  session: '/plan/sessions/:sessionId',
  turns: { first: START, next: { stream: MESSAGES, json: { method: 'POST', path: MESSAGES } } },
};

const shortly = (row: CoachRow) =>
  turnRoutesOf(row).map(
    ({ method, path, takes, alwaysStreams }) => `${takes} ${method} ${path}${alwaysStreams ? ' streams' : ''}`,
  );

describe('turnRoutesOf', () => {
  it('lists the stream and the JSON route of a coach whose sessions exist before their first turn', () => {
    const session = '/users/:userId/coach-creator-sessions/:sessionId';
    expect(shortly(COACHES.coachCreator)).toEqual([
      `next POST ${session}/stream streams`,
      `next PUT ${session}`,
      `follow GET ${session}/turns/:turnId/stream streams`,
    ]);
  });

  it('lists an address once when it takes first and next turns', () => {
    expect(shortly(COACHES.gameCoach)).toEqual([
      'next POST /coach/chat/stream streams',
      'next POST /coach/chat',
      'follow GET /coach/chat/sessions/:sessionId/turns/:turnId/stream streams',
    ]);
  });

  it('lists one route for an address that streams only with ?stream=true', () => {
    expect(shortly(PLANNER)).toEqual([
      'first POST /plan/start',
      'next POST /plan/sessions/:sessionId/messages',
      'follow GET /plan/sessions/:sessionId/turns/:turnId/stream streams',
    ]);
  });
});

it('sessionsPath drops the session id', () => {
  expect([COACHES.coachCreator, COACHES.gameCoach, PLANNER].map(sessionsPath)).toEqual([
    '/users/:userId/coach-creator-sessions',
    '/coach/chat/sessions',
    '/plan/sessions',
  ]);
});

describe('the table of coaches', () => {
  it.each(Object.entries(COACHES))('spells the name of %s the same way everywhere', (name, row: CoachRow) => {
    const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
    expect(row.kind).toBe(words.join('_'));
    expect(row.function).toMatch(new RegExp(`^stream-${words.join('-')}(-|$)`));
    expect(row.feature ?? name).toBe(name);
  });

  it('has no two coaches with the same kind, function or route', () => {
    const routes = COACH_ROWS.flatMap(turnRoutesOf).map(({ method, path }) => `${method} ${path}`);
    for (const values of [COACH_ROWS.map(({ kind }) => kind), COACH_ROWS.map((row) => row.function), routes]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('names only features that the tier table has', () => {
    for (const { feature } of COACH_ROWS) if (feature) expect(TIERS.free).toHaveProperty(feature);
  });

  it.each(COACH_ROWS)('ends the session path of $kind with its session id', ({ session }) => {
    expect(session).toMatch(/\/:sessionId$/);
  });
});
