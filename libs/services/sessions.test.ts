import { expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { NO_USAGE } from '#contract/usage';
import { DeleteOrder } from '#domain/job-payloads';
import { passing } from '#testing/manual-clock';
import { becomes, createWorld, HELLO, SUB, turnId } from '#testing/simulation/turn-world';
import { EVENTS_TABLE_NAME } from '#testing/tables';
import { deleteSession as deleteItems } from './delete-session.ts';
import { createSession, deleteSession, getSession, listSessions } from './sessions.ts';
import { sweep } from './sweep.ts';

const HANGING = [[{ text: 'Half' }, { hang: true as const }]];

async function createWorldToDelete(scripts: Parameters<typeof createWorld>[0] = HANGING) {
  const world = await createWorld(scripts);
  const users = createDynamoUsers(world.storage);
  const uploads = createDynamoUploads(world.storage);
  return { ...world, deps: { ...world.deps, sessions: world.sessions, users, uploads } };
}

it('stops and settles the running turn of a session that is deleted', async () => {
  const { deps, ref, request, start, clock, items, sessions } = await createWorldToDelete();
  await start(request(1)).next();
  await passing(clock, deleteSession(ref, deps));
  expect(await sessions.get(ref)).toBeUndefined();
  expect(items('TURN#')).toMatchObject([{ turnId: turnId(1), state: 'aborted' }]);
  expect(items('RES#')).toMatchObject([{ state: 'settled' }]);
  await expect(deleteSession(ref, deps)).rejects.toMatchObject({ code: 'not_found' });
});

it('orders a second removal for 15 s later, which removes what a late writer has left', async () => {
  const { deps, ref, request, start, clock, items, sessions, started, dynamo, storage } = await createWorldToDelete();
  await start(request(1)).next();
  await passing(clock, deleteSession(ref, deps));
  const orders = () => items('delete-user-data#').map(({ sk }) => sk);
  const payload = { ...ref, turnIds: [turnId(1)] };
  expect(started).toEqual([{ id: `delete-user-data#${ref.sessionId}`, job: 'delete-user-data', payload }]);
  expect(orders()).toEqual([`delete-user-data#${ref.sessionId}#again`]);
  await deleteItems(DeleteOrder.parse(started[0]?.payload), deps);
  const turn = { ...ref, turnId: turnId(1) };
  const late = { id: { epoch: 1, seq: 1 }, event: { type: 'chunk', text: 'late', step: 1 } } as const;
  await deps.turns.appendEvents(turn, 1, 0, [late]);
  const outcome = { type: 'aborted', turnId: turnId(1), sessionId: ref.sessionId, usage: NO_USAGE } as const;
  await deps.turns.leaveTombstone({ ref: turn, now: clock.now(), outcome, frame: late });
  const sweeping = { ...deps, due: createDynamoDue(storage) };
  const deadline = new AbortController().signal;
  await clock.advance(8_000);
  await sweep({ dryRun: false, deadline }, sweeping);
  expect(started).toHaveLength(1);
  await clock.advance(5_000);
  await sweep({ dryRun: false, deadline }, sweeping);
  expect([started.length, orders()]).toEqual([2, []]);
  await deleteItems(DeleteOrder.parse(started[1]?.payload), deps);
  expect([...items('TURN#'), ...items('MSG#'), ...dynamo.items(EVENTS_TABLE_NAME)]).toEqual([]);
  expect(await sessions.get(ref)).toBeUndefined();
});

// Regression, simulation seed 90 (rough days): the turn ran on in a session that was being removed and kept its hold.
it('stops a turn that begins while its session is being deleted', async () => {
  const { deps, ref, request, start, clock, items, sessions } = await createWorldToDelete();
  let gets = 0;
  const overtaken: typeof sessions = {
    ...sessions,
    get: async (of) => {
      const session = await sessions.get(of);
      gets += 1;
      if (gets === 1) await start(request(1)).next();
      return session;
    },
  };
  await passing(clock, deleteSession(ref, { ...deps, sessions: overtaken }));
  expect(items('TURN#')).toMatchObject([{ state: 'aborted' }]);
  expect(items('RES#').filter(({ state }) => state === 'held')).toEqual([]);
  expect(items('SESSION#')).toMatchObject([{ deletedAt: expect.any(String) }]);
});

it('throws turn_in_progress when a new turn begins at every attempt to delete a session', async () => {
  const { deps, ref } = await createWorldToDelete();
  let attempts = 0;
  const markDeleted = async () => {
    attempts += 1;
    return false;
  };
  const sessions = { ...deps.sessions, markDeleted };
  const refused = { code: 'turn_in_progress', retryAfterMs: 1_000 };
  await expect(deleteSession(ref, { ...deps, sessions })).rejects.toMatchObject(refused);
  expect(attempts).toBe(5);
});

it('names in the order of a deletion the last turn, too', async () => {
  const { deps, ref, request, ask, started } = await createWorldToDelete([HELLO]);
  await ask(request(1));
  await deleteSession(ref, deps);
  expect(started.at(-1)?.payload).toEqual({ ...ref, turnIds: [turnId(1)] });
});

it('has removed the order of a deletion from the outbox when it is over', async () => {
  const { deps, ref, items } = await createWorldToDelete();
  await deleteSession(ref, deps);
  expect(items('delete-user-data#').map(({ sk }) => sk)).toEqual([`delete-user-data#${ref.sessionId}#again`]);
});

const START = { kind: 'talker', state: { topic: 'Sleep' }, greeting: 'Welcome.', idleMs: 60_000 };

it('creates a session with the greeting of the coach, which expires when it is not used', async () => {
  const { deps, clock } = await createWorldToDelete();
  const parents = { coachId: 'coach-1' };
  const { session, messages } = await createSession(SUB, { ...START, parents }, deps);
  const createdAt = '2026-11-21T10:00:00.000Z';
  const expiresAt = '2026-11-21T10:01:00.000Z';
  expect(session).toMatchObject({
    kind: 'talker',
    parents,
    status: 'active',
    expiresAt,
    state: START.state,
    createdAt,
  });
  const content = [{ type: 'text', text: 'Welcome.' }];
  expect(messages).toEqual({
    items: [{ messageId: expect.any(String), seq: 0, role: 'assistant', content, createdAt }],
  });

  const ref = { sub: SUB, kind: 'talker', sessionId: session.sessionId };
  const statuses = async () => [
    (await getSession(ref, { limit: 1 }, deps)).session.status,
    ...(await listSessions({ sub: SUB, kind: 'talker', limit: 9, sortOrder: 'desc' }, deps)).items.map(
      (one) => one.status,
    ),
  ];
  await clock.advance(59_999);
  expect(await statuses()).toEqual(['active', 'active']);
  await clock.advance(1);
  expect(await statuses()).toEqual(['expired', 'expired']);
});

it('creates a session that never expires when its coach sets no idle time', async () => {
  const { deps } = await createWorldToDelete();
  expect((await createSession(SUB, { ...START, idleMs: null }, deps)).session.expiresAt).toBeNull();
});

it('creates as many sessions an hour as the tier allows', async () => {
  const world = await createWorldToDelete();
  const { deps, clock } = world;
  const create = () => createSession(SUB, START, deps);
  await clock.advance(15 * 60_000);
  for (let count = 0; count < 5; count += 1) await create();
  const refused = { code: 'rate_limited', retryAfterMs: 2_700_000, details: { retryAfterMs: 2_700_000 } };
  await expect(create()).rejects.toMatchObject(refused);
  await becomes(world, { tier: 'pro' });
  await create();
  await becomes(world, { tier: 'free' });
  await expect(create()).rejects.toMatchObject(refused);
  await clock.advance(2_699_000);
  await expect(create()).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 1_000 });
  await clock.advance(1_000);
  await create();
});
