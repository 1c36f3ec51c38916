import * as z from 'zod/mini';
import { refused } from './exceptions.ts';
import { type ImageAnswer, isDeclined, malformed, parseBody, readPicture } from './image-answer.ts';

/** The size of each format, about a megapixel. */
const SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  '1:1': [1_024, 1_024],
  '16:9': [1_344, 768],
  '21:9': [1_536, 640],
  '2:3': [832, 1_216],
  '3:2': [1_216, 832],
  '4:5': [896, 1_088],
  '5:4': [1_088, 896],
  '9:16': [768, 1_344],
  '9:21': [640, 1_536],
};

const Body = z.object({
  prompt: z.string().check(z.minLength(1), z.maxLength(10_000)),
  negative_prompt: z.optional(z.string().check(z.maxLength(10_000))),
  mode: z._default(z.enum(['text-to-image', 'image-to-image']), 'text-to-image'),
  aspect_ratio: z.optional(z.enum(Object.keys(SIZES))),
  seed: z._default(z.int().check(z.minimum(0), z.maximum(4_294_967_295)), 0),
  output_format: z._default(z.enum(['png', 'jpeg', 'webp']), 'png'),
  image: z.optional(z.string()),
  strength: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
});
const FIELDS = Object.keys(Body.shape);
const MIN_SIDE = 64;

/** Reads a request to Stable Diffusion 3.5, Stable Image Core or Stable Image Ultra. @throws {WireException} */
export function stabilityImage(
  body: unknown,
  { startsFromPictures }: { readonly startsFromPictures: boolean },
): ImageAnswer | object {
  if (typeof body !== 'object' || body === null || !('prompt' in body))
    throw malformed('#: required key [prompt] not found');
  const known = startsFromPictures ? FIELDS : FIELDS.filter((name) => name !== 'image' && name !== 'strength');
  if (Object.keys(body).some((name) => !known.includes(name))) {
    const listed = known.map((name) => `'${name}'`).join(', ');
    throw refused(JSON.stringify({ detail: `Invalid field in request. Available fields: [${listed}]` }));
  }
  const request = parseBody(Body, body);
  if (request.output_format !== 'png') throw malformed('#/output_format: only png is simulated');
  if (isDeclined(request.prompt)) return { finish_reasons: ['Filter reason: prompt'] };
  const start = startOf(request);
  const [width = 1_024, height = 1_024] = SIZES[request.aspect_ratio ?? (start ? nearest(start) : '1:1')] ?? [];
  const { seed } = request;
  return {
    order: {
      prompt: request.prompt,
      without: request.negative_prompt ?? '',
      width,
      height,
      seed,
      ...(start && { basedOn: start.bytes }),
    },
    answer: (png) => ({ seeds: [seed], finish_reasons: [null], images: [png] }),
  };
}

function startOf({ mode, image, strength, aspect_ratio: ratio }: z.infer<typeof Body>) {
  if (mode === 'text-to-image') {
    if (image !== undefined) throw malformed('#/image: mode must be image-to-image');
    return undefined;
  }
  if (image === undefined || strength === undefined)
    throw malformed('#: image-to-image requires [image] and [strength]');
  if (ratio !== undefined) throw malformed('#/aspect_ratio: is only valid for text-to-image');
  const picture = readPicture(image, '#/image');
  if (Math.min(picture.width, picture.height) < MIN_SIDE)
    throw malformed(`#/image: each side needs ${MIN_SIDE} pixels`);
  return picture;
}

function nearest({ width, height }: { readonly width: number; readonly height: number }): string {
  const distance = ([, [w, h]]: [string, readonly [number, number]]) => Math.abs(Math.log((w * height) / (h * width)));
  const [best] = Object.entries(SIZES).sort(
    (one, other) => distance([one[0], one[1]]) - distance([other[0], other[1]]),
  );
  return best?.[0] ?? '1:1';
}
