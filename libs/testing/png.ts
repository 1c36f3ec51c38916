import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Four bytes for each pixel: red, green, blue, alpha. */
export interface PngPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** By color type. Type 3 has places in a palette. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** @param texts - Keywords and Latin-1 values of `tEXt` chunks. */
export function encodePng({ width, height, data }: PngPixels, texts: Readonly<Record<string, string>> = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let y = 0; y < height; y += 1) {
    rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...Object.entries(texts).map(([keyword, value]) => chunk('tEXt', Buffer.from(`${keyword}\0${value}`, 'latin1'))),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture of one color. */
export function filledPng(width: number, height: number, color: readonly [number, number, number, number]): Buffer {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set(color, at);
  return encodePng({ width, height, data });
}

/** Decodes a PNG of at most 8 bits a channel that is not interlaced. @throws RangeError for anything else. */
export function decodePng(png: Uint8Array): PngPixels {
  const bytes = Buffer.from(png);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new RangeError('no PNG');
  const chunks = [...chunksOf(bytes)];
  if (chunks.at(-1)?.type !== 'IEND') throw new RangeError('an incomplete PNG');
  const body = (wanted: string) => Buffer.concat(chunks.flatMap((part) => (part.type === wanted ? [part.body] : [])));
  const header = body('IHDR');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, type = 0, , , interlaced] = header.subarray(8);
  const channels = CHANNELS[type];
  if (channels === undefined || depth > 8 || interlaced !== 0) throw new RangeError('a PNG of another kind');
  const stride = Math.ceil((width * channels * depth) / 8);
  const rows = unfilter(inflateSync(body('IDAT')), stride, Math.ceil((channels * depth) / 8));
  const samples = depth === 8 ? rows : unpacked(rows, { stride, width, depth, scale: type === 3 ? 1 : 255 });
  if (type !== 3) return { width, height, data: toRgba(samples, channels) };
  return { width, height, data: fromPalette(samples, body('PLTE'), body('tRNS')) };
}

function* chunksOf(bytes: Buffer): Generator<{ readonly type: string; readonly body: Buffer }> {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** @see https://www.w3.org/TR/png-3/#9Filters */
function unfilter(rows: Buffer, stride: number, pixelBytes: number): Buffer {
  const height = rows.length / (stride + 1);
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= pixelBytes ? (out[at - pixelBytes] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const upLeft = x >= pixelBytes && y > 0 ? (out[at - stride - pixelBytes] ?? 0) : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4) guess = paeth(left, up, upLeft);
      out[at] = (rows[at + y + 1] ?? 0) + guess;
    }
  }
  return out;
}

interface Packed {
  readonly stride: number;
  readonly width: number;
  readonly depth: number;
  /** The value of the largest sample; 1 keeps the values. */
  readonly scale: number;
}

/** Several samples of one channel in a byte, as one a byte. */
function unpacked(rows: Buffer, { stride, width, depth, scale }: Packed): Buffer {
  const most = 2 ** depth - 1;
  const samples = Buffer.alloc((rows.length / stride) * width);
  for (let at = 0; at < samples.length; at += 1) {
    const bit = (at % width) * depth;
    const byte = rows[Math.floor(at / width) * stride + (bit >> 3)] ?? 0;
    const value = (byte >> (8 - depth - (bit & 7))) & most;
    samples[at] = scale === 1 ? value : (value * scale) / most;
  }
  return samples;
}

function fromPalette(samples: Buffer, palette: Buffer, alphas: Buffer): Uint8Array {
  const data = new Uint8Array(samples.length * 4);
  for (const [place, entry] of samples.entries()) {
    data.set([...palette.subarray(entry * 3, entry * 3 + 3), alphas[entry] ?? 255], place * 4);
  }
  return data;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

function toRgba(samples: Buffer, channels: number): Uint8Array {
  if (channels === 4) return new Uint8Array(samples);
  const data = new Uint8Array((samples.length / channels) * 4).fill(255);
  for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
    for (let channel = 0; channel < 3; channel += 1)
      data[to + channel] = samples[from + (channels < 3 ? 0 : channel)] ?? 0;
    if (channels === 2) data[to + 3] = samples[from + 1] ?? 255;
  }
  return data;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
