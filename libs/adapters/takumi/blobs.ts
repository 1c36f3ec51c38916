import type { Pixels } from './renderer.ts';

/** A connected area that is lighter, or darker, than what is around it. Pixels from the upper left corner. */
export interface Blob {
  readonly left: number;
  readonly top: number;
  /** Of the first pixel that is outside. */
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
  /** How thick its strokes are. A filled circle is as thick as half its height. */
  readonly stroke: number;
  /** The mean of its pixels, 0 to 255. */
  readonly light: number;
  /** Its pixels, relative to the left upper corner of its box: 1 where it is. */
  readonly mask: () => Uint8Array;
}

/** The light of each pixel, 0 to 255. What is transparent is grey, so that light and dark stand out from it. */
export function greyOf({ data, width, height }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 4) {
    const light = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8;
    grey[at] = (128 + ((light - 128) * (data[from + 3] ?? 255)) / 255) | 0;
  }
  return grey;
}

export interface Grey {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The light of all pixels above and left of each, so that the mean of a square costs four reads. */
export function sumsOf({ grey, width, height }: Grey): Uint32Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/** How much lighter a pixel must be than the mean around it, of 255. */
const CONTRAST = 12;

/**
 * 1 where a pixel differs from the mean of the square around it.
 *
 * @param radius - Half the square's edge, in pixels. Strokes that are thicker become hollow.
 * @param sign - 1 for what is lighter, -1 for what is darker.
 */
export function contrastMask(
  { grey, width, height }: Grey,
  sums: Uint32Array,
  radius: number,
  sign: 1 | -1,
): Uint8Array {
  const mask = new Uint8Array(grey.length);
  const stride = width + 1;
  for (let y = 0; y < height; y += 1) {
    const upper = Math.max(0, y - radius) * stride;
    const lower = Math.min(height, y + radius + 1) * stride;
    const rows = (lower - upper) / stride;
    for (let x = 0; x < width; x += 1) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum =
        (sums[lower + right] ?? 0) - (sums[upper + right] ?? 0) - (sums[lower + left] ?? 0) + (sums[upper + left] ?? 0);
      const count = rows * (right - left);
      const at = y * width + x;
      if (((grey[at] ?? 0) * count - sum) * sign > CONTRAST * count) mask[at] = 1;
    }
  }
  return mask;
}

/** The connected areas of a mask, also those that touch at a corner only. */
export function blobsOf(mask: Uint8Array, { grey, width, height }: Grey): Blob[] {
  const labels = new Int32Array(mask.length);
  const stack = new Int32Array(mask.length);
  const blobs: Blob[] = [];
  const isOut = (x: number, y: number) => x < 0 || y < 0 || x >= width || y >= height || mask[y * width + x] === 0;
  for (let start = 0; start < mask.length; start += 1) {
    if (mask[start] === 0 || labels[start] !== 0) continue;
    const label = blobs.length + 1;
    let [left, top, right, bottom, area, edge, light, size] = [width, height, 0, 0, 0, 0, 0, 1];
    stack[0] = start;
    labels[start] = label;
    while (size > 0) {
      size -= 1;
      const at = stack[size] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      area += 1;
      light += grey[at] ?? 0;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      edge += Number(isOut(x - 1, y)) + Number(isOut(x + 1, y)) + Number(isOut(x, y - 1)) + Number(isOut(x, y + 1));
      for (let nextY = Math.max(0, y - 1); nextY <= y + 1 && nextY < height; nextY += 1) {
        for (let nextX = Math.max(0, x - 1); nextX <= x + 1 && nextX < width; nextX += 1) {
          const next = nextY * width + nextX;
          if (mask[next] === 0 || labels[next] !== 0) continue;
          labels[next] = label;
          stack[size] = next;
          size += 1;
        }
      }
    }
    const cut = () => cutOut(labels, width, label, { left, top, right, bottom });
    blobs.push({ left, top, right, bottom, area, stroke: (2 * area) / edge, light: light / area, mask: cut });
  }
  return blobs;
}

function cutOut(
  labels: Int32Array,
  width: number,
  label: number,
  { left, top, right, bottom }: Pick<Blob, 'left' | 'top' | 'right' | 'bottom'>,
): Uint8Array {
  const pixels = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (labels[y * width + x] === label) pixels[(y - top) * (right - left) + x - left] = 1;
    }
  }
  return pixels;
}
