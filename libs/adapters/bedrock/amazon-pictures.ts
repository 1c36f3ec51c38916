import * as z from 'zod/mini';
import { cutAtWord, nearestFormat, type PictureFamily, promptOf } from './picture-family.ts';

/** The largest seed that every version of these models takes. */
const SEEDS = 858_993_460;

/** How much a picture that starts from another one resembles it: 0.2 to 1. */
const SIMILARITY = 0.7;

/** Nova Canvas: sides from 320 to 4,096 in steps of 16, at most 4:1. */
const STEP = 16;
const MIN_SIDE = 320;
const MAX_RATIO = 4;
const PIXELS = 1_048_576;

const format = (width: number, height: number) => ({ width, height });
/** The formats of Titan Image Generator with about a megapixel. */
const TITAN_FORMATS = [
  format(1_024, 1_024),
  format(768, 1_152),
  format(1_152, 768),
  format(768, 1_280),
  format(1_280, 768),
  format(896, 1_152),
  format(1_152, 896),
  format(768, 1_408),
  format(1_408, 768),
  format(640, 1_408),
  format(1_408, 640),
] as const;

const isTitan = (modelId: string): boolean => modelId.includes('titan-image');

function canvasFormat(wanted: { readonly width: number; readonly height: number }) {
  const ratio = Math.min(MAX_RATIO, Math.max(1 / MAX_RATIO, wanted.width / wanted.height));
  const side = (length: number) => Math.max(MIN_SIDE, Math.round(length / STEP) * STEP);
  return format(side(Math.sqrt(PIXELS * ratio)), side(Math.sqrt(PIXELS / ratio)));
}

const Answer = z.object({
  images: z.optional(z.nullable(z.array(z.string()))),
  error: z.optional(z.nullable(z.string())),
});

/**
 * Nova Canvas and Titan Image Generator.
 *
 * @see https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html
 */
export const amazonPictures: PictureFamily = {
  body(request, model) {
    const { modelId, startsFromPictures } = model;
    const { without, basedOn, seed } = request;
    const maxPrompt = isTitan(modelId) ? 512 : 1_024;
    const text = promptOf(request, model, maxPrompt);
    const words = { text, ...(without !== '' && { negativeText: cutAtWord(without, maxPrompt) }) };
    const start = startsFromPictures ? basedOn : undefined;
    return {
      ...(start === undefined
        ? { taskType: 'TEXT_IMAGE', textToImageParams: words }
        : {
            taskType: 'IMAGE_VARIATION',
            imageVariationParams: {
              ...words,
              images: [Buffer.from(start).toString('base64')],
              similarityStrength: SIMILARITY,
            },
          }),
      imageGenerationConfig: {
        ...(isTitan(modelId) ? nearestFormat(TITAN_FORMATS, request) : canvasFormat(request)),
        numberOfImages: 1,
        quality: 'standard',
        seed: seed % SEEDS,
      },
    };
  },

  read(answer) {
    const { images, error } = Answer.parse(answer);
    const [png] = images ?? [];
    if (png !== undefined) return { png };
    return { failure: /content filters?|blocked|policy/i.test(error ?? '') ? 'refused' : 'failed' };
  },
};
