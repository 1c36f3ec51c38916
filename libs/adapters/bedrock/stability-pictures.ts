import * as z from 'zod/mini';
import { cutAtWord, nearestFormat, type PictureFamily, promptOf } from './picture-family.ts';

/** Characters of a prompt and of a negative prompt. */
const MAX_PROMPT = 10_000;

/** How far a picture that starts from another one may leave it: 0 is the same picture, 1 ignores it. */
const STRENGTH = 0.65;

const format = (width: number, height: number) => ({ width, height, ratio: `${width}:${height}` });
const RATIOS = [
  format(1, 1),
  format(16, 9),
  format(21, 9),
  format(2, 3),
  format(3, 2),
  format(4, 5),
  format(5, 4),
  format(9, 16),
  format(9, 21),
] as const;

const Answer = z.object({
  images: z._default(z.array(z.string()), []),
  finish_reasons: z._default(z.array(z.nullable(z.string())), []),
});

/**
 * Stable Diffusion 3.5, Stable Image Core and Stable Image Ultra. A picture to start from decides the format by itself.
 * Seed 0 means a random one, so it is never sent.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html
 */
export const stabilityPictures: PictureFamily = {
  body(request, model) {
    const { without, basedOn, seed } = request;
    const start = model.startsFromPictures ? basedOn : undefined;
    return {
      prompt: promptOf(request, model, MAX_PROMPT),
      ...(without !== '' && { negative_prompt: cutAtWord(without, MAX_PROMPT) }),
      seed: Math.max(1, seed),
      output_format: 'png',
      ...(start === undefined
        ? { mode: 'text-to-image', aspect_ratio: nearestFormat(RATIOS, request).ratio }
        : { mode: 'image-to-image', image: Buffer.from(start).toString('base64'), strength: STRENGTH }),
    };
  },

  read(answer) {
    const { images, finish_reasons: reasons } = Answer.parse(answer);
    const reason = reasons.find((one) => one !== null);
    const [png] = images;
    if (reason !== undefined) return { failure: /^filter reason/i.test(reason ?? '') ? 'refused' : 'failed' };
    return png === undefined ? { failure: 'failed' } : { png };
  },
};
