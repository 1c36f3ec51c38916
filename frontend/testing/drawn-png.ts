import { crc32, deflateSync } from 'node:zlib';

/** 0 to 255 each; the last one is opacity. */
type Color = readonly [number, number, number, number];

const CLEAR: Color = [0, 0, 0, 0];
const LINE: Color = [110, 52, 20, 255];
const FUR: Color = [243, 146, 76, 255];
const CREAM: Color = [253, 240, 222, 255];
const CUP: Color = [64, 176, 190, 255];

const isIn = (x: number, y: number, cx: number, cy: number, rx: number, ry = rx): boolean =>
  ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;

const isEar = (x: number, y: number, side: 1 | -1): boolean => {
  const u = (x - 0.5) * side;
  return u > 0.1 && u < 0.34 && y > 0.12 && y < 0.45 && y > 0.12 + 1.6 * Math.abs(u - 0.28);
};

/** A fox with a cup, on a square from 0 to 1. @param tilt - Moves the face. */
function foxAt(x: number, y: number, tilt: number): Color {
  if (isIn(x, y, 0.74, 0.78, 0.13, 0.12)) return isIn(x, y, 0.74, 0.78, 0.11, 0.1) ? CUP : LINE;
  const eyes = [0.36, 0.64].some((at) => isIn(x, y, at + tilt, 0.5, 0.07) && !isIn(x, y, at + tilt, 0.47, 0.08));
  if (eyes || isIn(x, y, 0.5 + tilt, 0.62, 0.035, 0.028)) return LINE;
  if (isIn(x, y, 0.5, 0.55, 0.33, 0.3)) return y > 0.58 ? CREAM : FUR;
  if (isIn(x, y, 0.5, 0.55, 0.355, 0.325)) return LINE;
  return isEar(x, y, 1) || isEar(x, y, -1) ? FUR : CLEAR;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/**
 * A PNG of that size: a fox in the middle, on a transparent ground or on an evening sky.
 *
 * @param variant - 0 to 2, which differ a little.
 */
export function drawnPng(width: number, height: number, variant: number): Buffer {
  const isSmall = width < 200;
  const side = Math.min(width, height);
  const rows = Buffer.alloc((1 + 4 * width) * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = 0.5 + (column + 0.5 - width / 2) / side;
      const y = 0.5 + (row + 0.5 - height / 2) / side;
      const drawn = foxAt(x, y, [0, 0.04, -0.04][variant] ?? 0);
      const sky: Color = [70 + (120 * row) / height, 50 + (60 * row) / height, 110, 255];
      rows.set(drawn[3] > 0 || isSmall ? drawn : sky, row * (1 + 4 * width) + 1 + 4 * column);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
