import { expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';
import { createMemoryObjects } from './memory-objects.ts';
import { objectsContract } from './objects-contract.ts';

const DAY = 24 * 3_600_000;

function open() {
  let now = Date.parse('2026-11-21T10:15:00.250Z');
  const objects = createMemoryObjects({ clock: { now: () => now } });
  return {
    objects,
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
    upload: async (...upload: Parameters<typeof objects.upload>) => objects.upload(...upload),
    download: async (url: string) => objects.download(url),
    isUnreferenced: async (key: string) => objects.stored.get(key)?.isUnreferenced === true,
  };
}

objectsContract('in memory', open);

it('fails as often as it is told to, and changes nothing then', async () => {
  const { objects } = open();
  const file = { key: 'a', bytes: new Uint8Array(1), contentType: 'image/png' };
  objects.failNext('put', undefined, 2);
  objects.failNext('read', new Error('broken'));
  await expect(objects.put(file)).rejects.toMatchObject({ code: 'dependency_unavailable' });
  await expect(objects.put(file)).rejects.toMatchObject({ code: 'dependency_unavailable' });
  await expect(objects.read('a')).rejects.toThrow('broken');
  expect(await objects.read('a')).toBeUndefined();
  await objects.put(file);
  expect(await objects.read('a')).toMatchObject({ sizeBytes: 1 });
});

it('removes an upload that nothing has kept after seven days, and keeps the others', async () => {
  const clock = createManualClock();
  const objects = createMemoryObjects({ clock });
  for (const key of ['kept', 'forgotten'])
    objects.addUpload({ key, bytes: new Uint8Array(1), contentType: 'image/png' });
  await objects.put({ key: 'put', bytes: new Uint8Array(1), contentType: 'image/png' });
  await objects.keep('kept');
  await clock.advance(7 * DAY);
  objects.expire();
  expect([...objects.stored.keys()].sort()).toEqual(['forgotten', 'kept', 'put']);
  await clock.advance(1);
  objects.expire();
  expect([...objects.stored.keys()].sort()).toEqual(['kept', 'put']);
});
