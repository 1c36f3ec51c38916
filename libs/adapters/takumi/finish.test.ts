import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { layOutOverlay } from '#domain/prompt-coach/overlay/lay-out-overlay';
import { type Overlay, UnreadablePicture } from '#ports/drawing';
import { decodePng, encodePng, filledPng, type PngPixels } from '#testing/png';
import { createTakumiDrawing } from './drawing.ts';
import { fewerColors } from './fewer-colors.ts';

const drawing = createTakumiDrawing();

const pixel = ({ width, data }: PngPixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4).subarray(0, 4),
];

const finished = async (request: Parameters<typeof drawing.finish>[0]) => decodePng(await drawing.finish(request));

/** Red on the left, blue on the right. */
function halves(width: number, height: number): Buffer {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    data.set(at % width < width / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255], at * 4);
  }
  return encodePng({ width, height, data });
}

/** Every pixel of its own color, so that it cannot be compressed. The same numbers each time. */
function noise(edge: number): Buffer {
  const data = new Uint8Array(edge * edge * 4);
  let state = 7;
  for (let at = 0; at < data.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    data[at] = at % 4 === 3 ? 255 : state >> 16;
  }
  return encodePng({ width: edge, height: edge, data });
}

/** Orange pictures of 4 × 2 pixels. */
const JPEG =
  '/9j/4AAQSkZJRgABAgAAAQABAAD/wAARCAACAAQDABEAAREBAhEB/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAI/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAAAAPwB6/9oACAEBEQA/AA4//9oACAECEQA/AGK//9k=';
const WEBP =
  'UklGRpYAAABXRUJQVlA4TIoAAAAvA0AAAM1VICICHogEAAAAAIABAAAAAAAAAAAAAAAAAAAAAwAAAAAAAAAAAAAAAAAAACAAAHggAQAAAAAA5x8AAAAAAAAAAAAAAAAAAAAIAAAAAAAAAAAAAAAAAAAA4IEEAAAAAACcfwAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABA5Ic=';

describe('a finished picture', () => {
  it('fills its format from the middle of a wider picture', async () => {
    const picture = await finished({ picture: halves(400, 100), width: 100, height: 100, fit: 'cover' });
    expect([pixel(picture, 5, 50), pixel(picture, 95, 50)]).toEqual([
      [255, 0, 0, 255],
      [0, 0, 255, 255],
    ]);
  });

  it('is whole on a transparent ground when it must not be cut', async () => {
    const picture = await finished({ picture: halves(400, 100), width: 112, height: 112, fit: 'contain' });
    expect(pixel(picture, 56, 5)[3]).toBe(0);
    expect(pixel(picture, 2, 56)).toEqual([255, 0, 0, 255]);
    expect(pixel(picture, 109, 56)).toEqual([0, 0, 255, 255]);
  });

  it('keeps colors when it is made smaller, without the pattern of skipped pixels', async () => {
    const data = new Uint8Array(256 * 256 * 4);
    for (let at = 0; at < data.length; at += 4)
      data.set((at / 4) % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255], at);
    const stripes = encodePng({ width: 256, height: 256, data });
    const picture = await finished({ picture: stripes, width: 32, height: 32, fit: 'cover' });
    for (const [x, y] of [
      [4, 4],
      [16, 16],
      [27, 9],
    ] as const) {
      const [grey = 0] = pixel(picture, x, y);
      expect(grey).toBeGreaterThan(90);
      expect(grey).toBeLessThan(170);
    }
  });

  it('is the same for the same request', async () => {
    const overlay = await layOutOverlay({ assetType: 'twitch_panel', texts: ['Über mich 🎮'] }, drawing);
    const request = {
      picture: halves(320, 160),
      width: 320,
      height: 160,
      fit: 'cover',
      ...(overlay && { overlay }),
    } as const;
    expect(Buffer.from(await drawing.finish(request)).equals(Buffer.from(await drawing.finish(request)))).toBe(true);
  });

  it.each([
    ['JPEG', JPEG],
    ['WebP', WEBP],
  ])('may come from a %s', async (_, base64) => {
    const picture = Buffer.from(base64, 'base64');
    expect(drawing.sizeOf(picture)).toEqual({ width: 4, height: 2 });
    const [red = 0, green = 0, blue = 0, alpha] = pixel(
      await finished({ picture, width: 8, height: 4, fit: 'cover' }),
      4,
      2,
    );
    expect(alpha).toBe(255);
    expect(Math.abs(red - 255) + Math.abs(green - 128) + Math.abs(blue)).toBeLessThan(12);
  });

  it('loses colors, but no pixels, until it is within the limit', async () => {
    const request = { picture: noise(72), width: 72, height: 72, fit: 'contain' } as const;
    const whole = await drawing.finish(request);
    const smaller = await drawing.finish({ ...request, maxBytes: 9_000 });
    expect(whole.length).toBeGreaterThan(15_000);
    expect(smaller.length).toBeLessThanOrEqual(9_000);
    const [before, after] = [decodePng(whole), decodePng(smaller)];
    expect(Math.max(...after.data.map((value, at) => Math.abs(value - (before.data[at] ?? 0))))).toBeLessThan(64);
  });

  it('shows a logo whole, also when its proportions are others than those of its box', async () => {
    const overlay: Overlay = {
      width: 100,
      height: 100,
      plates: [],
      lines: [],
      logo: { box: { x: 40, y: 10, width: 50, height: 20 }, picture: filledPng(20, 20, [0, 255, 0, 255]) },
    };
    const picture = await finished({
      picture: filledPng(10, 10, [255, 255, 255, 255]),
      width: 100,
      height: 100,
      fit: 'cover',
      overlay,
    });
    expect(pixel(picture, 65, 20)).toEqual([0, 255, 0, 255]);
    expect(pixel(picture, 45, 20)).toEqual([255, 255, 255, 255]);
    expect(pixel(picture, 65, 40)).toEqual([255, 255, 255, 255]);
  });

  it('refuses a logo that is no picture', async () => {
    const logo = { box: { x: 0, y: 0, width: 5, height: 5 }, picture: Buffer.from('no picture') };
    const overlay = { width: 10, height: 10, plates: [], lines: [], logo };
    await expect(drawing.vectors(overlay)).rejects.toThrow(UnreadablePicture);
  });

  it('still draws after a picture that it had to refuse', async () => {
    const broken = halves(20, 20).subarray(0, 60);
    await expect(drawing.finish({ picture: broken, width: 9, height: 9, fit: 'cover' })).rejects.toThrow(
      UnreadablePicture,
    );
    expect(await finished({ picture: halves(20, 20), width: 9, height: 9, fit: 'cover' })).toMatchObject({ width: 9 });
  });
});

it('a zip has the files of a pack', async () => {
  const files = await drawing.pack({
    picture: halves(112, 112),
    name: 'emote',
    sizes: [28, 56, 112],
    maxBytes: 1_000_000,
  });
  const unzipped = unzipSync(await drawing.zip(files));
  expect(Object.keys(unzipped)).toEqual(['emote-28.png', 'emote-56.png', 'emote-112.png']);
  for (const { name, bytes } of files) expect(Buffer.from(unzipped[name] ?? []).equals(Buffer.from(bytes))).toBe(true);
});

it('the sizes of WebP and GIF are read from their headers', () => {
  const lossless = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f', 'latin1'), Buffer.alloc(12)]);
  lossless.writeUInt32LE((119 << 14) | 319, 21);
  expect(drawing.sizeOf(lossless)).toEqual({ width: 320, height: 120 });
  const extended = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0', 'latin1'), Buffer.alloc(14)]);
  extended.writeUIntLE(2_559, 24, 3);
  extended.writeUIntLE(1_439, 27, 3);
  expect(drawing.sizeOf(extended)).toEqual({ width: 2_560, height: 1_440 });
  const lossy = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), Buffer.alloc(16)]);
  lossy.writeUInt16LE(640, 26);
  lossy.writeUInt16LE(360, 28);
  expect(drawing.sizeOf(lossy)).toEqual({ width: 640, height: 360 });
  const gif = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.from([16, 1, 32, 0])]);
  expect(drawing.sizeOf(gif)).toEqual({ width: 272, height: 32 });
});

it('fewer colors keep black, white and what is transparent', () => {
  const { data } = fewerColors({ width: 2, height: 1, data: Uint8Array.from([0, 255, 130, 0, 255, 0, 9, 255]) }, 2);
  expect([...data]).toEqual([0, 255, 170, 0, 255, 0, 0, 255]);
});
