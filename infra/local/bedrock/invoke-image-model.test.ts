import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockPictures } from '#adapters/bedrock/pictures';
import type { PictureRequest } from '#ports/pictures';
import { IMAGE_MODELS } from '../../models/image-models.ts';
import { createFakeBedrock, type FakeBedrock } from './fake-bedrock.ts';
import { invokeModel } from './invoke-model.ts';

const SD35 = 'stability.sd3-5-large-v1:0';
const CORE = 'stability.stable-image-core-v1:1';
const CANVAS = 'amazon.nova-canvas-v1:0';

interface Answer {
  readonly images?: readonly string[];
  readonly seeds?: readonly number[];
  readonly finish_reasons?: readonly (string | null)[];
  readonly error?: string | null;
}
const invoke = async (modelId: string, body: object) => (await invokeModel(modelId, body)) as Answer;
const sizeOf = (base64 = '') => {
  const png = Buffer.from(base64, 'base64');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

describe('a model of Stability', () => {
  it('draws one PNG of about a megapixel in the wanted format', async () => {
    const answer = await invoke(SD35, { prompt: 'a fox', aspect_ratio: '16:9', seed: 7, mode: 'text-to-image' });

    expect(answer).toEqual({ seeds: [7], finish_reasons: [null], images: [expect.any(String)] });
    expect(sizeOf(answer.images?.[0])).toEqual([1_344, 768]);
  });

  it('starts from a picture and keeps its format', async () => {
    const [image] = (await invoke(SD35, { prompt: 'a fox', aspect_ratio: '9:16' })).images ?? [];
    const answer = await invoke(SD35, { prompt: 'a fox with a crown', mode: 'image-to-image', image, strength: 0.6 });

    expect(sizeOf(answer.images?.[0])).toEqual([768, 1_344]);
    expect(answer.images?.[0]).not.toBe(image);
  });

  it('answers a description that it declines with a reason and no picture', async () => {
    expect(await invoke(SD35, { prompt: 'a naked fox' })).toEqual({ finish_reasons: ['Filter reason: prompt'] });
  });

  it.each<[object, string]>([
    [{}, '#: required key [prompt] not found'],
    [{ prompt: 'x', steps: 10 }, `{"detail":"Invalid field in request. Available fields: ['prompt', `],
    [{ prompt: 'x', aspect_ratio: '7:1' }, '#/aspect_ratio'],
    [{ prompt: 'x', seed: -1 }, '#/seed'],
    [{ prompt: 'x'.repeat(10_001) }, '#/prompt'],
    [{ prompt: 'x', mode: 'image-to-image' }, 'requires [image] and [strength]'],
    [{ prompt: 'x', mode: 'image-to-image', image: 'AAAA', strength: 0.5 }, '#/image: is no PNG'],
    [{ prompt: 'x', output_format: 'jpeg' }, 'only png'],
  ])('refuses the body %j', async (body, words) => {
    await expect(invoke(SD35, body)).rejects.toMatchObject({
      exception: 'validationException',
      message: expect.stringContaining(words),
    });
  });

  it('refuses a picture where the model starts from none', async () => {
    await expect(invoke(CORE, { prompt: 'x', image: 'AAAA', strength: 0.5 })).rejects.toThrow(
      'Invalid field in request',
    );
  });
});

describe('a model of Amazon', () => {
  const text = (more: object = {}, config: object = {}) => ({
    taskType: 'TEXT_IMAGE',
    textToImageParams: { text: 'a fox', ...more },
    imageGenerationConfig: { width: 512, height: 320, ...config },
  });

  it('draws the wanted number of PNGs in the wanted size', async () => {
    const { images, error } = await invoke(CANVAS, text({}, { numberOfImages: 2 }));

    expect(error).toBeNull();
    expect(images?.map(sizeOf)).toEqual([
      [512, 320],
      [512, 320],
    ]);
  });

  it('makes a variation of a picture', async () => {
    const [image] = (await invoke(CANVAS, text())).images ?? [];
    const body = {
      taskType: 'IMAGE_VARIATION',
      imageVariationParams: { text: 'a fox with a crown', images: [image], similarityStrength: 0.7 },
      imageGenerationConfig: { width: 320, height: 320 },
    };

    expect(sizeOf((await invoke(CANVAS, body)).images?.[0])).toEqual([320, 320]);
  });

  it.each<[object, string]>([
    [text({}, { width: 500 }), 'no supported size'],
    [text({}, { width: 2_048, height: 320 }), 'no supported size'],
    [text({}, { seed: 858_993_460 }), '#/imageGenerationConfig/seed'],
    [text({ text: 'x'.repeat(1_025) }), '#/textToImageParams/text'],
    [text({ text: '' }), '#/textToImageParams/text'],
    [{ taskType: 'IMAGE_VARIATION' }, 'required key [imageVariationParams]'],
    [{ taskType: 'PAINT' }, '#/taskType'],
    [text({ text: 'a naked fox' }), 'blocked by our content filters'],
  ])('refuses the body %j', async (body, words) => {
    await expect(invoke(CANVAS, body)).rejects.toMatchObject({
      exception: 'validationException',
      message: expect.stringContaining(words),
    });
  });
});

it('knows no other model', async () => {
  await expect(invoke('maker.picture-v1', { prompt: 'a fox' })).rejects.toThrow('model identifier is invalid');
});

describe("the product's adapter with the simulated image model", () => {
  const request: PictureRequest = {
    description: 'A happy fox',
    without: 'text',
    width: 112,
    height: 112,
    isTransparent: true,
    seed: 3,
  };
  const never = new AbortController().signal;
  let bedrock: FakeBedrock;
  let endpoint: string;
  beforeAll(async () => {
    bedrock = createFakeBedrock({ mainModelId: 'simulated-main', models: [], seed: 1 });
    endpoint = await bedrock.listen();
  });
  afterAll(() => bedrock.close());

  const picturesOf = (modelId: string) => {
    const traits = IMAGE_MODELS.find(({ id }) => id === modelId)?.traits;
    if (!traits) throw new Error(modelId);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = createBedrockClient({ endpoint, region: 'us-east-1', credentials });
    return createBedrockPictures({ client, modelId, traits });
  };

  it.each(IMAGE_MODELS.map(({ id }) => id))('draws with %s, from words and from a picture', async (modelId) => {
    const pictures = picturesOf(modelId);
    const png = await pictures.draw(request, never);
    const next = await pictures.draw({ ...request, description: 'A sleepy fox', basedOn: png }, never);

    expect(sizeOf(Buffer.from(png).toString('base64'))).toEqual([1_024, 1_024]);
    expect(Buffer.compare(png, next)).not.toBe(0);
  });

  it('follows a script for image models only, by the words of the description', async () => {
    const pictures = picturesOf('simulated-image');
    const plain = await pictures.draw(request, never);
    bedrock.script.add([
      { steps: [{ text: 'for the main model' }] },
      { match: { model: 'image', contains: 'dragon' }, steps: [{ text: 'not this one' }] },
      { match: { model: 'image', contains: 'fox' }, steps: [{ text: 'OOPS' }] },
      { match: { model: 'image' }, times: 2, steps: [{ throw: 'throttlingException' }] },
    ]);

    expect(Buffer.compare(await pictures.draw(request, never), plain)).not.toBe(0);
    await expect(pictures.draw(request, never)).rejects.toMatchObject({ kind: 'busy' });
    expect(Buffer.compare(await pictures.draw(request, never), plain)).toBe(0);
    bedrock.script.clear();
  });

  it('is declined as the adapter tells the product', async () => {
    for (const modelId of [SD35, CANVAS]) {
      await expect(picturesOf(modelId).draw({ ...request, description: 'naked' }, never)).rejects.toMatchObject({
        kind: 'refused',
      });
    }
  });
});
