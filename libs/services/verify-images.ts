import type { Fault } from '#contract/faults';
import { MAX_IMAGE_AREA, MAX_IMAGE_PIXELS } from '#contract/uploads';
import { isOwnKey, typeOfKey } from '#domain/uploads/upload-key';
import { FIRST_BYTES, type ImageFault, LAST_BYTES, type Verification, verifyImage } from '#domain/uploads/verify-image';
import { CoachError } from '#ports/errors';
import type { Objects } from '#ports/objects';
import type { ImageFacts, ImageUse, Uploads } from '#ports/uploads';
import { type CountDeps, countRequest } from './count-request.ts';
import { imageRate } from './rates.ts';

/** An image as a request names it. */
export interface NamedImage {
  readonly key: string;
  /** Of the field, for example `imageS3Keys.0`. */
  readonly path: string;
}

export interface VerifyImagesDeps extends CountDeps {
  readonly objects: Pick<Objects, 'read' | 'keep'>;
}

const ACCEPTED = 'a JPEG, PNG, WebP or GIF image';
const MEGAPIXELS = MAX_IMAGE_AREA / 1_000_000;

const WORDS: Readonly<Record<ImageFault | 'missing', string>> = {
  wrong_type: `must be ${ACCEPTED}, as its name says`,
  damaged: `must be ${ACCEPTED} that is whole and ends with its last byte`,
  too_large: `must be ${ACCEPTED} of at most ${MAX_IMAGE_PIXELS} pixels on each side and ${MEGAPIXELS} megapixels`,
  missing: `is not uploaded; upload ${ACCEPTED} first`,
};

/** Images by name, each key once: the keys in a request, and the path of its field. */
export const namedImages = (field: string, keys: readonly string[]): readonly NamedImage[] =>
  keys.map((key, place) => ({ key, path: `${field}.${place}` }));

/**
 * Verifies the images of a write that is no turn, for example of a brand kit. Only those that are not stored as verified
 * are read. Pass the result to `Uploads.hold`.
 *
 * @throws {CoachError} `validation_failed` with the path of each image that is refused; `rate_limited`.
 */
export async function verifyImages(
  sub: string,
  images: readonly NamedImage[],
  deps: VerifyImagesDeps & { readonly uploads: Pick<Uploads, 'get'> },
): Promise<readonly ImageUse[]> {
  checkKeys(sub, images);
  const keys = images.map(({ key }) => key);
  return verifyUnknown(sub, images, keys.length > 0 ? await deps.uploads.get(sub, keys) : new Map(), deps);
}

/** @throws {CoachError} `validation_failed` when a key is not exactly one of the person's own uploads. */
export function checkKeys(sub: string, images: readonly NamedImage[]): void {
  const others = images.flatMap(({ key, path }) => (isOwnKey(key, sub) ? [] : [path]));
  if (others.length > 0) throw notOwnUploads(others);
}

/** @param paths - Of the fields. */
export const notOwnUploads = (paths: readonly string[]): CoachError =>
  imagesRefused(paths.map((path) => ({ path, message: 'must be the key of an own upload' })));

/**
 * Reads the images that are not verified, all at the same time, and makes them permanent when all are accepted.
 *
 * @param images - With keys that {@link checkKeys} has accepted.
 * @returns each key once.
 * @throws {CoachError} `validation_failed` with the path of each image that is refused; `rate_limited`.
 */
export async function verifyUnknown(
  sub: string,
  images: readonly NamedImage[],
  verified: { readonly has: (key: string) => boolean },
  deps: VerifyImagesDeps,
): Promise<readonly ImageUse[]> {
  const named = images.filter(({ key }, place) => images.findIndex((other) => other.key === key) === place);
  const results = await Promise.all(
    named.map(async (image) => {
      if (verified.has(image.key)) return { image, found: undefined, fault: undefined };
      const result = await verifyObject(image.key, deps.objects);
      return typeof result === 'string' ? { image, fault: result } : { image, found: result };
    }),
  );
  const fresh = results.filter(({ found }) => found);
  let refused = results.flatMap(({ image, fault }) => (fault ? [{ image, fault }] : []));
  if (refused.length === 0) {
    const isThere = await Promise.all(fresh.map(({ image }) => deps.objects.keep(image.key)));
    refused = fresh.flatMap(({ image }, place) => (isThere[place] ? [] : [{ image, fault: 'missing' as const }]));
  }
  if (refused.length === 0) return results.map(({ image: { key }, found }) => ({ key, ...(found && { found }) }));
  await countRequest(sub, imageRate(deps.clock.now(), refused.length), deps);
  throw imagesRefused(refused.map(({ image: { path }, fault }) => ({ path, message: WORDS[fault] })));
}

const imagesRefused = (fields: readonly Fault[]): CoachError =>
  new CoachError('validation_failed', 'images are refused', { details: { fields } });

async function verifyObject(key: string, objects: Pick<Objects, 'read'>): Promise<ImageFacts | keyof typeof WORDS> {
  const [first, last] = await Promise.all([
    objects.read(key, { first: FIRST_BYTES }),
    objects.read(key, { last: LAST_BYTES }),
  ]);
  const type = typeOfKey(key);
  if (!first || !last || !type) return 'missing';
  const parts = { first: first.bytes, last: last.bytes, sizeBytes: first.sizeBytes };
  const result = verifyImage(type, parts);
  if (result.is !== 'unknown') return outcomeOf(result);
  const more = await objects.read(key, { first: result.firstBytes });
  return more ? outcomeOf(verifyImage(type, { ...parts, first: more.bytes })) : 'missing';
}

/** More than the most that is read is never asked for. */
function outcomeOf(result: Verification): ImageFacts | ImageFault {
  if (result.is === 'image') return result.facts;
  return result.is === 'refused' ? result.fault : 'damaged';
}
