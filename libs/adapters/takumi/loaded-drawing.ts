import { zipSync } from 'fflate';
import {
  type Drawing,
  type FinishRequest,
  type Overlay,
  type PackFile,
  PictureTooLarge,
  UnreadablePicture,
} from '#ports/drawing';
import { loadEmoji } from './emoji.ts';
import { COLOR_STEPS, fewerColors } from './fewer-colors.ts';
import { createFonts } from './fonts.ts';
import { CHECKED_PX, hasLetters } from './has-letters.ts';
import { pictureSize } from './picture-size.ts';
import { loadRenderer, type PictureRenderer, type Pixels, type Scene } from './renderer.ts';
import { createTypesetter } from './typesetter.ts';
import { vectorsOf } from './vectors.ts';

/** The oldest time that a zip can state, in local time as the format has it. */
const NO_TIME = new Date(1980, 0, 1);

export async function loadDrawing(): Promise<Omit<Drawing, 'sizeOf'>> {
  const renderer = await loadRenderer();
  let emoji: ReturnType<typeof loadEmoji> | undefined;
  const typesetter = createTypesetter({
    fonts: createFonts(),
    emoji: () => {
      emoji ??= loadEmoji();
      return emoji;
    },
  });

  const vectors = async (overlay: Overlay) => {
    const [lines, logo] = await Promise.all([typesetter.shape(overlay.lines), logoOf(renderer, overlay)]);
    return vectorsOf(overlay, lines, logo);
  };
  const finish = async ({ overlay, maxBytes, ...scene }: FinishRequest) => {
    const svg = overlay && (await vectors(overlay));
    return encode(renderer, { ...scene, ...(svg === undefined ? {} : { svg }) }, maxBytes);
  };
  return {
    measure: typesetter.measure,
    undrawable: typesetter.undrawable,
    vectors,
    finish,
    pack: ({ picture, name, sizes, maxBytes }) =>
      Promise.all(
        sizes.map(async (edge) => ({
          name: `${name}-${edge}.png`,
          bytes: await encode(renderer, { picture, width: edge, height: edge, fit: 'contain' }, maxBytes),
        })),
      ),
    zip: async (files) => zipOf(files),
    hasTransparency: async (picture) => hasTransparency(await pixelsOf(renderer, picture)),
    hasLetters: async (picture) => hasLetters(await pixelsOf(renderer, picture, CHECKED_PX)),
  };
}

/** The logo as a PNG of exactly its box, whatever format it has. */
async function logoOf(renderer: PictureRenderer, { logo }: Overlay): Promise<Uint8Array | undefined> {
  if (!logo) return undefined;
  const width = Math.ceil(logo.box.width);
  const height = Math.ceil(logo.box.height);
  return renderer.toPng({ picture: logo.picture, width, height, fit: 'contain' });
}

async function encode(renderer: PictureRenderer, scene: Scene, maxBytes = Number.POSITIVE_INFINITY) {
  const png = await renderer.toPng(scene);
  if (png.length <= maxBytes) return png;
  const pixels = await renderer.toPixels(scene);
  for (const bits of COLOR_STEPS) {
    const { width, height } = pixels;
    const smaller = await renderer.toPng({ picture: fewerColors(pixels, bits), width, height, fit: 'cover' });
    if (smaller.length <= maxBytes) return smaller;
  }
  throw new PictureTooLarge(`a PNG of ${scene.width} × ${scene.height} exceeds ${maxBytes} bytes`);
}

/** @param longest - Of the longer side, in pixels. A larger picture is made smaller. */
async function pixelsOf(renderer: PictureRenderer, picture: Uint8Array, longest = Number.POSITIVE_INFINITY) {
  const size = pictureSize(picture);
  if (!size) throw new UnreadablePicture('unknown format');
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  const scaled = (edge: number) => Math.max(1, Math.round(edge * scale));
  return renderer.toPixels({ picture, width: scaled(size.width), height: scaled(size.height), fit: 'cover' });
}

function hasTransparency({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < 255) return true;
  return false;
}

/** PNGs are stored as they are, because they are compressed already. */
const zipOf = (files: readonly PackFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 0, mtime: NO_TIME });
