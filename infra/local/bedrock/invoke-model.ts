import * as z from 'zod/mini';
import { findImageModel, unknownImageModel } from '../../models/image-models.ts';
import { amazonImage } from './amazon-images.ts';
import { embed } from './embed.ts';
import { ConnectionCut, refused, WireException } from './exceptions.ts';
import type { ImageAnswer } from './image-answer.ts';
import { drawOrder } from './simulated/image/simulated-image-model.ts';
import type { Step } from './simulated-model.ts';
import { stabilityImage } from './stability-images.ts';

const TitanRequest = z.looseObject({
  inputText: z.string().check(z.minLength(1)),
  dimensions: z._default(z.literal([256, 512, 1_024]), 1_024),
  normalize: z._default(z.boolean(), true),
});

/** The steps of a script for a request with these words. */
export type TakeSteps = (words: string) => readonly Step[] | undefined;

/**
 * Answers InvokeModel: Titan text embeddings, and pictures in the forms of Stability and Amazon.
 *
 * @param takeSteps - A scripted misbehaviour: `throw` and `cut` end the call, a `text` is drawn into the picture.
 * @throws {WireException} for every other request family, and for what a family refuses.
 */
export async function invokeModel(
  modelId: string,
  body: unknown,
  takeSteps: TakeSteps = () => undefined,
): Promise<object> {
  if (typeof body === 'object' && body !== null && 'inputText' in body) return embedding(body);
  const traits = findImageModel(modelId)?.traits ?? unknownImageModel(modelId);
  if (!traits) throw refused('The provided model identifier is invalid.');
  const read = traits.family === 'stability' ? stabilityImage(body, traits) : amazonImage(modelId, body);
  return isOrder(read) ? draw(read, takeSteps) : read;
}

/** A family answers a description that it declines without drawing. */
const isOrder = (read: ImageAnswer | object): read is ImageAnswer => 'order' in read;

async function draw({ order, answer }: ImageAnswer, takeSteps: TakeSteps): Promise<object> {
  const steps = takeSteps(order.prompt) ?? [];
  for (const step of steps) {
    if ('throw' in step) throw new WireException(step.throw, step.message);
    if ('cut' in step) throw new ConnectionCut('reset');
  }
  const letters = steps.flatMap((step) => ('text' in step ? [step.text] : [])).join(' ');
  const png = await drawOrder({ ...order, ...(letters !== '' && { letters }) });
  return answer(png.toString('base64'));
}

function embedding(body: object): object {
  const request = TitanRequest.safeParse(body);
  if (!request.success) {
    const paths = request.error.issues.map(({ path }) => `#/${path.join('/')}`);
    throw refused(`Malformed input request: ${paths.join(', ')}. Please reformat your input and try again.`);
  }
  const { inputText, ...options } = request.data;
  const vector = embed(inputText, options);
  const inputTextTokenCount = Math.ceil(Buffer.byteLength(inputText) / 4);
  return { embedding: vector, embeddingsByType: { float: vector }, inputTextTokenCount };
}
