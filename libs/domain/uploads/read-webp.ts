import { asciiOf, hasAt, littleEndian, type Pixels, type ReadImage } from './image-parts.ts';

export const RIFF_SIGNATURE = asciiOf('RIFF');
const WEBP = asciiOf('WEBP');
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LOSSY = asciiOf('VP8 ');
const LOSSY_START = [0x9d, 0x01, 0x2a];
const LOSSLESS = asciiOf('VP8L');
const LOSSLESS_START = [0x2f];
const EXTENDED = asciiOf('VP8X');

/**
 * The header says how long the file is. A file has one chunk, or an extended header and then chunks up to its end. No
 * picture in it may be larger than the extended header says.
 */
export const readWebp: ReadImage = ({ first, sizeBytes }) => {
  if (!hasAt(first, 8, WEBP) || littleEndian(first, 4, 4) + 8 !== sizeBytes) return undefined;
  const pixels = pixelsAt(first, HEADER_BYTES);
  if (!pixels) return undefined;
  let at = endOf(first, HEADER_BYTES);
  if (!hasAt(first, HEADER_BYTES, EXTENDED)) return at === sizeBytes ? pixels : undefined;
  while (at + CHUNK_HEADER_BYTES <= first.length) {
    const inner = pixelsAt(first, at);
    if (inner && (inner.width > pixels.width || inner.height > pixels.height)) return undefined;
    at = endOf(first, at);
    if (at > sizeBytes) return undefined;
  }
  return at === sizeBytes || first.length < sizeBytes ? pixels : undefined;
};

/** Chunks have an even length. */
function endOf(bytes: Uint8Array, at: number): number {
  const length = littleEndian(bytes, at + 4, 4);
  return at + CHUNK_HEADER_BYTES + length + (length % 2);
}

/** The size that a chunk declares; `undefined` for a chunk that declares none. */
function pixelsAt(bytes: Uint8Array, at: number): Pixels | undefined {
  const data = at + CHUNK_HEADER_BYTES;
  if (hasAt(bytes, at, EXTENDED)) {
    return { width: littleEndian(bytes, data + 4, 3) + 1, height: littleEndian(bytes, data + 7, 3) + 1 };
  }
  if (hasAt(bytes, at, LOSSY) && hasAt(bytes, data + 3, LOSSY_START)) {
    return { width: littleEndian(bytes, data + 6, 2) % 0x4000, height: littleEndian(bytes, data + 8, 2) % 0x4000 };
  }
  if (hasAt(bytes, at, LOSSLESS) && hasAt(bytes, data, LOSSLESS_START)) {
    const packed = littleEndian(bytes, data + 1, 4);
    return { width: (packed % 0x4000) + 1, height: (Math.floor(packed / 0x4000) % 0x4000) + 1 };
  }
  return undefined;
}
