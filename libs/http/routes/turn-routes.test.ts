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
    const behind = await ask('POST', messages, { ...message, parentTurnId: SECOND_TURN });
    expect([behind.status, JSON.parse(behind.text).error.code]).toEqual([409, 'predecessor_mismatch']);
    const continued = await ask('POST', messages, { ...message, parentTurnId: TURN });
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

  it('takes a turn whose fields come in another order for the same turn, and another text for another body', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    const first = await ask('POST', START, start);
    expect(await ask('POST', START, { topic: 'Sleep', turnId: TURN })).toEqual(first);
    const other = await ask('POST', START, { ...start, topic: 'Food' });
    expect([other.status, JSON.parse(other.text).error.code]).toEqual([422, 'turn_mismatch']);
  });

  it('continues a turn after the event that a body, a query or a header names, and in other dialects from the start', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    await ask('POST', START, start);
    const path = `/plan/sessions/${TURN}/turns/${TURN}/stream`;
    const typesIn = (text: string) => [...text.matchAll(/"type":"([\w-]+)"/g)].map(([, type]) => type);
    const typesAfter = async (more: Parameters<typeof ask>[3]) =>
      typesIn((await ask('GET', path, undefined, more)).text);
    const headers = (seen: string) => ({ authorization: 'Bearer x', 'last-event-id': seen });
    expect(await typesAfter({})).toEqual(['start', 'chunk', 'complete']);
    const again = await ask('POST', START, { ...start, cursor: '1-2' }, { query: { stream: 'true' } });
    expect(typesIn(again.text)).toEqual(['complete']);
    expect(await typesAfter({ query: { cursor: '1-2' } })).toEqual(['complete']);
    expect(await typesAfter({ headers: headers('1-1') })).toEqual(['chunk', 'complete']);
    expect(await typesAfter({ query: { cursor: '1-2' }, headers: headers('1-1') })).toEqual(['complete']);
    const ofAgUi = await typesAfter({ query: { protocol: 'ag-ui' } });
    expect(ofAgUi).toContain('RUN_STARTED');
    expect(await typesAfter({ query: { protocol: 'ag-ui', cursor: '1-2' } })).toEqual(ofAgUi);
  });

  it('answers 204 to a client of the AI SDK that resumes a finished turn, which it shows already', async () => {
    const { ask } = await createRoutesWorld(PLANNER);
    await ask('POST', START, start);
    const path = `/plan/sessions/${TURN}/turns/${TURN}/stream`;
    expect(await ask('GET', path, undefined, { query: { protocol: 'ai-sdk' } })).toMatchObject({
      status: 204,
      text: '',
    });
  });

  it('ends a turn and its reader each with the time of their own invocation', async () => {
    const { open, clock } = await createRoutesWorld(PLANNER, [[{ text: 'Well' }, { hang: true }]]);
    const [producing, reading] = [new AbortController(), new AbortController()];
    const url = { frontDoor: 'function_url' } as const;
    const producer = await open('POST', START, start, { ...url, deadline: producing.signal });
    await clock.advance(1_000);
    const stream = `/plan/sessions/${TURN}/turns/${TURN}/stream`;
    const reader = await open('GET', stream, undefined, { ...url, deadline: reading.signal });
    const ended: string[] = [];
    void producer.parts.then(() => ended.push('producer'));
    void reader.parts.then(() => ended.push('reader'));
    await clock.advance(1_000);
    expect(ended).toEqual([]);
    reading.abort();
    await clock.advance(1_000);
    expect(ended).toEqual(['reader']);
    producing.abort();
    await clock.advance(1_000);
    expect(ended).toEqual(['reader', 'producer']);
    expect((await producer.parts).join('')).toMatch(/"type":"error"[^\n]*"deadline_exceeded"[^\n]*\n\n$/);
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
    // The id of the session says that a first turn opens it, which this coach has not.
    const named = `/users/${ME}/coaches/${COACH}/talks/${TURN}`;
    expect((await ask('POST', `${named}/turns/${TURN}/abort`)).status).toBe(404);
  });
});

it.each([...COACH_ROWS, PLANNER, TALKER])('the routes of $kind are those of its row', (row) => {
  const routes = turnRoutes(row, coachOf(row), READINGS, {} as Parameters<typeof turnRoutes>[3]);
  expect(routes.map(({ method, pattern }) => ({ method, path: pattern }))).toEqual(
    turnRoutesOf(row).map(({ method, path }) => ({ method, path })),
  );
});
