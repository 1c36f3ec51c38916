import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { BUCKET, createFrozenClock, startBucket } from './local-s3-fixtures.ts';

const DAY = 86_400_000;
const at = (Key: string) => ({ Bucket: BUCKET, Key });

describe('objects on disk', () => {
  const inFolder = async (use: (folder: string) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'coachstream-s3-'));
    try {
      await use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('objects and tags survive a restart, and a write that was cut leaves nothing', () =>
    inFolder(async (folder) => {
      const first = await startBucket({ folder });
      const objects = first.objectsFor('writer');
      await objects.put({ key: 'user-uploads/kept', bytes: Buffer.from('a\nb'), contentType: 'image/gif' });
      await objects.put({ key: 'user-uploads/gone', bytes: Buffer.from('x'), contentType: 'image/gif' });
      await objects.remove(['user-uploads/gone']);
      await first.close();
      writeFileSync(join(folder, BUCKET, 'cut.unfinished'), 'half');
      const second = await startBucket({ folder });
      expect(await second.objectsFor('writer').read('user-uploads/kept')).toEqual({
        bytes: Uint8Array.from(Buffer.from('a\nb')),
        sizeBytes: 3,
        contentType: 'image/gif',
      });
      expect((await second.objectsFor('writer').list('user-uploads/')).keys).toEqual(['user-uploads/kept']);
      expect(readdirSync(join(folder, BUCKET))).toHaveLength(1);
      await second.close();
    }));

  it('the life cycle removes a tagged object at the midnight after its seventh day, by the local clock', async () => {
    const clock = createFrozenClock();
    const bucket = await startBucket({ clock });
    const objects = bucket.objectsFor('writer');
    const sdk = new S3Client(bucket.whereFor('writer'));
    for (const name of ['forgotten', 'kept']) {
      await sdk.send(new PutObjectCommand({ ...at(`user-uploads/${name}`), Body: 'x', Tagging: 'unreferenced=true' }));
    }
    await sdk.send(new PutObjectCommand({ ...at('user-uploads/other'), Body: 'x', Tagging: 'unreferenced=no' }));
    await objects.keep('user-uploads/kept');
    const left = async () => (await objects.list('user-uploads/')).keys.map((key) => key.split('/')[1]);
    clock.advance(7 * DAY);
    expect(await left()).toEqual(['forgotten', 'kept', 'other']);
    clock.advance(DAY);
    expect(await left()).toEqual(['kept', 'other']);
    clock.advance(365 * DAY);
    expect(await left()).toEqual(['kept', 'other']);
    sdk.destroy();
    await bucket.close();
  });

  it('a rule removes objects below its prefix that have all of its tags', async () => {
    const clock = createFrozenClock();
    const expiration = [
      { prefix: 'user-uploads/', tags: { a: '1', b: '2' }, days: 1 },
      { prefix: 'user-assets/old/', tags: {}, days: 1 },
    ];
    const bucket = await startBucket({ clock, bucket: { expiration } });
    const sdk = new S3Client(bucket.whereFor('writer'));
    const put = (key: string, Tagging: string) => sdk.send(new PutObjectCommand({ ...at(key), Body: 'x', Tagging }));
    await put('user-uploads/both', 'a=1&b=2&c=3');
    await put('user-uploads/one', 'a=1');
    await put('user-assets/both', 'a=1&b=2');
    await put('user-assets/old/none', '');
    clock.advance(3 * DAY);
    const left = async (prefix: string) => (await bucket.objectsFor('writer').list(prefix)).keys;
    expect(await left('user-uploads/')).toEqual(['user-uploads/one']);
    expect(await left('user-assets/')).toEqual(['user-assets/both']);
    sdk.destroy();
    await bucket.close();
  });
});
