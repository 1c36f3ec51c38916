import { describe, expect, it } from 'vitest';
import { COACH_ROWS, turnRoutesOf } from '#contract/coaches';
import {
  COACH,
  coachOf,
  createRoutesWorld,
  createTalk,
  ME,
  PLANNER,
  READINGS,
  SECOND_TURN,
  START,
  TALKER,
  TURN,
  talkMessage,
  talkOf,
  UNKNOWN,
} from '#testing/simulation/routes-world';
import { turnRoutes } from './turn-routes.ts';

const SSE = 'text/event-stream; charset=utf-8';

describe('a coach whose first turn creates the session', () => {
  const start = { turnId: TURN, topic: 'Sleep' };
  const message = { turnId: SECOND_TURN, message: 'More' };
  const messages = `/plan/sessions/${TURN}/messages`;

  it('runs both turns as JSON on the API, in a session with the id of the first turn', async () => {
    const { ask, sessions } = await createRoutesWorld(PLANNER);
    const opened = await ask('POST', START, start);
    expect([opened.status, JSON.parse(opened.text)]).toMatchObject([200, { type: 'complete', aiResponse: 'Well' }]);
    const continued = await ask('POST', messages, message);
    expect(JSON.parse(continued.text)).toMatchObject({ type: 'complete', aiResponse: 'Better', turnsUsed: 2 });
    expect(await sessions.get({ sub: ME, kind: 'planner', sessionId: TURN })).toMatchObject({ state: { turns: 2 } });
  });

  it('streams on the API when the query asks for it, and always on the Function URL', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    const opened = await ask('POST', START, start, { query: { stream: 'true' } });
    expect([opened.type, opened.text]).toEqual([SSE, expect.stringContaining(`"sessionId":"${TURN}"`)]);
    expect((await ask('POST', messages, message, { frontDoor: 'function_url' })).type).toBe(SSE);
  });

  it('refuses the body of a later turn at the first turn’s route, and the other way round', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    expect((await ask('POST', START, message)).status).toBe(400);
    await ask('POST', START, start);
    expect((await ask('POST', messages, { ...start, turnId: SECOND_TURN })).status).toBe(400);
  });

  it('accepts a stop that comes before the first turn', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    const stopped = await ask('POST', `/plan/sessions/${TURN}/turns/${TURN}/abort`);
    expect([stopped.status, JSON.parse(stopped.text).status]).toEqual([200, 'aborted']);
    expect(JSON.parse((await ask('POST', START, start)).text).type).toBe('aborted');
  });

  it('follows a turn by its id, and answers its state', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    await ask('POST', START, start);
    const turn = `/plan/sessions/${TURN}/turns/${TURN}`;
    expect(await ask('GET', `${turn}/stream`)).toMatchObject({ type: SSE, text: expect.stringContaining('"Well"') });
    expect(JSON.parse((await ask('GET', turn)).text)).toMatchObject({ status: 'completed', sessionId: TURN });
  });
});

describe('a coach whose session path has further parameters', () => {
  it('runs its turns on all three paths', async () => {
    const { ask } = await createTalk();
    const asJson = await ask('POST', `${talkOf(COACH)}/send-message`, talkMessage);
    expect(JSON.parse(asJson.text)).toMatchObject({ type: 'complete', aiResponse: 'Well' });
    for (const frontDoor of ['rest', 'function_url'] as const) {
      const replayed = await ask('POST', `${talkOf(COACH)}/stream`, talkMessage, { frontDoor });
      expect([replayed.type, replayed.text]).toEqual([SSE, expect.stringContaining('"Well"')]);
    }
  });

  it('follows and stops them, and answers their state', async () => {
    const { ask } = await createTalk();
    await ask('POST', `${talkOf(COACH)}/stream`, talkMessage);
    const turn = `${talkOf(COACH)}/turns/${TURN}`;
    expect((await ask('GET', `${turn}/stream`)).type).toBe(SSE);
    expect(JSON.parse((await ask('POST', `${turn}/abort`)).text).status).toBe('completed');
    expect(JSON.parse((await ask('GET', turn)).text).status).toBe('completed');
  });

  it('answers 404 for a malformed parameter, and for a stop of a turn in a session that does not exist', async () => {
    const { ask } = await createTalk();
    expect((await ask('POST', `${talkOf('nothing')}/stream`, talkMessage)).status).toBe(404);
    const other = `/users/${ME}/coaches/${COACH}/talks/${UNKNOWN}`;
    expect((await ask('POST', `${other}/turns/${TURN}/abort`)).status).toBe(404);
  });
});

it.each([...COACH_ROWS, PLANNER, TALKER])('the routes of $kind are those of its row', (row) => {
  const routes = turnRoutes(row, coachOf(row), READINGS, {} as Parameters<typeof turnRoutes>[3]);
  expect(routes.map(({ method, pattern }) => ({ method, path: pattern }))).toEqual(
    turnRoutesOf(row).map(({ method, path }) => ({ method, path })),
  );
});
