import { describe, expect, it } from 'vitest';
import { type Drawing, type Overlay, PictureTooLarge, UndrawableText, UnreadablePicture } from '#ports/drawing';
import { decodePng, filledPng } from './png.ts';
import { readLines } from './read-vectors.ts';
import { writtenPng } from './written-png.ts';

const OPAQUE = filledPng(64, 48, [200, 40, 90, 255]);
const TRANSPARENT = filledPng(64, 64, [200, 40, 90, 100]);

const overlayOf = (line: string): Overlay => ({
  width: 320,
  height: 160,
  plates: [],
  lines: [
    {
      textIndex: 0,
      line,
      isRightToLeft: false,
      typeface: 'sans',
      sizePx: 20,
      box: { x: 10, y: 60, width: 200, height: 30 },
      left: 12,
      baseline: 80,
      color: '#ffffff',
    },
  ],
});

/** What every {@link Drawing} promises. */
export function describeDrawing(createDrawing: () => Drawing): void {
  const drawing = createDrawing();

  describe('a drawing', () => {
    it.each([
      [1_280, 720, 'cover'],
      [112, 112, 'contain'],
    ] as const)('finishes a picture in exactly %i × %i pixels', async (width, height, fit) => {
      const png = await drawing.finish({ picture: OPAQUE, width, height, fit });
      expect(drawing.sizeOf(png)).toEqual({ width, height });
      expect(decodePng(png)).toMatchObject({ width, height });
    });

    it('refuses bytes that are no picture, and a picture that is cut off', async () => {
      for (const picture of [Buffer.from('no picture'), OPAQUE.subarray(0, OPAQUE.length - 30)]) {
        const request = { picture, width: 100, height: 100, fit: 'cover' } as const;
        await expect(drawing.finish(request)).rejects.toThrow(UnreadablePicture);
      }
    });

    it('says which pictures are transparent', async () => {
      expect(await drawing.hasTransparency(OPAQUE)).toBe(false);
      expect(await drawing.hasTransparency(TRANSPARENT)).toBe(true);
      await expect(drawing.hasTransparency(Buffer.from('no picture'))).rejects.toThrow(UnreadablePicture);
    });

    it('sees a word in a picture, and none where there is none', async () => {
      expect(await drawing.hasLetters(writtenPng())).toBe(true);
      expect(await drawing.hasLetters(OPAQUE)).toBe(false);
      await expect(drawing.hasLetters(Buffer.from('no picture'))).rejects.toThrow(UnreadablePicture);
    });

    it('reads the size of a PNG from its header, and none from other bytes', () => {
      expect(drawing.sizeOf(OPAQUE.subarray(0, 40))).toEqual({ width: 64, height: 48 });
      expect(drawing.sizeOf(Buffer.from('no picture'))).toBeUndefined();
      expect(drawing.sizeOf(Buffer.alloc(0))).toBeUndefined();
    });

    it('measures lines in ems: more letters are wider', async () => {
      const measure = await drawing.measure(['Gold Rush'], 'sans');
      const [one, two] = [measure('Gold', false), measure('Gold Rush', false)];
      expect(one.width).toBeGreaterThan(1);
      expect(two.width).toBeGreaterThan(one.width * 1.5);
      expect(one.ascent).toBeGreaterThan(0.5);
      expect(one.descent).toBeGreaterThanOrEqual(0);
    });

    it('names the characters that cannot be drawn, and refuses to draw them', async () => {
      expect(await drawing.undrawable(['Grün', '漢字'])).toEqual([]);
      expect(await drawing.undrawable(['a\u{F0000}b', '\u{F0000}'])).toEqual(['\u{F0000}']);
      await expect(drawing.vectors(overlayOf('a\u{F0000}'))).rejects.toThrow(UndrawableText);
      const request = { picture: OPAQUE, width: 320, height: 160, fit: 'cover' } as const;
      await expect(drawing.finish({ ...request, overlay: overlayOf('\u{F0000}') })).rejects.toThrow(UndrawableText);
    });

    it('writes each line with its box into the vectors', async () => {
      const [drawn, ...others] = readLines(await drawing.vectors(overlayOf('Tom & "Jerry" <3')));
      expect(others).toEqual([]);
      expect(drawn).toMatchObject({ line: 'Tom & "Jerry" <3', box: { x: 10, y: 60, width: 200, height: 30 } });
    });

    it('makes a pack of squares within the limit, transparent where the picture is', async () => {
      const pack = await drawing.pack({ picture: TRANSPARENT, name: 'badge', sizes: [18, 36, 72], maxBytes: 25_000 });
      expect(pack.map(({ name }) => name)).toEqual(['badge-18.png', 'badge-36.png', 'badge-72.png']);
      for (const [place, edge] of [18, 36, 72].entries()) {
        const bytes = pack[place]?.bytes ?? Buffer.alloc(0);
        expect(decodePng(bytes)).toMatchObject({ width: edge, height: edge });
        expect(bytes.length).toBeLessThanOrEqual(25_000);
        expect(await drawing.hasTransparency(bytes)).toBe(true);
      }
    });

    it('refuses a limit that no PNG of the size can keep', async () => {
      const request = { picture: OPAQUE, width: 300, height: 300, fit: 'cover', maxBytes: 20 } as const;
      await expect(drawing.finish(request)).rejects.toThrow(PictureTooLarge);
    });

    it('zips the same files to the same bytes', async () => {
      const files = [{ name: 'badge-18.png', bytes: OPAQUE }];
      const zip = Buffer.from(await drawing.zip(files));
      expect(zip.includes('badge-18.png')).toBe(true);
      expect(zip.includes(OPAQUE)).toBe(true);
      expect(Buffer.from(await drawing.zip(files)).equals(zip)).toBe(true);
    });
  });
}
