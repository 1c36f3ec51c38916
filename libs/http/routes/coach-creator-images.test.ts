import { expect, it } from 'vitest';
import type { SessionMessage } from '#contract/creator-session-responses';
// Loaded by the first turn with an image, which virtual time does not wait for.
import '#services/turn/turn-images';
import { createProductWorld, UPLOAD } from '#testing/fuzz/product-world';
import { imageFile } from '#testing/image-files';
import { createRouter } from '../router.ts';
import { coachCreatorSessionRoutes } from './coach-creator-session-routes.ts';
import { coachCreatorTurnRoutes } from './coach-creator-turn-routes.ts';

const INTERVIEWS = '/users/ann/coach-creator-sessions';
const TURN = { turnId: '6f1c1b1e-0000-4000-8000-000000000001', messageTimestamp: '2026-11-21T10:00:00Z' };

async function createInterview() {
  const { deps, clock } = await createProductWorld();
  const sent: unknown[] = [];
  const model: typeof deps.model = {
    ...deps.model,
    stream: (request, signal) => {
      sent.push(request.messages.at(-1)?.content);
      return deps.model.stream(request, signal);
    },
  };
  const all = { ...deps, model };
  const handle = createRouter([...coachCreatorSessionRoutes(all), ...coachCreatorTurnRoutes(all)], all);
  const ask = async (method: string, path: string, json: object | undefined = undefined) => {
    const answering = handle({
      frontDoor: 'rest',
      method,
      path,
      query: {},
      headers: { authorization: 'Bearer ann', 'content-type': 'application/json' },
      body: new TextEncoder().encode(json && JSON.stringify(json)),
      deadline: new AbortController().signal,
    });
    await clock.advance(5_000);
    const { status, body } = await answering;
    return { status, body: JSON.parse(typeof body === 'string' ? body : (await Array.fromAsync(body)).join('')) };
  };
  const { body } = await ask('POST', INTERVIEWS, {});
  const path = `${INTERVIEWS}/${body.sessionId}`;
  return { ask, path, sent };
}

it('sends an answer of an interview that has only images to the model, and shows it in the session', async () => {
  const { ask, path, sent } = await createInterview();
  const answer = await ask('PUT', path, { ...TURN, userResponse: '', imageS3Keys: [UPLOAD] });
  expect(answer).toMatchObject({ status: 200, body: { type: 'complete', aiResponse: 'Fine.' } });
  expect(sent).toEqual([
    [{ type: 'image_data', mediaType: 'image/png', bytes: Uint8Array.from(imageFile('image/png')) }],
  ]);
  const { messages } = (await ask('GET', path)).body as { readonly messages: readonly SessionMessage[] };
  expect(messages.map(({ contentBlocks }) => contentBlocks)).toContainEqual([{ type: 'image', key: UPLOAD }]);
});

it('names the field of each image that it refuses', async () => {
  const { ask, path, sent } = await createInterview();
  const imageS3Keys = [UPLOAD, UPLOAD.replace('ann', 'bob'), UPLOAD.replace('.png', '.heic')];
  expect(await ask('PUT', path, { ...TURN, userResponse: 'hi', imageS3Keys })).toMatchObject({
    status: 422,
    body: {
      error: {
        code: 'validation_failed',
        details: { fields: [{ path: 'imageS3Keys.1' }, { path: 'imageS3Keys.2' }] },
      },
    },
  });
  const missing = [UPLOAD, UPLOAD.replace('1.png', '2.png')];
  expect(await ask('PUT', path, { ...TURN, userResponse: 'hi', imageS3Keys: missing })).toMatchObject({
    status: 422,
    body: { error: { details: { fields: [{ path: 'imageS3Keys.1' }] } } },
  });
  expect(sent).toEqual([]);
});
