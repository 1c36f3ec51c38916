import { encodePng } from './png.ts';

/** Five rows of three cells, as bits, for each letter. */
const HELLO = ['101101111101101', '111100110100111', '100100100100111', '100100100100111', '010101101101010'] as const;
const CELL = 12;
const KEYWORD = 'Letters';

/** A picture with a word in block letters, as an image model draws it that was asked for none. */
export function writtenPng(width = 640, height = 360): Buffer {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [Math.floor(((at % width) - 60) / CELL), Math.floor((Math.floor(at / width) - 120) / CELL)];
    const isIn = x >= 0 && x % 4 < 3 && y >= 0 && y < 5 && HELLO[Math.floor(x / 4)]?.[y * 3 + (x % 4)] === '1';
    data.set(isIn ? [250, 250, 250, 255] : [40, 60, 140, 255], at * 4);
  }
  return encodePng({ width, height, data }, { [KEYWORD]: 'HELLO' });
}

/** Whether it was made by {@link writtenPng}. */
export const isWrittenPng = (png: Uint8Array): boolean => Buffer.from(png).includes(`tEXt${KEYWORD}\0`);
