import type { ImageData, RequestBlock, RequestMessage } from '#ports/model';
import { mapImages, shownEarlier } from './request-images.ts';

/** What the images of one request have altogether, in bytes. */
const MAX_REQUEST_BYTES = 20_000_000;

/**
 * Replaces images by their bytes. Those before the message to answer become a text when they are gone, or when all
 * images from there on have too many bytes.
 *
 * @param images - By key.
 */
export function withImageData(
  messages: readonly RequestMessage[],
  images: ReadonlyMap<string, ImageData>,
  own: number,
): readonly RequestMessage[] {
  let bytes = 0;
  return mapImages<RequestBlock>(messages, ({ key }, newer) => {
    const image = images.get(key);
    bytes += image?.bytes.length ?? 0;
    return image && (newer < own || bytes <= MAX_REQUEST_BYTES) ? image : shownEarlier;
  });
}
