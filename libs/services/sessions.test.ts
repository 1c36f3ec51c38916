import { expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { NO_USAGE } from '#contract/usage';
import { DeleteOrder } from '#domain/job-payloads';
import { passing } from '#testing/manual-clock';
import { createWorld, turnId } from '#testing/simulation/turn-world';
import { EVENTS_TABLE_NAME } from '#testing/tables';
import { deleteSession as deleteItems } from './delete-session.ts';
import { deleteSession } from './sessions.ts';
import { sweep } from './sweep.ts';

const HANGING = [[{ text: 'Half' }, { hang: true as const }]];

async function createWorldToDelete() {
  const world = await createWorld(HANGING);
  const users = createDynamoUsers(world.storage);
  return { ...world, deps: { ...world.deps, sessions: world.sessions, users } };
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
  expect(started.map(({ id }) => id)).toEqual([`delete-user-data#${ref.sessionId}`]);
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
  const sessions = { ...deps.sessions, markDeleted: async () => false };
  await expect(deleteSession(ref, { ...deps, sessions })).rejects.toMatchObject({ code: 'turn_in_progress' });
});
