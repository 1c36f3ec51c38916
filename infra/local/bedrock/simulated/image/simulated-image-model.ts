import { hexOf, isColorful } from './colors.ts';
import { drawScene } from './draw-scene.ts';
import { hashOf } from './random.ts';
import { readScene, type Scene } from './read-scene.ts';
import { pixelsOf, renderPng } from './render.ts';

/** What an image model is asked for, whatever the form of the request. */
export interface ImageOrder {
  readonly prompt: string;
  readonly without: string;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** The picture to start from. */
  readonly basedOn?: Uint8Array;
  /** Texts that a scripted misbehaviour draws. */
  readonly letters?: string;
}

/** Blocks on the shorter side of a picture in pixel art. */
const PIXELS = 72;

/**
 * Draws a PNG from a description: its subject, colours, feeling, light and composition, out of hand-made shapes. The
 * same order gives the same bytes. A picture to start from gives its colours, and together with the seed the details.
 */
export async function drawOrder({
  prompt,
  without,
  width,
  height,
  seed,
  basedOn,
  letters,
}: ImageOrder): Promise<Buffer> {
  const scene = readScene(prompt, without);
  const palette = basedOn ? await paletteOf(basedOn) : [];
  const canvas = {
    width,
    height,
    seed: seed ^ hashOf(String(palette)),
    palette,
    ...(letters !== undefined && { letters }),
  };
  const svg = drawScene(scene, canvas);
  return scene.technique === 'pixel' ? pixelated(svg, scene, width, height) : renderPng(svg);
}

/** Draws in few pixels, and scales them up without smoothing. */
async function pixelated(svg: string, { layout }: Scene, width: number, height: number): Promise<Buffer> {
  const detail = layout === 'head' ? PIXELS : PIXELS * 1.6;
  const small = await renderPng(svg, Math.round((detail * width) / Math.min(width, height)));
  const data = small.toString('base64');
  return renderPng(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="data:image/png;base64,${data}" width="${width}" height="${height}" preserveAspectRatio="none" image-rendering="optimizeSpeed"/></svg>`,
  );
}

const SIDE = 24;
const STEP = 48;

/** The most frequent colours of a picture, at most 6. */
async function paletteOf(png: Uint8Array): Promise<readonly string[]> {
  const pixels = await pixelsOf(png, SIDE);
  const counts = new Map<string, { count: number; sum: [number, number, number] }>();
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha < 200) continue;
    const key = [red, green, blue].map((value) => Math.round(value / STEP)).join();
    const entry = counts.get(key) ?? { count: 0, sum: [0, 0, 0] };
    entry.count += 1;
    entry.sum = [entry.sum[0] + red, entry.sum[1] + green, entry.sum[2] + blue];
    counts.set(key, entry);
  }
  const all = [...counts.values()].sort((one, other) => other.count - one.count);
  const colors = all.map(({ count, sum }) => hexOf(sum.map((value) => value / count)));
  return [...colors.filter(isColorful), ...colors.filter((color) => !isColorful(color))].slice(0, 6);
}
