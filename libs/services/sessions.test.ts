import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { passing } from '#testing/manual-clock';
import { createWorld, turnId } from '#testing/simulation/turn-world';
import { deleteSession } from './sessions.ts';

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
