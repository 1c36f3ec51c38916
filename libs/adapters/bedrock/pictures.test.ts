import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelFailure } from '#ports/model';
import type { PictureRequest } from '#ports/pictures';
import { createBedrockClient } from './client.ts';
import { type BedrockPicturesDeps, createBedrockPictures } from './pictures.ts';

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');
const png = PNG.toString('base64');
const REQUEST: PictureRequest = {
  description: 'A happy fox',
  without: 'text, letters',
  width: 1_280,
  height: 720,
  isTransparent: false,
  seed: 7,
};
const FEATURES = { startsFromPictures: true, drawsTransparency: false };
const SD35 = { modelId: 'stability.sd3-5-large-v1:0', traits: { family: 'stability', ...FEATURES } } as const;
const CANVAS = { modelId: 'amazon.nova-canvas-v1:0', traits: { family: 'amazon', ...FEATURES } } as const;
const TITAN = { modelId: 'amazon.titan-image-generator-v2:0', traits: { family: 'amazon', ...FEATURES } } as const;
type Model = Pick<BedrockPicturesDeps, 'modelId' | 'traits'>;

let server: Server | undefined;
afterEach(() => void server?.close());

interface Response {
  readonly status?: number;
  readonly error?: string;
  readonly body: object | string;
}

/** A model that gives one answer to each call. `pending` gives none. */
async function serve(model: Model, response: Response | 'pending') {
  const requests: { url: string | undefined; body: Record<string, unknown> }[] = [];
  server = createServer(async (request, answer) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    requests.push({ url: request.url, body });
    if (response === 'pending') return;
    const { status = 200, error, body: text } = response;
    answer.writeHead(status, error ? { 'x-amzn-errortype': error } : {});
    answer.end(typeof text === 'string' ? text : JSON.stringify(text));
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createBedrockClient({ endpoint, region: 'us-west-2', credentials });
  return { pictures: createBedrockPictures({ client, ...model }), requests };
}

const never = new AbortController().signal;

async function bodyOf(model: Model, request: Partial<PictureRequest> = {}) {
  const { pictures, requests } = await serve(model, { body: { images: [png], finish_reasons: [null], seeds: [7] } });
  expect(await pictures.draw({ ...REQUEST, ...request }, never)).toEqual(PNG);
  expect(requests[0]?.url).toBe(`/model/${encodeURIComponent(model.modelId)}/invoke`);
  return requests[0]?.body;
}

async function failureFor(model: Model, response: Response) {
  const { pictures } = await serve(model, response);
  return pictures.draw(REQUEST, never).catch((error: unknown) => error);
}

describe('a request to Stability', () => {
  it('asks for a PNG in the nearest of its formats', async () => {
    expect(await bodyOf(SD35)).toEqual({
      prompt: 'A happy fox',
      negative_prompt: 'text, letters',
      mode: 'text-to-image',
      aspect_ratio: '16:9',
      seed: 7,
      output_format: 'png',
    });
  });

  it.each([
    [112, 112, '1:1'],
    [1_080, 1_920, '9:16'],
    [2_560, 1_440, '16:9'],
    [1_200, 480, '21:9'],
    [320, 160, '16:9'],
  ])('takes %d × %d to be %s', async (width, height, ratio) => {
    expect(await bodyOf(SD35, { width, height })).toMatchObject({ aspect_ratio: ratio });
  });

  it('starts from a picture, whose format the model keeps', async () => {
    const body = await bodyOf(SD35, { basedOn: PNG });

    expect(body).toMatchObject({ mode: 'image-to-image', image: png, strength: expect.any(Number) });
    expect(body).not.toHaveProperty('aspect_ratio');
  });

  it('ignores a picture when the model cannot start from one', async () => {
    const core = { ...SD35, traits: { ...SD35.traits, startsFromPictures: false } };

    expect(await bodyOf(core, { basedOn: PNG })).toMatchObject({ mode: 'text-to-image' });
  });

  it('never has seed 0, which means a random one', async () => {
    expect(await bodyOf(SD35, { seed: 0 })).toMatchObject({ seed: 1 });
    expect(await bodyOf(SD35, { seed: 4_294_967_295 })).toMatchObject({ seed: 4_294_967_295 });
  });

  it('cuts a prompt that is too long at a word, and leaves out an empty negative prompt', async () => {
    const body = await bodyOf(SD35, { description: 'fox '.repeat(5_000), without: '' });

    expect(body?.['prompt']).toMatch(/^(fox ){2499}fox$/);
    expect(body).not.toHaveProperty('negative_prompt');
  });

  it('asks for transparency only where the model draws it', async () => {
    expect(await bodyOf(SD35, { isTransparent: true })).toMatchObject({
      prompt: expect.stringContaining('plain white'),
    });
    const simulated = { ...SD35, traits: { ...SD35.traits, drawsTransparency: true } };
    expect(await bodyOf(simulated, { isTransparent: true })).toMatchObject({
      prompt: expect.stringMatching(/^A happy fox .*transparent background\.$/),
    });
  });
});

describe('a request to Amazon', () => {
  it('asks for one picture of about a megapixel in the wanted format', async () => {
    expect(await bodyOf(CANVAS)).toEqual({
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: 'A happy fox', negativeText: 'text, letters' },
      imageGenerationConfig: { width: 1_360, height: 768, numberOfImages: 1, quality: 'standard', seed: 7 },
    });
  });

  it.each([
    [112, 112, 1_024, 1_024],
    [1_080, 1_920, 768, 1_360],
    [1_200, 480, 1_616, 640],
    [10_000, 100, 2_048, 512],
  ])('draws %d × %d as %d × %d, in steps of 16', async (width, height, ownWidth, ownHeight) => {
    expect(await bodyOf(CANVAS, { width, height })).toMatchObject({
      imageGenerationConfig: { width: ownWidth, height: ownHeight },
    });
  });

  it('takes one of the fixed formats and 512 characters for Titan', async () => {
    const body = await bodyOf(TITAN, { description: 'fox '.repeat(200) });

    expect(body).toMatchObject({ imageGenerationConfig: { width: 1_408, height: 768 } });
    expect(body).toMatchObject({ textToImageParams: { text: expect.stringMatching(/^(fox ){127}fox$/) } });
  });

  it('makes a variation of a picture', async () => {
    expect(await bodyOf(CANVAS, { basedOn: PNG })).toMatchObject({
      taskType: 'IMAGE_VARIATION',
      imageVariationParams: { text: 'A happy fox', images: [png], similarityStrength: expect.any(Number) },
    });
  });

  it('keeps the seed in its range', async () => {
    expect(await bodyOf(CANVAS, { seed: 4_294_967_295 })).toMatchObject({
      imageGenerationConfig: { seed: 4_294_967_295 % 858_993_460 },
    });
  });
});

const BLOCKED =
  'This request has been blocked by our content filters. Please adjust your text prompt to submit a new request.';

it.each<[string, Model, Response, string]>([
  ['a filtered prompt', SD35, { body: { finish_reasons: ['Filter reason: prompt'] } }, 'refused'],
  ['a filtered picture', SD35, { body: { images: [''], finish_reasons: ['Filter reason: output image'] } }, 'refused'],
  ['an inference error', SD35, { body: { finish_reasons: ['Inference error'] } }, 'busy'],
  ['an answer without a picture', SD35, { body: {} }, 'busy'],
  ['a JPEG', SD35, { body: { images: ['/9j/4AAQ'], finish_reasons: [null] } }, 'busy'],
  ['an answer that is no JSON', SD35, { body: 'oops' }, 'busy'],
  ['an answer of another shape', SD35, { body: { images: 'one' } }, 'busy'],
  [
    'a description that Amazon declines',
    CANVAS,
    { status: 400, error: 'ValidationException', body: { message: BLOCKED } },
    'refused',
  ],
  [
    'pictures that Amazon declines',
    CANVAS,
    { body: { images: [], error: 'All of the generated images have been blocked by our content filters.' } },
    'refused',
  ],
  [
    'a request that is wrong',
    CANVAS,
    { status: 400, error: 'ValidationException', body: { message: 'width' } },
    'invalid',
  ],
  ['throttling', SD35, { status: 429, error: 'ThrottlingException', body: { message: 'slow down' } }, 'busy'],
  ['an unavailable service', SD35, { status: 503, error: 'ServiceUnavailableException', body: {} }, 'busy'],
])('calls %s %s', async (_, model, response, kind) => {
  const failure = await failureFor(model, response);

  expect(failure).toBeInstanceOf(ModelFailure);
  expect(failure).toMatchObject({ kind });
  expect((failure as Error).message).not.toContain('fox');
});

it.each([
  [
    'AccessDeniedException',
    403,
    "You don't have access to the model with the specified model ID.",
    /no access to stability/,
  ],
  [
    'ResourceNotFoundException',
    404,
    'This model version has reached the end of its life.',
    /Set COACH_IMAGE_MODEL_ID to an active/,
  ],
  [
    'ValidationException',
    400,
    'The provided model identifier is invalid.',
    /Bedrock knows no model stability.*COACH_IMAGE_MODEL_ID/,
  ],
])('says what an operator does about %s (%d)', async (error, status, message, words) => {
  expect(await failureFor(SD35, { status, error, body: { message } })).toMatchObject({
    kind: 'unusable',
    message: expect.stringMatching(words),
  });
});

it('throws the reason of an abort', async () => {
  const { pictures, requests } = await serve(SD35, 'pending');
  const controller = new AbortController();
  const drawing = pictures.draw(REQUEST, controller.signal);
  await expect.poll(() => requests.length).toBe(1);
  controller.abort(new Error('the deadline'));

  await expect(drawing).rejects.toThrow('the deadline');
  await expect(pictures.draw(REQUEST, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
});
