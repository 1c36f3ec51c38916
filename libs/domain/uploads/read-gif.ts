import { asciiOf, endsWith, littleEndian, type Pixels, type ReadImage } from './image-parts.ts';

export const GIF_SIGNATURES = [asciiOf('GIF87a'), asciiOf('GIF89a')] as const;
const EXTENSION = 0x21;
const FRAME = 0x2c;
const TRAILER = 0x3b;
/** The trailer follows a block, and every block ends with an empty part. */
const END = [0, TRAILER];

/** Walks the blocks in the first part. The trailer must be the file's end, and no frame may leave the picture. */
export const readGif: ReadImage = ({ first, last, sizeBytes }) => {
  const pixels = pixelsAt(first, 6);
  let hasFrame = false;
  let at = 13 + colorsBytes(first[10]);
  while (at < first.length) {
    const block = first[at];
    if (block === TRAILER) return hasFrame && at + 1 === sizeBytes ? pixels : undefined;
    if (block === EXTENSION) at = afterParts(first, at + 2);
    else if (block === FRAME) {
      const frame = pixelsAt(first, at + 5);
      const isInside =
        littleEndian(first, at + 1, 2) + frame.width <= pixels.width &&
        littleEndian(first, at + 3, 2) + frame.height <= pixels.height;
      if (at + 10 <= first.length && !isInside) return undefined;
      hasFrame = true;
      // The size of the first code stands in front of the parts.
      at = afterParts(first, at + 11 + colorsBytes(first[at + 9]));
    } else return undefined;
    if (at >= sizeBytes) return undefined;
  }
  return first.length < sizeBytes && endsWith(last, END) ? pixels : undefined;
};

const pixelsAt = (bytes: Uint8Array, at: number): Pixels => ({
  width: littleEndian(bytes, at, 2),
  height: littleEndian(bytes, at + 2, 2),
});

/** The length of the table of colours that follows, in bytes. */
const colorsBytes = (flags = 0): number => (flags >= 0x80 ? 3 * 2 ** ((flags % 8) + 1) : 0);

/** Parts begin with their length, and one of length 0 is the last. */
function afterParts(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== undefined; length = bytes[at]) {
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}
