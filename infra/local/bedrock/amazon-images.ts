import * as z from 'zod/mini';
import { refused } from './exceptions.ts';
import { type ImageAnswer, isDeclined, malformed, parseBody, readPicture } from './image-answer.ts';

const BLOCKED =
  'This request has been blocked by our content filters. Please adjust your text prompt to submit a new request.';

/** The sizes of Titan Image Generator. */
const TITAN_SIZES: ReadonlySet<string> = new Set(
  `1024x1024 768x768 512x512 768x1152 384x576 1152x768 576x384 768x1280 384x640 1280x768 640x384 896x1152 448x576
  1152x896 576x448 768x1408 384x704 1408x768 704x384 640x1408 320x704 1408x640 704x320 1152x640 1173x640`.split(/\s+/),
);

const wordsUpTo = (maxLength: number) => ({
  text: z.string().check(z.minLength(1), z.maxLength(maxLength)),
  negativeText: z.optional(z.string().check(z.minLength(1), z.maxLength(maxLength))),
});

const bodyOf = (maxLength: number, maxSeed: number) =>
  z.strictObject({
    taskType: z.enum(['TEXT_IMAGE', 'IMAGE_VARIATION']),
    textToImageParams: z.optional(z.strictObject({ ...wordsUpTo(maxLength), style: z.optional(z.string()) })),
    imageVariationParams: z.optional(
      z.strictObject({
        ...z.partial(z.object(wordsUpTo(maxLength))).shape,
        images: z.array(z.string()).check(z.minLength(1), z.maxLength(5)),
        similarityStrength: z.optional(z.number().check(z.minimum(0.2), z.maximum(1))),
      }),
    ),
    imageGenerationConfig: z._default(
      z.strictObject({
        width: z._default(z.int(), 1_024),
        height: z._default(z.int(), 1_024),
        quality: z.optional(z.enum(['standard', 'premium'])),
        cfgScale: z.optional(z.number().check(z.minimum(1.1), z.maximum(10))),
        seed: z._default(z.int().check(z.minimum(0), z.maximum(maxSeed)), 12),
        numberOfImages: z._default(z.int().check(z.minimum(1), z.maximum(5)), 1),
      }),
      { width: 1_024, height: 1_024, seed: 12, numberOfImages: 1 },
    ),
  });
const CANVAS = bodyOf(1_024, 858_993_459);
const TITAN = bodyOf(512, 2_147_483_646);

/** Reads a request to Nova Canvas or Titan Image Generator. @throws {WireException} */
export function amazonImage(modelId: string, body: unknown): ImageAnswer {
  const isTitan = modelId.includes('titan-image');
  const { taskType, textToImageParams, imageVariationParams, imageGenerationConfig } = parseBody(
    isTitan ? TITAN : CANVAS,
    body,
  );
  const { width, height, seed, numberOfImages } = imageGenerationConfig;
  if (isTitan ? !TITAN_SIZES.has(`${width}x${height}`) : !isCanvasSize(width, height)) {
    throw malformed(`#/imageGenerationConfig: ${width} x ${height} is no supported size`);
  }
  const words = taskType === 'TEXT_IMAGE' ? textToImageParams : imageVariationParams;
  if (!words)
    throw malformed(
      `#: required key [${taskType === 'TEXT_IMAGE' ? 'textToImageParams' : 'imageVariationParams'}] not found`,
    );
  const prompt = words.text ?? '';
  if (isDeclined(prompt)) throw refused(BLOCKED);
  const [start] = taskType === 'IMAGE_VARIATION' ? (imageVariationParams?.images ?? []) : [];
  return {
    order: {
      prompt,
      without: words.negativeText ?? '',
      width,
      height,
      seed,
      ...(start !== undefined && { basedOn: readPicture(start, '#/imageVariationParams/images/0').bytes }),
    },
    answer: (png) => ({ images: Array.from({ length: numberOfImages }, () => png), error: null }),
  };
}

const isCanvasSize = (width: number, height: number): boolean =>
  [width, height].every((side) => side >= 320 && side <= 4_096 && side % 16 === 0) &&
  Math.max(width / height, height / width) <= 4 &&
  width * height <= 4_194_304;
