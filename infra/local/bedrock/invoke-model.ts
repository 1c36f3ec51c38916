import * as z from 'zod/mini';
import { embed } from './embed.ts';
import { refused } from './exceptions.ts';

const TitanRequest = z.looseObject({
  inputText: z.string().check(z.minLength(1)),
  dimensions: z._default(z.literal([256, 512, 1_024]), 1_024),
  normalize: z._default(z.boolean(), true),
});

/**
 * Answers InvokeModel for Titan text embeddings, the only request family that is simulated.
 *
 * @throws {WireException} for every other request family.
 */
export function invokeModel(modelId: string, body: unknown): object {
  if (typeof body !== 'object' || body === null || !('inputText' in body)) {
    throw refused(
      `No image model is configured here yet, and ${modelId} was asked for something else than embeddings.`,
    );
  }
  const request = TitanRequest.safeParse(body);
  if (!request.success) {
    const paths = request.error.issues.map(({ path }) => `#/${path.join('/')}`);
    throw refused(`Malformed input request: ${paths.join(', ')}. Please reformat your input and try again.`);
  }
  const { inputText, ...options } = request.data;
  const embedding = embed(inputText, options);
  const inputTextTokenCount = Math.ceil(Buffer.byteLength(inputText) / 4);
  return { embedding, embeddingsByType: { float: embedding }, inputTextTokenCount };
}
