import { type ImageType, MAX_IMAGE_AREA, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from '#contract/uploads';
import type { ImageFacts } from '#ports/uploads';
import { asciiOf, hasAt, type ImageParts, type Pixels } from './image-parts.ts';
import { GIF_SIGNATURES, readGif } from './read-gif.ts';
import { JPEG_SIGNATURE, readJpeg } from './read-jpeg.ts';
import { PNG_SIGNATURE, readPng } from './read-png.ts';
import { RIFF_SIGNATURE, readWebp } from './read-webp.ts';

/** How much of an image is read for its verification, in bytes. */
export const FIRST_BYTES = 65_536;
export const LAST_BYTES = 64;
/** Of a jpeg whose frame header is not in the first part. Other data may stand in front of it. */
export const MORE_FIRST_BYTES = 524_288;

/** Why an image is refused. */
export type ImageFault = 'wrong_type' | 'damaged' | 'too_large';

export type Verification =
  | { readonly is: 'image'; readonly facts: ImageFacts }
  /** Verify again with this many first bytes. */
  | { readonly is: 'unknown'; readonly firstBytes: number }
  | { readonly is: 'refused'; readonly fault: ImageFault };

const SIGNATURES: Readonly<Record<ImageType, readonly (readonly number[])[]>> = {
  'image/jpeg': [JPEG_SIGNATURE],
  'image/png': [PNG_SIGNATURE],
  'image/webp': [RIFF_SIGNATURE],
  'image/gif': GIF_SIGNATURES,
};

const READERS: Readonly<Record<ImageType, (parts: ImageParts) => Pixels | 'out_of_sight' | undefined>> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/webp': readWebp,
  'image/gif': readGif,
};

/**
 * Verifies an uploaded image by its first and last bytes: it is of the type that its key says, declares a size that is
 * allowed, is whole, and has nothing behind its end. Never throws.
 */
export function verifyImage(type: ImageType, parts: ImageParts): Verification {
  const { first, sizeBytes } = parts;
  if (!SIGNATURES[type].some((signature) => hasAt(first, 0, signature)) || isDocument(first)) {
    return refused('wrong_type');
  }
  if (sizeBytes > MAX_IMAGE_BYTES) return refused('too_large');
  const pixels = READERS[type](parts);
  if (pixels === 'out_of_sight') {
    return first.length < MORE_FIRST_BYTES ? { is: 'unknown', firstBytes: MORE_FIRST_BYTES } : refused('damaged');
  }
  if (!pixels || pixels.width === 0 || pixels.height === 0) return refused('damaged');
  if (!isAllowed(pixels)) return refused('too_large');
  return { is: 'image', facts: { type, ...pixels, sizeBytes } };
}

const refused = (fault: ImageFault): Verification => ({ is: 'refused', fault });

const isAllowed = ({ width, height }: Pixels): boolean =>
  width <= MAX_IMAGE_PIXELS && height <= MAX_IMAGE_PIXELS && width * height <= MAX_IMAGE_AREA;

const PDF = asciiOf('%PDF-');
/** PDF readers accept a file that has their signature in these bytes. */
const PDF_BYTES = 1_024;

function isDocument(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, PDF_BYTES);
  for (let at = start.indexOf(PDF[0] ?? 0); at >= 0; at = start.indexOf(PDF[0] ?? 0, at + 1)) {
    if (hasAt(start, at, PDF)) return true;
  }
  return false;
}
