import { expect, it } from 'vitest';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import type { MessageRecord } from '#ports/session-records';
import { brandKitHolder } from '#ports/uploads';
// Loaded by the first turn with an image, which virtual time does not wait for.
import '#services/turn/turn-images';
import { add, keyOf, showing } from '#testing/simulation/image-turns';
import { createWorld, SESSION, SUB } from '#testing/simulation/turn-world';
import { deleteSession } from './delete-session.ts';

const KIND = 'coach_creator';
const FACTS = { type: 'image/png', width: 3, height: 2, sizeBytes: 9 } as const;

/** A session whose two turns have shown three images, one of them in both. */
async function createShown() {
  const world = await createWorld();
  const uploads = createDynamoUploads(world.storage);
  add(world, 1, 2, 3);
  await world.ask(showing(world, 1, 1, 2));
  await world.ask(showing(world, 2, 2, 3));
  const deps = { sessions: world.sessions, uploads, objects: world.objects };
  const mark = () =>
    world.sessions.markDeleted(world.ref, { id: 'order', job: 'delete-user-data', payload: {} }, world.clock.now());
  return {
    ...world,
    deps,
    uploads,
    mark,
    remove: () => deleteSession({ sub: SUB, kind: KIND, sessionId: SESSION }, deps),
    kept: () => [...world.objects.stored.keys()],
    stored: () => world.items('UPLOAD#').map(({ sk }) => sk),
    left: () => [...world.items('SESSION#'), ...world.items('MSG#')],
  };
}

it('removes the images of a removed session that nothing else uses', async () => {
  const { mark, remove, uploads, kept, stored, left } = await createShown();
  await uploads.hold(SUB, [{ key: keyOf(1), found: FACTS }], brandKitHolder('kit'));
  await mark();
  for (let times = 0; times < 2; times += 1) {
    await remove();
    expect(kept()).toEqual([keyOf(1)]);
    expect(stored()).toEqual([`UPLOAD#${keyOf(1)}`]);
    expect(left()).toEqual([]);
  }
  expect(await uploads.release(SUB, [keyOf(1)], brandKitHolder('kit'))).toEqual([keyOf(1)]);
});

it('keeps the images of a session that is not marked as deleted', async () => {
  const { remove, kept, stored, left } = await createShown();
  const before = [kept(), stored(), left().length];
  await remove();
  expect([kept(), stored(), left().length]).toEqual(before);
});

it('removes the images when it is repeated, wherever it was interrupted', async () => {
  for (let calls = 0; ; calls += 1) {
    const { mark, remove, deps, dynamo, kept, stored, left } = await createShown();
    await mark();
    let done = 0;
    const step = () => {
      done += 1;
      if (done === calls + 1) throw new Error('crashed');
    };
    const { objects } = deps;
    deps.objects = {
      ...objects,
      remove: async (keys) => {
        step();
        await objects.remove(keys);
      },
    };
    dynamo.hooks.beforeApply = step;
    const end = await remove().then(
      () => 'finished',
      () => 'crashed',
    );
    delete dynamo.hooks.beforeApply;
    deps.objects = objects;
    await remove();
    expect([kept(), stored(), left()], `after ${calls} calls`).toEqual([[], [], []]);
    if (end === 'finished') return;
  }
});

it('removes no object of a key that is not an own upload', async () => {
  const { mark, remove, sessions, objects, ref, kept } = await createShown();
  const others = [keyOf(1).replace(SUB, 'another'), 'pictures/a-person/1.png', 'ü'.repeat(1_000)];
  for (const key of others) objects.addUpload({ key, bytes: Uint8Array.of(1), contentType: 'image/png' });
  const images: MessageRecord = {
    messageId: 'm',
    seq: 0,
    role: 'user',
    content: others.map((key) => ({ type: 'image', key })),
    createdAt: '',
  };
  const other = { ...ref, sessionId: '01JD0000000000000000000009' };
  const rate = { window: 'sessions#x', limit: 9, endsAt: 0 };
  await sessions.create({ ref: other, now: 0, expiresAt: null, state: {}, messages: [images], rate });
  await sessions.markDeleted(other, { id: 'other', job: 'delete-user-data', payload: {} }, 0);
  await deleteSession(
    { sub: SUB, kind: KIND, sessionId: other.sessionId },
    { ...(await createShown()).deps, sessions, objects },
  );
  expect(kept()).toEqual(expect.arrayContaining(others));
  await mark();
  await remove();
  expect(kept()).toEqual(others);
});
