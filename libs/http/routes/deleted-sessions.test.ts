import { expect, it } from 'vitest';
import { deleteSession } from '#services/sessions';
import { passing } from '#testing/manual-clock';
import { createRoutesWorld, ME, PLANNER, START, TURN } from '#testing/simulation/routes-world';

const start = { turnId: TURN, topic: 'Sleep' };
const STREAM = `/plan/sessions/${TURN}/turns/${TURN}/stream`;

it('ends the stream of a deleted session with aborted and what was sent, in each window and form', async () => {
  const { open, clock, deps, sessions } = await createRoutesWorld(PLANNER, [[{ text: 'Well' }, { hang: true }]]);
  const producer = await open('POST', START, start, { frontDoor: 'function_url' });
  await clock.advance(2_000);
  const readers = [
    await open('POST', START, start, { query: { stream: 'true' } }),
    await open('POST', START, start),
    await open('GET', STREAM, undefined, { query: { cursor: '1-2' } }),
    await open('GET', STREAM, undefined, { query: { protocol: 'ag-ui' } }),
  ];
  await clock.advance(1_000);
  const ref = { sub: ME, kind: PLANNER.kind, sessionId: TURN };
  await passing(clock, deleteSession(ref, deps), 1_000);
  await sessions.remove(ref);
  await clock.advance(5_000);
  const [first, streamed, json, rest, agUi] = await Promise.all(
    [producer, ...readers].map(async ({ parts }) => (await parts).join('')),
  );
  for (const text of [first, streamed, rest]) {
    const last = JSON.parse(text?.trim().split('data: ').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'aborted', aiResponse: 'Well' });
  }
  expect(JSON.parse(json ?? '')).toMatchObject({ type: 'aborted', sessionId: TURN, aiResponse: 'Well' });
  expect(agUi).toContain('RUN_FINISHED');
});

it('answers 404 to a reader that comes after the deletion, before the head', async () => {
  const { open, clock, deps } = await createRoutesWorld(PLANNER, [[{ text: 'Well' }, { hang: true }]]);
  await open('POST', START, start, { frontDoor: 'function_url' });
  await clock.advance(2_000);
  await passing(clock, deleteSession({ sub: ME, kind: PLANNER.kind, sessionId: TURN }, deps));
  expect((await open('POST', START, start)).status).toBe(404);
  expect((await open('GET', STREAM)).status).toBe(404);
});
