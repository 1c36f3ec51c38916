import { asciiOf, bigEndian, endsWith, hasAt, type Pixels, type ReadImage } from './image-parts.ts';

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const HEADER = [0, 0, 0, 13, ...asciiOf('IHDR')];
const DATA = asciiOf('IDAT');
const END = [0, 0, 0, 0, ...asciiOf('IEND'), 0xae, 0x42, 0x60, 0x82];
/** A chunk's length, type and checksum. */
const AROUND_DATA = 12;

/** Walks the chunks in the first part. The last chunk must be the file's end. */
export const readPng: ReadImage = ({ first, last, sizeBytes }) => {
  let at = PNG_SIGNATURE.length;
  if (!hasAt(first, at, HEADER)) return undefined;
  const pixels: Pixels = { width: bigEndian(first, at + 8, 4), height: bigEndian(first, at + 12, 4) };
  let hasData = false;
  while (at + END.length <= first.length) {
    if (hasAt(first, at, END)) return hasData && at + END.length === sizeBytes ? pixels : undefined;
    hasData ||= hasAt(first, at + 4, DATA);
    at += bigEndian(first, at, 4) + AROUND_DATA;
    if (at > sizeBytes - END.length) return undefined;
  }
  return first.length < sizeBytes && endsWith(last, END) ? pixels : undefined;
};
