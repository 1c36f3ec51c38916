import { expect, it, vi } from 'vitest';
import { createScriptedServer, json } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { type ChosenFile, createAttachments, type ImageFault, ImageRefused } from './attachments.ts';

/** A file that a test has refused, or not. */
interface GivenFile extends ChosenFile {
  readonly fault?: ImageFault;
}

const file = (name: string, fault?: ImageFault): GivenFile => ({ name, ...(fault && { fault }) });

/** Uploads that wait until the test lets them end. */
async function setUp(most = 3) {
  let keys = 0;
  const server = await createScriptedServer((response, request) => {
    keys += 1;
    return json(200, { uploads: [{ key: `k${keys}`, url: 'http://bucket', fields: {}, expiresAt: '' }] })(
      response,
      request,
    );
  });
  const posts: {
    name: string;
    end: (status: number) => void;
    progress: (part: number) => void;
    signal: AbortSignal;
  }[] = [];
  let ids = 0;
  const { client } = clientOf(server, {
    uuid: () => {
      ids += 1;
      return `id${ids}`;
    },
  });
  const store = createAttachments<GivenFile, string, string>({
    client,
    most,
    ports: {
      prepare: ({ name, fault }) =>
        fault
          ? Promise.reject(new ImageRefused(fault))
          : Promise.resolve({ fileName: name, contentType: 'image/png', sizeBytes: 1, body: name, preview: name }),
      post: ({ file: name }, { onProgress, signal }) => {
        const { promise, resolve, reject } = Promise.withResolvers<number>();
        signal.addEventListener('abort', () => reject(signal.reason));
        posts.push({ name, end: resolve, progress: onProgress, signal });
        return promise;
      },
    },
  });
  const shown = () =>
    store.snapshot().attachments.map(({ name, stage, key }) => `${name} ${stage} ${key ?? ''}`.trim());
  const posted = (count: number) => vi.waitFor(() => expect(posts).toHaveLength(count));
  return { store, posts, shown, posted, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

it('uploads files at once, and shows how far each is', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;

  store.add([file('a'), file('b')]);
  expect(shown()).toEqual(['a preparing', 'b preparing']);
  await posted(2);
  expect(shown()).toEqual(['a uploading', 'b uploading']);
  posts.find(({ name }) => name === 'b')?.progress(0.4);
  expect(store.snapshot().attachments.map(({ progress }) => progress)).toEqual([0, 0.4]);
  expect(store.snapshot().attachments[1]?.preview).toBe('b');
  for (const { end } of posts) end(204);

  await vi.waitFor(() => expect(shown().join()).toMatch(/^a uploaded k\d,b uploaded k\d$/));
});

it('refuses files one by one and keeps the rest', async () => {
  await using page = await setUp(2);
  const { store, shown, posted } = page;

  store.add([file('a', 'heic'), file('b'), file('c'), file('d')]);
  await posted(1);

  expect(shown()).toEqual(['b uploading']);
  expect(store.snapshot().refused.map(({ name, fault }) => `${name} ${fault}`)).toEqual([
    'c too_many',
    'd too_many',
    'a heic',
  ]);
  store.add([file('e')]);
  expect(store.snapshot().refused).toEqual([]);
  expect(shown()).toEqual(['b uploading', 'e preparing']);
});

it('ends an upload that is removed, and hears nothing of it any more', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;
  store.add([file('a'), file('b')]);
  await posted(2);

  store.remove(store.snapshot().attachments[0]?.id ?? '');

  expect(posts.find(({ name }) => name === 'a')?.signal.aborted).toBe(true);
  expect(posts.find(({ name }) => name === 'b')?.signal.aborted).toBe(false);
  posts.find(({ name }) => name === 'a')?.progress(0.9);
  expect(shown()).toEqual(['b uploading']);
});

it('fails after three attempts, and uploads again when it is told to', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;
  store.add([file('a')]);
  for (const count of [1, 2, 3]) {
    await posted(count);
    posts.at(-1)?.end(503);
  }
  await vi.waitFor(() => expect(shown()).toEqual(['a failed']));

  store.retry(store.snapshot().attachments[0]?.id ?? '');
  expect(shown()).toEqual(['a preparing']);
  await posted(4);
  posts.at(-1)?.end(204);

  await vi.waitFor(() => expect(shown()).toEqual(['a uploaded k4']));
});

it('brings back the images of a draft in front, each once', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;
  store.add([file('a')]);
  await posted(1);
  posts[0]?.end(204);
  await vi.waitFor(() => expect(shown()).toEqual(['a uploaded k1']));

  store.restore(['old', 'k1']);
  store.restore(['old']);

  expect(shown()).toEqual(['uploaded old', 'a uploaded k1']);
});

it('marks images that the server does not take, of which only one with its file can be tried again', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;
  store.add([file('a')]);
  await posted(1);
  posts[0]?.end(204);
  await vi.waitFor(() => expect(shown()).toEqual(['a uploaded k1']));
  store.restore(['old', 'fine']);

  store.reject(['old', 'k1']);

  const { attachments } = store.snapshot();
  expect(attachments.map(({ stage, canRetry }) => `${stage} ${canRetry}`)).toEqual([
    'failed false',
    'uploaded false',
    'failed true',
  ]);
});

it('is empty once the message is sent, and ends what still runs', async () => {
  await using page = await setUp();
  const { store, posts, shown, posted } = page;
  store.add([file('a'), file('b', 'svg')]);
  await posted(1);

  store.clear();

  expect(posts[0]?.signal.aborted).toBe(true);
  expect(shown()).toEqual([]);
  expect(store.snapshot().refused).toEqual([]);
});
