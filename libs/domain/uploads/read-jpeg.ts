import { bigEndian, endsWith, hasAt, type ImageParts, type Pixels } from './image-parts.ts';

export const JPEG_SIGNATURE = [0xff, 0xd8, 0xff] as const;
const END = [0xff, 0xd9] as const;
const START_OF_SCAN = 0xda;
/** Baseline, extended and progressive. Browsers and models read no other frames. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Markers of other kinds of frames, and those without a segment. None may stand in front of a segment. */
const ILLEGAL: readonly number[] = [0x00, 0x01, 0xc3, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xd8];

/**
 * Walks the segments and scans in the first part. Its end must be the file's end. When the end is not in the first part,
 * the last part must have it, and only there: no scan has the end marker in it.
 *
 * @returns `out_of_sight` when the frame's header is not in the first part.
 */
export function readJpeg({ first, last, sizeBytes }: ImageParts): Pixels | 'out_of_sight' | undefined {
  let pixels: Pixels | undefined;
  for (let at = 2; ; ) {
    while (first[at] === 0xff && first[at + 1] === 0xff) at += 1;
    if (at + 1 < first.length && hasAt(first, at, END)) return at + 2 === sizeBytes ? pixels : undefined;
    if (at + 9 > first.length) break;
    const marker = first[at + 1] ?? 0;
    const length = bigEndian(first, at + 2, 2);
    const next = at + 2 + length;
    if (first[at] !== 0xff || ILLEGAL.includes(marker) || isRestart(marker) || length < 2) return undefined;
    if (next > sizeBytes - END.length) return undefined;
    if (FRAMES.includes(marker)) {
      if (pixels) return undefined;
      pixels = { height: bigEndian(first, at + 5, 2), width: bigEndian(first, at + 7, 2) };
    }
    if (marker === START_OF_SCAN && !pixels) return undefined;
    at = marker === START_OF_SCAN ? endOfScan(first, next) : next;
  }
  if (first.length >= sizeBytes) return undefined;
  if (!pixels) return 'out_of_sight';
  return endsWith(last, END) && firstEnd(last) === last.length - END.length ? pixels : undefined;
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** The place of the next marker. In a scan, 0xff is followed by 0 or by the number of a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

function firstEnd(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && !hasAt(bytes, at, END)) at += 1;
  return at;
}
