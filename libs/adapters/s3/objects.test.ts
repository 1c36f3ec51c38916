import { GetObjectCommand, GetObjectTaggingCommand, PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, createFrozenClock, postForm, startBucket } from '#infra/local/s3/local-s3-fixtures';
import { type ObjectsUnderTest, objectsContract } from '#testing/objects-contract';
import { createS3Objects } from './objects.ts';

const PNG = 'image/png';

describe('the adapter', () => {
  let bucket: Awaited<ReturnType<typeof startBucket>>;
  let sdk: S3Client;
  beforeAll(async () => {
    bucket = await startBucket();
    sdk = new S3Client(bucket.whereFor('admin'));
  });
  afterAll(async () => {
    sdk.destroy();
    await bucket.close();
  });

  const tagsOf = async (key: string) =>
    (await sdk.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key: key }))).TagSet;

  objectsContract('on the local S3', (): ObjectsUnderTest => {
    const { clock, objectsFor } = bucket;
    return {
      objects: objectsFor('writer'),
      now: clock.now,
      advance: clock.advance,
      upload: async (form, bytes) => (await postForm(form, bytes)).status,
      async download(url) {
        const response = await fetch(url);
        return {
          status: response.status,
          bytes: await response.bytes(),
          contentType: response.headers.get('content-type') ?? '',
          disposition: response.headers.get('content-disposition') ?? undefined,
        };
      },
      isUnreferenced: async (key) => (await tagsOf(key))?.some(({ Key }) => Key === 'unreferenced') === true,
    };
  });

  it('keeps the other tags of an object', async () => {
    const objects = bucket.objectsFor('writer');
    const Key = 'user-uploads/tagged/a.png';
    await objects.put({ key: Key, bytes: new Uint8Array(1), contentType: PNG });
    const kept = { Key: 'kind', Value: 'a <b> & "c"' };
    const TagSet = [{ Key: 'unreferenced', Value: 'true' }, kept];
    await sdk.send(new PutObjectTaggingCommand({ Bucket: BUCKET, Key, Tagging: { TagSet } }));
    expect(await objects.keep(Key)).toBe(true);
    expect(await tagsOf(Key)).toEqual([kept]);
  });

  it('repeats a request that is throttled, lost or delivered twice', async () => {
    const objects = bucket.objectsFor('writer');
    const object = { key: 'user-uploads/faults/a.png', bytes: new Uint8Array(9), contentType: PNG };
    for (const kind of ['throttle', 'lost-response', 'duplicate', 'down'] as const) {
      bucket.strike(kind, kind === 'duplicate' ? 1 : 2);
      await objects.put({ ...object, key: `user-uploads/faults/${kind}` });
      bucket.strike(kind, kind === 'duplicate' ? 1 : 2);
      expect(await objects.read(`user-uploads/faults/${kind}`)).toMatchObject({ sizeBytes: 9 });
    }
  });

  it.each(['throttle', 'down', 'lost-response'] as const)(
    'fails with dependency_unavailable when S3 does not recover from %s',
    async (kind) => {
      bucket.strike(kind, 3);
      await expect(bucket.objectsFor('writer').list('user-uploads/')).rejects.toMatchObject({
        code: 'dependency_unavailable',
      });
      expect((await bucket.objectsFor('writer').list('user-uploads/none')).keys).toEqual([]);
    },
  );

  it('stops waiting for a read when its signal aborts', async () => {
    const struck = bucket.nextStrike();
    bucket.strike('timeout');
    const gone = new AbortController();
    const reading = bucket.objectsFor('writer').read('user-uploads/a', undefined, gone.signal);
    reading.catch(() => undefined);
    await struck;
    gone.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('fails for a key that the role does not cover, and is no missing object then', async () => {
    const objects = bucket.objectsFor('writer');
    for (const call of [
      () => objects.read('secret/a'),
      () => objects.keep('secret/a'),
      () => objects.put({ key: 'secret/a', bytes: new Uint8Array(1), contentType: PNG }),
      () => objects.remove(['user-uploads/a', 'secret/a']),
      () => objects.list('secret/'),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'S3Failure', code: 'AccessDenied' });
    }
  });
});

describe('on AWS', () => {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' };
  const where = { region: 'eu-central-1', endpoint: undefined, credentials };
  const clock = createFrozenClock();
  const objects = createS3Objects({ bucketName: 'files-1', clock, where });
  const sdk = new S3Client({
    region: where.region,
    credentials,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const file = { key: 'user-uploads/a b.png', contentType: PNG, sizeBytes: 7 };
  afterAll(() => sdk.destroy());

  it('makes the same form as the SDK', async () => {
    const { url, fields } = await objects.uploadForm(file);
    const { tagging = '', Policy = '', 'X-Amz-Signature': signature, ...others } = fields;
    const config = { ...sdk.config, systemClockOffset: clock.now() - Date.now() };
    const expected = await createPresignedPost({ config } as S3Client, {
      Bucket: 'files-1',
      Key: file.key,
      Fields: { 'Content-Type': PNG, tagging },
      Conditions: [['content-length-range', 7, 7]],
      Expires: 300,
    });

    expect(url).toBe(expected.url);
    expect({ tagging, ...others }).toEqual({ ...expected.fields, Policy: undefined, 'X-Amz-Signature': undefined });
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    const [own, theirs] = [Policy, expected.fields['Policy'] ?? ''].map((policy) =>
      JSON.parse(Buffer.from(policy, 'base64').toString()),
    );
    expect(Date.parse(own.expiration)).toBe(Date.parse(theirs.expiration));
    expect(own.conditions).toHaveLength(theirs.conditions.length);
    expect(own.conditions).toEqual(expect.arrayContaining(theirs.conditions));
  });

  it('makes the same URL as the SDK, but for the name of the operation', async () => {
    const { url } = await objects.downloadUrl(file.key, 'Größe "1".png');
    const disposition = new URL(url).searchParams.get('response-content-disposition') ?? '';
    const command = new GetObjectCommand({
      Bucket: 'files-1',
      Key: file.key,
      ResponseContentDisposition: disposition,
    });
    const expected = new URL(await getSignedUrl(sdk, command, { expiresIn: 900, signingDate: new Date(clock.now()) }));
    const partsOf = ({ origin, pathname, searchParams }: URL) => ({
      address: origin + pathname,
      query: Object.fromEntries([...searchParams].filter(([name]) => !['x-id', 'X-Amz-Signature'].includes(name))),
    });

    expect(partsOf(new URL(url))).toEqual(partsOf(expected));
    expect(disposition).toBe(`attachment; filename="Gr__e _1_.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.png`);
  });
});
