import { expect, it } from 'vitest';
import {
  COACH,
  createRoutesWorld,
  createTalk,
  ME,
  SECOND_TURN,
  START,
  STUDIO,
  TURN,
  talkMessage,
  talkOf,
  UNKNOWN,
} from '#testing/simulation/routes-world';

it.each([
  ['POST', '/stream', talkMessage],
  ['POST', '/send-message', talkMessage],
  ['POST', '/stream', { ...talkMessage, turnId: SECOND_TURN }],
  ['GET', `/turns/${TURN}`],
  ['GET', `/turns/${TURN}/stream`],
  ['POST', `/turns/${TURN}/abort`],
  ['POST', `/turns/${SECOND_TURN}/abort`],
])('answers %s %s under another parent as it answers an unknown session', async (method, path, json?: object) => {
  const { ask } = await createTalk();
  await ask('POST', `${talkOf(COACH)}/stream`, talkMessage);
  const unknown = await ask(method, `/users/${ME}/coaches/${COACH}/talks/${UNKNOWN}${path}`, json);
  expect(unknown).toMatchObject({ status: 404, text: expect.stringContaining('"not_found"') });
  expect(await ask(method, `${talkOf(UNKNOWN)}${path}`, json)).toEqual(unknown);
});

it('answers a turn in the session path of another coach as it answers an unknown turn', async () => {
  const { ask } = await createTalk();
  await ask('POST', START, { turnId: TURN, topic: 'Sleep' });
  const talk = `/users/${ME}/coaches/${COACH}/talks/${TURN}`;
  const unknown = await ask('GET', `${talk}/turns/${SECOND_TURN}`);
  expect(unknown.status).toBe(404);
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/stream'],
    ['POST', '/abort'],
  ] as const) {
    expect(await ask(method, `${talk}/turns/${TURN}${path}`)).toEqual(unknown);
  }
});

it('stores the parents of a session that its first turn opens', async () => {
  const { ask } = await createRoutesWorld(STUDIO);
  const at = (coachId: string) => `/users/${ME}/coaches/${coachId}/talks`;
  const start = { turnId: TURN, topic: 'Sleep' };
  expect((await ask('POST', `${at(COACH)}/start`, start)).status).toBe(200);
  const turn = `/${TURN}/turns/${TURN}`;
  expect((await ask('GET', `${at(COACH)}${turn}`)).status).toBe(200);
  const unknown = await ask('GET', `${at(COACH)}/${TURN}/turns/${SECOND_TURN}`);
  expect(await ask('GET', `${at(UNKNOWN)}${turn}`)).toEqual(unknown);
  expect(await ask('POST', `${at(UNKNOWN)}${turn}/abort`)).toEqual(unknown);
  expect(await ask('POST', `${at(UNKNOWN)}/start`, start)).toEqual(unknown);
});
