import { expect, it } from 'vitest';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { imageFile } from '#testing/image-files';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createMemoryObjects } from '#testing/memory-objects';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { namedImages, verifyImages } from './verify-images.ts';

const SUB = 'sub-1';
const MISSING = { message: 'is not uploaded; upload a JPEG, PNG, WebP or GIF image first' };
const keyOf = (number: number, extension = 'png', sub = SUB) =>
  `user-uploads/${sub}/01JD00000000000000000000${String(number).padStart(2, '0')}.${extension}`;

function createWorld() {
  const clock = createManualClock();
  const { client } = createMemoryDynamo(tableDefinitions, clock.now);
  const table = { client, tableName: TABLE_NAME, clock };
  const objects = createMemoryObjects({ clock });
  const reads: string[] = [];
  const deps = {
    clock,
    rates: createDynamoRates(table),
    uploads: createDynamoUploads(table),
    objects: {
      keep: objects.keep,
      read: (...asked: Parameters<typeof objects.read>) => {
        reads.push(`${asked[0].slice(-6)} ${JSON.stringify(asked[1])}`);
        return objects.read(...asked);
      },
    },
  };
  const add = (key: string, bytes: Uint8Array) => objects.addUpload({ key, bytes, contentType: 'image/png' });
  const verify = (...keys: readonly string[]) => verifyImages(SUB, namedImages('pictures', keys), deps);
  const refusal = (...keys: readonly string[]) =>
    verify(...keys).then(
      () => undefined,
      (error: unknown) => error,
    );
  return { clock, objects, reads, deps, add, verify, refusal };
}

it('verifies new images by two reads each, and makes them permanent', async () => {
  const { objects, reads, add, verify } = createWorld();
  const [png, jpeg] = [imageFile('image/png', { width: 640, height: 480 }), imageFile('image/jpeg')];
  add(keyOf(1), png);
  add(keyOf(2, 'jpg'), jpeg);
  expect(await verify(keyOf(2, 'jpg'), keyOf(1), keyOf(1))).toEqual([
    { key: keyOf(2, 'jpg'), found: { type: 'image/jpeg', width: 3, height: 2, sizeBytes: jpeg.length } },
    { key: keyOf(1), found: { type: 'image/png', width: 640, height: 480, sizeBytes: png.length } },
  ]);
  expect(reads).toEqual(['02.jpg', '01.png'].flatMap((name) => [`${name} {"first":65536}`, `${name} {"last":64}`]));
  expect([...objects.stored.values()].map(({ isUnreferenced }) => isUnreferenced)).toEqual([false, false]);
});

it('reads a third time for a jpeg whose size is not in the first part', async () => {
  const { reads, add, verify } = createWorld();
  add(keyOf(1, 'jpg'), imageFile('image/jpeg', { width: 640, metadataBytes: 200_000 }));
  expect(await verify(keyOf(1, 'jpg'))).toMatchObject([{ found: { width: 640 } }]);
  expect(reads.at(-1)).toBe('01.jpg {"first":524288}');
});

it('reads no image that is stored as verified', async () => {
  const { reads, deps, add, verify } = createWorld();
  add(keyOf(1), imageFile('image/png'));
  await deps.uploads.hold(SUB, await verify(keyOf(1)), 'BRAND#1');
  reads.length = 0;
  add(keyOf(2), imageFile('image/png'));
  expect(await verify(keyOf(1), keyOf(2))).toMatchObject([{ key: keyOf(1) }, { key: keyOf(2), found: {} }]);
  expect((await verify(keyOf(1)))[0]).not.toHaveProperty('found');
  expect(reads.map((read) => read.slice(0, 6))).toEqual(['02.png', '02.png']);
});

it('asks nothing for no images', async () => {
  const { reads, verify } = createWorld();
  expect(await verify()).toEqual([]);
  expect(reads).toEqual([]);
});

it('names every image that is refused, and why, and makes none permanent', async () => {
  const { objects, add, refusal } = createWorld();
  add(keyOf(1), imageFile('image/png'));
  add(keyOf(2), imageFile('image/jpeg'));
  add(keyOf(3), imageFile('image/png').subarray(0, -1));
  add(keyOf(4), imageFile('image/png', { width: 9_000 }));
  expect(await refusal(keyOf(1), keyOf(2), keyOf(3), keyOf(4), keyOf(5))).toMatchObject({
    code: 'validation_failed',
    details: {
      fields: [
        { path: 'pictures.1', message: 'must be a JPEG, PNG, WebP or GIF image, as its name says' },
        {
          path: 'pictures.2',
          message: 'must be a JPEG, PNG, WebP or GIF image that is whole and ends with its last byte',
        },
        {
          path: 'pictures.3',
          message: 'must be a JPEG, PNG, WebP or GIF image of at most 8000 pixels on each side and 40 megapixels',
        },
        { path: 'pictures.4', ...MISSING },
      ],
    },
  });
  expect([...objects.stored.values()].every(({ isUnreferenced }) => isUnreferenced)).toBe(true);
});

it('refuses an image that disappears while it is verified', async () => {
  const { deps, objects, add, verify } = createWorld();
  add(keyOf(1), imageFile('image/png'));
  deps.objects.keep = async (key) => {
    await objects.remove([key]);
    return objects.keep(key);
  };
  await expect(verify(keyOf(1))).rejects.toMatchObject({ details: { fields: [{ path: 'pictures.0', ...MISSING }] } });
});

it('refuses keys that are not own uploads without reading or counting them', async () => {
  const { reads, add, refusal, verify } = createWorld();
  for (let times = 0; times < 30; times += 1) {
    expect(await refusal(keyOf(1, 'png', 'sub-2'), keyOf(1), 'a', keyOf(1, 'svg'))).toMatchObject({
      code: 'validation_failed',
      details: {
        fields: [0, 2, 3].map((place) => ({
          path: `pictures.${place}`,
          message: 'must be the key of an own upload',
        })),
      },
    });
  }
  expect(reads).toEqual([]);
  add(keyOf(1), imageFile('image/png'));
  expect(await verify(keyOf(1))).toHaveLength(1);
});

it('answers the 21st image of a minute that is refused as too many, and accepts valid images all the same', async () => {
  const { clock, add, verify, refusal } = createWorld();
  const missing = [1, 2, 3, 4].map((number) => keyOf(number));
  for (let times = 0; times < 5; times += 1)
    expect(await refusal(...missing)).toMatchObject({ code: 'validation_failed' });
  expect(await refusal(keyOf(1))).toMatchObject({ code: 'rate_limited' });
  add(keyOf(9), imageFile('image/png'));
  expect(await verify(keyOf(9))).toHaveLength(1);
  await clock.advance(60_000);
  expect(await refusal(keyOf(1))).toMatchObject({ code: 'validation_failed' });
});

it('fails when the object store does not answer, and counts nothing', async () => {
  const { objects, refusal } = createWorld();
  objects.failNext('read', undefined, 100);
  for (let times = 0; times < 30; times += 1)
    expect(await refusal(keyOf(1))).toMatchObject({ code: 'dependency_unavailable' });
});
