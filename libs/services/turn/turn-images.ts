// The part of the engine that only turns with images load.
import { MAX_IMAGE_BYTES } from '#contract/uploads';
import { withImageData } from '#domain/uploads/image-data';
import { imageKeys } from '#domain/uploads/request-images';
import { typeOfKey } from '#domain/uploads/upload-key';
import { CoachError } from '#ports/errors';
import type { ImageData } from '#ports/model';
import type { ImageUse } from '#ports/uploads';
import { checkKeys, namedImages, verifyUnknown } from '../verify-images.ts';
import type { PricedQuestion, Question, ShorterPast } from './question.ts';
import type { TurnDeps } from './turn-deps.ts';

/** A question as it is sent, and what is sent instead when it is too long. */
export interface Asked {
  readonly question: Question;
  readonly shorter: ShorterPast | undefined;
}

/** Puts the bytes of images in the places of their keys. */
export type WithImages = (asked: Asked) => Asked;

/**
 * Verifies the images of a message that are not verified yet.
 *
 * @param field - Of the body.
 * @throws {CoachError} `validation_failed` with the field of each image that is refused; `rate_limited`.
 */
export function verifyMessage(
  { sub, field, keys }: { readonly sub: string; readonly field: string; readonly keys: readonly string[] },
  verified: ReadonlySet<string>,
  deps: TurnDeps,
): Promise<readonly ImageUse[]> {
  const named = namedImages(field, keys);
  checkKeys(sub, named);
  return verifyUnknown(sub, named, verified, { ...deps, objects: objectsOf(deps) });
}

/**
 * Reads the images of a request, all at the same time. A coach limits their number, and an upload its bytes.
 *
 * @param signal - Ends the reads.
 * @throws {CoachError} when an image of the turn's own message cannot be read or is gone.
 */
export async function loadImages(
  { request, content }: Pick<PricedQuestion<never, never>, 'request' | 'content'>,
  deps: TurnDeps,
  signal: AbortSignal,
): Promise<WithImages> {
  signal.throwIfAborted(); // the claim may have failed before this code was loaded
  const own = imageKeys(content);
  const keys = new Set(request.messages.flatMap((message) => imageKeys(message.content)));
  const loaded = await Promise.all(
    [...keys].map(async (key) => {
      const image = await (own.includes(key) ? readOwn(key, deps, signal) : readEarlier(key, deps, signal));
      return image ? ([[key, image]] as const) : [];
    }),
  );
  signal.throwIfAborted();
  const images = new Map(loaded.flat());
  return ({ question, shorter }) => ({
    question: {
      ...question,
      request: { ...question.request, messages: withImageData(question.request.messages, images, own.length) },
    },
    shorter: shorter && { ...shorter, messages: withImageData(shorter.messages, images, own.length) },
  });
}

/** @throws {CoachError} `internal` where no coach takes images. */
function objectsOf({ objects }: TurnDeps): NonNullable<TurnDeps['objects']> {
  if (!objects) throw new CoachError('internal', 'a turn with images has no object store');
  return objects;
}

async function readOwn(key: string, deps: TurnDeps, signal: AbortSignal): Promise<ImageData> {
  const image = await read(key, deps, signal);
  if (!image) throw new CoachError('validation_failed', 'an image of the message is gone');
  return image;
}

/** The answer can do without it, so its failure fails no turn. */
async function readEarlier(key: string, deps: TurnDeps, signal: AbortSignal): Promise<ImageData | undefined> {
  try {
    return await read(key, deps, signal);
  } catch (error) {
    signal.throwIfAborted();
    deps.telemetry.log('warn', 'an earlier image could not be read', { error });
    return undefined;
  }
}

async function read(key: string, deps: TurnDeps, signal: AbortSignal): Promise<ImageData | undefined> {
  const object = await objectsOf(deps).read(key, { first: MAX_IMAGE_BYTES }, signal);
  const mediaType = typeOfKey(key);
  return object && mediaType && { type: 'image_data', mediaType, bytes: object.bytes };
}
