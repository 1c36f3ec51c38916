import { describe, expect, it } from 'vitest';
import { type Answer, createScriptedServer, hangUp, json, refuse } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { createDownloads, type PostForm, type UploadForm, uploadImage } from './uploads.ts';

const IMAGE = { fileName: 'knee.png', contentType: 'image/png', sizeBytes: 3, body: 'abc' } as const;

const form = (key: string): Answer =>
  json(200, { uploads: [{ key, url: 'http://bucket', fields: { key, policy: 'p' }, expiresAt: '' }] });

/** A bucket that answers with these statuses, one after another; `undefined` is no answer. */
function bucketWith(...statuses: readonly (number | undefined)[]) {
  const left = [...statuses];
  const forms: UploadForm<string>[] = [];
  const post: PostForm<string> = (posted, { onProgress }) => {
    forms.push(posted);
    onProgress(0.5);
    const status = left.shift();
    return status === undefined ? Promise.reject(new TypeError('no answer')) : Promise.resolve(status);
  };
  return { forms, post };
}

async function upload(bucket: ReturnType<typeof bucketWith>, ...answers: readonly Answer[]) {
  await using server = await createScriptedServer(...answers);
  const progress: number[] = [];
  const options = { onProgress: (part: number) => void progress.push(part), signal: new AbortController().signal };
  const end = await uploadImage(clientOf(server).client, IMAGE, bucket.post, options).catch((error: unknown) => error);
  return { end, progress, requests: server.requests };
}

describe('an upload', () => {
  it('asks for a form and posts it with all of its fields', async () => {
    const bucket = bucketWith(204);

    const { end, progress, requests } = await upload(bucket, form('k1'));

    expect(end).toBe('k1');
    expect(progress).toEqual([0.5]);
    expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/api/users/me/generate-upload-urls',
        { files: [{ fileName: 'knee.png', contentType: 'image/png', sizeBytes: 3 }] },
      ],
    ]);
    expect(bucket.forms).toEqual([
      { url: 'http://bucket', fields: { key: 'k1', policy: 'p' }, file: 'abc', fileName: 'knee.png' },
    ]);
  });

  it('takes a new form after an expired one, a broken connection and an error of the bucket', async () => {
    for (const status of [403, undefined, 503]) {
      const bucket = bucketWith(status, 201);
      const { end, progress } = await upload(bucket, form('k1'), form('k2'));
      expect(end, String(status)).toBe('k2');
      expect(bucket.forms.map(({ fields }) => fields['key'])).toEqual(['k1', 'k2']);
      // The bar begins again.
      expect(progress).toEqual([0.5, 0, 0.5]);
    }
  });

  it('gives up after three attempts', async () => {
    const bucket = bucketWith(503, 503, 503, 204);

    const { end } = await upload(bucket, form('k'));

    expect(end).toBeInstanceOf(Unreachable);
    expect(bucket.forms).toHaveLength(3);
  });

  it('asks again when the API does not answer, and not when it refuses', async () => {
    expect((await upload(bucketWith(204), hangUp, form('k'))).end).toBe('k');
    const refused = await upload(bucketWith(204), refuse('rate_limited'), form('k'));
    expect(refused.end).toBeInstanceOf(Refusal);
    expect(refused.requests).toHaveLength(1);
  });

  it('ends with the reason of an abort, and is not tried again', async () => {
    await using server = await createScriptedServer(form('k'));
    const leave = new AbortController();
    let posts = 0;
    const post: PostForm<string> = (_, { signal }) => {
      posts += 1;
      leave.abort(new Error('removed'));
      return Promise.reject(signal.reason);
    };

    const end = uploadImage(clientOf(server).client, IMAGE, post, {
      onProgress: () => undefined,
      signal: leave.signal,
    });

    await expect(end).rejects.toThrow('removed');
    expect(posts).toBe(1);
  });

  it('shortens a name that the API would not take', async () => {
    await using server = await createScriptedServer(form('k'));
    const options = { onProgress: () => undefined, signal: new AbortController().signal };
    const image = { ...IMAGE, fileName: 'x'.repeat(400) };
    await uploadImage(clientOf(server).client, image, bucketWith(204).post, options);

    expect(server.requests[0]?.body).toMatchObject({ files: [{ fileName: 'x'.repeat(255) }] });
  });
});

describe('addresses of uploads', () => {
  const downloadsOf: Answer = (response, request) => {
    const keys = request.body?.['keys'] as readonly string[];
    return json(200, { downloads: keys.map((key) => ({ key, url: `http://bucket/${key}`, expiresAt: '' })) })(
      response,
      request,
    );
  };

  it('are asked for in one request, each key once', async () => {
    await using server = await createScriptedServer(downloadsOf);
    const download = createDownloads(clientOf(server).client);

    expect(await Promise.all(['a', 'b', 'a'].map(download))).toEqual(
      ['a', 'b', 'a'].map((key) => `http://bucket/${key}`),
    );
    expect(server.requests.map(({ body }) => body)).toEqual([{ keys: ['a', 'b'] }]);
  });

  it('are asked for in parts of twenty', async () => {
    await using server = await createScriptedServer(downloadsOf);
    const download = createDownloads(clientOf(server).client);

    const urls = await Promise.all(Array.from({ length: 25 }, (_, index) => download(`k${index}`)));

    expect(urls.at(-1)).toBe('http://bucket/k24');
    expect(server.requests.map(({ body }) => Object(body?.['keys']).length).sort()).toEqual([20, 5]);
  });

  it('are missing one by one, and all when the request fails', async () => {
    await using server = await createScriptedServer(
      json(200, { downloads: [{ key: 'a', url: 'http://bucket/a', expiresAt: '' }] }),
      refuse('validation_failed'),
    );
    const download = createDownloads(clientOf(server).client);
    const results = async () => (await Promise.allSettled(['a', 'b'].map(download))).map(({ status }) => status);

    expect(await results()).toEqual(['fulfilled', 'rejected']);
    expect(await results()).toEqual(['rejected', 'rejected']);
  });
});
