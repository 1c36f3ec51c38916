import { expect, it } from 'vitest';
import { isOwnKey, typeOfKey } from '#domain/uploads/upload-key';
import { imageFile } from '#testing/image-files';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryObjects } from '#testing/memory-objects';
import { generateDownloadUrls, generateUploadUrls } from './uploads.ts';

const createWorld = () => {
  const objects = createMemoryObjects({ clock: createManualClock() });
  return { objects, deps: { objects, ids: createCountingIds() } };
};

it('makes a form under a new own key for each file, in order', async () => {
  const { objects, deps } = createWorld();
  const png = imageFile('image/png');
  const files = [
    { fileName: 'A.PNG', contentType: 'image/png', sizeBytes: png.length },
    { fileName: '../../b', contentType: 'image/jpeg', sizeBytes: 5 },
  ] as const;
  const { uploads } = await generateUploadUrls('sub-1', { files: [...files] }, deps);
  expect(uploads.map(({ key }) => [isOwnKey(key, 'sub-1'), typeOfKey(key)])).toEqual([
    [true, 'image/png'],
    [true, 'image/jpeg'],
  ]);
  expect(new Set(uploads.map(({ key }) => key)).size).toBe(2);
  const [first, second] = uploads;
  if (!first || !second) throw new Error('a form is missing');
  expect([objects.upload(first, png), objects.upload(second, png)]).toEqual([204, 400]);
  expect([...objects.stored.keys()]).toEqual([first.key]);
});

it('makes a URL for each own key, in order', async () => {
  const { objects, deps } = createWorld();
  const { uploads } = await generateUploadUrls(
    'sub-1',
    { files: [{ fileName: 'a', contentType: 'image/png', sizeBytes: 3 }] },
    deps,
  );
  const key = uploads[0]?.key ?? '';
  objects.addUpload({ key, bytes: Uint8Array.of(1, 2, 3), contentType: 'image/png' });
  const { downloads } = await generateDownloadUrls('sub-1', { keys: [key, key] }, deps);
  expect(downloads.map((one) => one.key)).toEqual([key, key]);
  expect(objects.download(downloads[0]?.url ?? '')).toMatchObject({ status: 200, bytes: Uint8Array.of(1, 2, 3) });
});

it('makes no URL when one of the keys is not an own upload', async () => {
  const { deps } = createWorld();
  const ulid = '01JD0000000000000000000000';
  const keys = [`user-uploads/sub-1/${ulid}.png`, `user-uploads/sub-2/${ulid}.png`, 'generated/sub-1/x.png'];
  const message = 'must be the key of an own upload';
  await expect(generateDownloadUrls('sub-1', { keys }, deps)).rejects.toMatchObject({
    code: 'validation_failed',
    details: { fields: [1, 2].map((place) => ({ path: `keys.${place}`, message })) },
  });
});
