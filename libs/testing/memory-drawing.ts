import { type Drawing, type Overlay, PictureTooLarge, UndrawableText, UnreadablePicture } from '#ports/drawing';
import { decodePng, encodePng } from './png.ts';
import { isWrittenPng, type writtenPng } from './written-png.ts';

export interface MemoryDrawing extends Drawing {
  /** The overlays of the finished pictures, oldest first. */
  readonly finished: readonly (Overlay | undefined)[];
}

/** Of every character, in ems. */
const LETTER = { width: 0.55, ascent: 0.75, descent: 0.2 } as const;
const PRIVATE_USE = /\p{Co}/u;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Drawing without fonts and pixels. It reads PNGs only. Each character is as wide as any other, a finished picture has
 * one color, and it is transparent where the given one is. Of words it sees only those of {@link writtenPng}.
 */
export function createMemoryDrawing(): MemoryDrawing {
  const finished: (Overlay | undefined)[] = [];
  const finish: Drawing['finish'] = async ({
    picture,
    width,
    height,
    overlay,
    maxBytes = Number.POSITIVE_INFINITY,
  }) => {
    const isTransparent = await hasTransparency(picture);
    if (overlay) refuseUndrawable(overlay.lines.map(({ line }) => line));
    const data = new Uint8Array(width * height * 4).fill(isTransparent ? 0 : 255);
    const png = encodePng({ width, height, data });
    if (png.length > maxBytes) throw new PictureTooLarge(`${png.length} bytes`);
    finished.push(overlay);
    return png;
  };
  return {
    finished,
    measure: async () => (line) => ({ ...LETTER, width: LETTER.width * [...characters.segment(line)].length }),
    undrawable: async (texts) => undrawableOf(texts),
    vectors: async (overlay) => {
      refuseUndrawable(overlay.lines.map(({ line }) => line));
      return vectorsOf(overlay);
    },
    finish,
    pack: ({ picture, name, sizes, maxBytes }) =>
      Promise.all(
        sizes.map(async (edge) => ({
          name: `${name}-${edge}.png`,
          bytes: await finish({ picture, width: edge, height: edge, fit: 'contain', maxBytes }),
        })),
      ),
    zip: async (files) => Buffer.concat(files.flatMap(({ name, bytes }) => [Buffer.from(name), bytes])),
    hasTransparency,
    hasLetters: async (picture) => {
      await hasTransparency(picture);
      return isWrittenPng(picture);
    },
    sizeOf: (picture) => {
      const bytes = Buffer.from(picture);
      if (bytes.length < 24 || !bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
      return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    },
  };
}

async function hasTransparency(picture: Uint8Array): Promise<boolean> {
  try {
    return decodePng(picture).data.some((value, place) => place % 4 === 3 && value < 255);
  } catch (error) {
    throw new UnreadablePicture('no PNG', { cause: error });
  }
}

const undrawableOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [...text].filter((character) => PRIVATE_USE.test(character)))),
];

function refuseUndrawable(texts: readonly string[]): void {
  if (undrawableOf(texts).length > 0) throw new UndrawableText('a character without a glyph');
}

const vectorsOf = ({ width, height, lines }: Overlay): string => {
  const groups = lines.map(({ line, textIndex, box }) => {
    const place = [box.x, box.y, box.width, box.height].join(' ');
    return `<g data-line="${escapeXml(line)}" data-text="${textIndex}" data-box="${place}"></g><!--line-->`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${groups.join('')}</svg>`;
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
