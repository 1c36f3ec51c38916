import { expect, it } from 'vitest';
import { DownloadUrls, UploadUrls } from '#contract/uploads';
import { createProductWorld } from '#testing/fuzz/product-world';
import { imageFile } from '#testing/image-files';
import { createRouter } from '../router.ts';
import { uploadRoutes } from './upload-routes.ts';

const UP = '/users/ann/generate-upload-urls';
const DOWN = '/users/ann/generate-download-urls';
const png = imageFile('image/png');
const FILE = { fileName: 'me.png', contentType: 'image/png', sizeBytes: png.length };

async function createApi() {
  const { deps } = await createProductWorld();
  const handle = createRouter(uploadRoutes(deps), deps);
  const ask = async (path: string, json: object, person = 'ann') => {
    const { status, body } = await handle({
      frontDoor: 'rest',
      method: 'POST',
      path,
      query: {},
      headers: { authorization: `Bearer ${person}`, 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(json)),
      deadline: new AbortController().signal,
    });
    return { status, body: JSON.parse(String(body)) };
  };
  return { ask, objects: deps.objects };
}

it('answers forms with which a browser uploads, and addresses at which it sees the file', async () => {
  const { ask, objects } = await createApi();
  const forms = await ask(UP, { files: [FILE, { ...FILE, contentType: 'image/webp' }] });
  expect(forms.status).toBe(200);
  const { uploads } = UploadUrls.parse(forms.body);
  expect(uploads.map(({ key }) => key)).toEqual([
    expect.stringMatching(/^user-uploads\/ann\/[0-9A-Z]{26}\.png$/),
    expect.stringMatching(/^user-uploads\/ann\/[0-9A-Z]{26}\.webp$/),
  ]);
  const [form] = uploads;
  if (!form) throw new Error('no form');
  expect(objects.upload(form, png)).toBe(204);
  const addresses = await ask(DOWN, { keys: [form.key] });
  const { downloads } = DownloadUrls.parse(addresses.body);
  expect(objects.download(downloads[0]?.url ?? '').status).toBe(200);
});

it('names the types that it accepts when it refuses another one', async () => {
  const { ask } = await createApi();
  expect(await ask(UP, { files: [{ ...FILE, contentType: 'image/heic' }] })).toMatchObject({
    status: 422,
    body: {
      error: {
        details: {
          fields: [{ path: 'files.0.contentType', message: 'one of image/jpeg, image/png, image/webp, image/gif' }],
        },
      },
    },
  });
});

it('answers no address of a file that is not an own upload', async () => {
  const { ask } = await createApi();
  const ulid = '01JD0000000000000000000000';
  for (const key of [
    `user-uploads/bob/${ulid}.png`,
    `user-uploads/ann/../bob/${ulid}.png`,
    `pictures/ann/${ulid}.png`,
  ]) {
    expect(await ask(DOWN, { keys: [key] })).toMatchObject({
      status: 422,
      body: { error: { code: 'validation_failed', details: { fields: [{ path: 'keys.0' }] } } },
    });
  }
});

it('answers nothing under the path of another person', async () => {
  const { ask } = await createApi();
  expect((await ask(UP, { files: [FILE] }, 'bob')).status).toBe(404);
  expect((await ask(DOWN, { keys: ['x'] }, 'bob')).status).toBe(404);
});
