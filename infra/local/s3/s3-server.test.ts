import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, startBucket } from './local-s3-fixtures.ts';

const at = (Key: string) => ({ Bucket: BUCKET, Key });

describe('the SDK', () => {
  let bucket: Awaited<ReturnType<typeof startBucket>>;
  let sdk: S3Client;
  beforeAll(async () => {
    bucket = await startBucket();
    sdk = new S3Client(bucket.whereFor('writer'));
  });
  afterAll(async () => {
    sdk.destroy();
    await bucket.close();
  });

  const put = (key: string, Body: string | Readable, more: object = {}) =>
    sdk.send(new PutObjectCommand({ ...at(key), Body, ...more }));
  const text = async (key: string, more: object = {}) =>
    (await sdk.send(new GetObjectCommand({ ...at(key), ...more }))).Body?.transformToString();

  it('stores an object with its type, tags and checksum, and describes it', async () => {
    const { ETag } = await put('user-uploads/a', 'content', { ContentType: 'image/png', Tagging: 'a=1&b=x%20y' });
    const head = await sdk.send(new HeadObjectCommand({ ...at('user-uploads/a'), ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ContentLength: 7,
      ContentType: 'image/png',
      ETag,
      ChecksumCRC32: expect.stringMatching(/=$/),
      LastModified: new Date('2026-11-21T10:15:00Z'),
    });
    expect((await sdk.send(new GetObjectTaggingCommand(at('user-uploads/a')))).TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'x y' },
    ]);
    expect(await text('user-uploads/a')).toBe('content');
  });

  it('sends a stream in chunks with a trailing checksum', async () => {
    const parts = ['first ', 'x'.repeat(200_000), ' last'];
    await put('user-uploads/stream', Readable.from(parts), { ContentLength: parts.join('').length });
    expect(await text('user-uploads/stream')).toBe(parts.join(''));
  });

  it.each([
    ['bytes=0-2', 'con'],
    ['bytes=3-100', 'tent'],
    ['bytes=-3', 'ent'],
    ['bytes=-100', 'content'],
    ['bytes=5-', 'nt'],
  ])('reads the range %s', async (Range, part) => {
    await put('user-uploads/range', 'content');
    expect(await text('user-uploads/range', { Range })).toBe(part);
  });

  it.each(['bytes=7-', 'bytes=-0'])('answers 416 to the range %s, which the object lacks', async (Range) => {
    await put('user-uploads/range', 'content');
    await expect(text('user-uploads/range', { Range })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('lists in pages of the wanted size', async () => {
    for (const name of ['a', 'b', 'c']) await put(`user-assets/list/${name}`, name);
    const page = (ContinuationToken?: string) =>
      sdk.send(
        new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'user-assets/list/', MaxKeys: 2, ContinuationToken }),
      );
    const first = await page();
    expect(first).toMatchObject({ KeyCount: 2, IsTruncated: true, Contents: [{ Size: 1 }, { Size: 1 }] });
    const second = await page(first.NextContinuationToken);
    expect(second).toMatchObject({ KeyCount: 1, IsTruncated: false, Contents: [{ Key: 'user-assets/list/c' }] });
    await expect(page('nonsense')).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('is told which keys could not be deleted', async () => {
    await put('user-assets/gone', 'x');
    const Objects = ['user-assets/gone', 'user-assets/none', 'secret/a'].map((Key) => ({ Key }));
    const answer = await sdk.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }));
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(['user-assets/gone', 'user-assets/none']);
    expect(answer.Errors).toMatchObject([{ Key: 'secret/a', Code: 'AccessDenied' }]);
  });

  it('receives BadDigest for bytes that do not have their checksum', async () => {
    await expect(put('user-uploads/wrong', 'content', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({
      name: 'BadDigest',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      put('user-uploads/wrong', 'content', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }),
    ).rejects.toMatchObject({
      name: 'BadDigest',
    });
    expect((await sdk.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'user-uploads/wrong' }))).KeyCount).toBe(
      0,
    );
  });

  it.each(['throttle', 'lost-response', 'duplicate', 'down'] as const)('survives the fault %s', async (kind) => {
    bucket.strike(kind);
    await put('user-uploads/fault', kind);
    expect(await text('user-uploads/fault')).toBe(kind);
  });

  it('receives SlowDown with 503 while it is throttled', async () => {
    const once = new S3Client({ ...bucket.whereFor('writer'), maxAttempts: 1 });
    bucket.strike('throttle');
    await expect(once.send(new GetObjectCommand(at('user-uploads/a')))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    });
    once.destroy();
  });
});

describe('permissions', () => {
  const read = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::files/user-uploads/*'] };
  const list = (isOptional: boolean) => ({
    actions: ['s3:ListBucket'],
    resources: ['arn:aws:s3:::files'],
    conditions: [{ key: 's3:prefix', patterns: ['user-uploads/*'], isOptional }],
  });
  const roles = { reader: [read], lister: [read, list(true)], strict: [read, list(false)], nobody: [] };
  let bucket: Awaited<ReturnType<typeof startBucket>>;
  let clients: S3Client[];
  beforeAll(async () => {
    bucket = await startBucket({ roles });
    clients = [];
    await bucket.objectsFor('admin').put({
      key: 'user-uploads/a',
      bytes: Buffer.from('content'),
      contentType: 'text/plain',
    });
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await bucket.close();
  });

  const as = (role: keyof typeof roles) => {
    const client = new S3Client(bucket.whereFor(role));
    clients.push(client);
    return client;
  };
  const DENIED = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

  it('a role allows its own actions only', async () => {
    await as('reader').send(new GetObjectCommand(at('user-uploads/a')));
    for (const call of [
      () => as('nobody').send(new GetObjectCommand(at('user-uploads/a'))),
      () => as('reader').send(new GetObjectCommand(at('user-assets/a'))),
      () => as('reader').send(new PutObjectCommand({ ...at('user-uploads/a'), Body: 'x' })),
      () => as('reader').send(new GetObjectTaggingCommand(at('user-uploads/a'))),
      () => as('reader').send(new DeleteObjectTaggingCommand(at('user-uploads/a'))),
      () => as('reader').send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'user-uploads/' })),
    ]) {
      await expect(call()).rejects.toMatchObject(DENIED);
    }
  });

  it('a missing object is 404 for a role that may list, and 403 for any other', async () => {
    const missing = () => new GetObjectCommand(at('user-uploads/none'));
    await expect(as('lister').send(missing())).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(as('reader').send(missing())).rejects.toMatchObject(DENIED);
    await expect(as('strict').send(missing())).rejects.toMatchObject(DENIED);
  });

  it('a role lists only the prefix that its condition names', async () => {
    for (const role of ['lister', 'strict'] as const) {
      const ask = (Prefix: string) => as(role).send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
      expect((await ask('user-uploads/')).KeyCount).toBe(1);
      await expect(ask('user-assets/')).rejects.toMatchObject(DENIED);
      await expect(ask('user-uploads')).rejects.toMatchObject(DENIED);
    }
  });

  it('only a role that may list sees that the bucket exists', async () => {
    await as('lister').send(new HeadBucketCommand({ Bucket: BUCKET }));
    await expect(as('nobody').send(new HeadBucketCommand({ Bucket: BUCKET }))).rejects.toThrow();
    await expect(as('lister').send(new HeadBucketCommand({ Bucket: 'other' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    ['a wrong secret', { secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
    ['no session token', { sessionToken: undefined }, 'InvalidAccessKeyId'],
    ['another session token', { sessionToken: 'other' }, 'InvalidToken'],
  ])('refuses a request that was signed with %s', async (_, change, name) => {
    const where = bucket.whereFor('lister');
    const { sessionToken, ...keys } = { ...where.credentials, sessionToken: 'local', ...change };
    const credentials = { ...keys, ...(sessionToken !== undefined && { sessionToken }) };
    const client = new S3Client({ ...where, credentials });
    clients.push(client);
    await expect(client.send(new GetObjectCommand(at('user-uploads/a')))).rejects.toMatchObject({ name });
  });
});
