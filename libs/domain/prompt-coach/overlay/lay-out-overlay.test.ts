import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSET_FORMATS, AssetType } from '#contract/prompt-coach/asset-types';
import { type Box, type Overlay, TYPEFACES } from '#ports/drawing';
import { createMemoryDrawing } from '#testing/memory-drawing';
import { filledPng } from '#testing/png';
import { layOutOverlay, type OverlayRequest } from './lay-out-overlay.ts';
import { fitOf, safeAreaOf, textAreaOf } from './safe-area.ts';

const drawing = createMemoryDrawing();
const logo = { picture: filledPng(30, 10, [0, 0, 0, 255]), width: 30, height: 10 };

async function laidOut(request: OverlayRequest): Promise<Overlay> {
  const overlay = await layOutOverlay(request, drawing);
  if (!overlay) throw new Error('nothing to draw');
  return overlay;
}

const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 0.01 &&
  inner.y >= outer.y - 0.01 &&
  inner.x + inner.width <= outer.x + outer.width + 0.01 &&
  inner.y + inner.height <= outer.y + outer.height + 0.01;

const overlaps = (a: Box, b: Box) =>
  a.x + a.width > b.x + 0.01 &&
  b.x + b.width > a.x + 0.01 &&
  a.y + a.height > b.y + 0.01 &&
  b.y + b.height > a.y + 0.01;

/** The box of each text and of the logo. */
const partsOf = ({ lines, plates, logo: placed }: Overlay): Box[] => [
  ...lines.filter(({ outline }) => outline).map(({ box }) => box),
  ...plates.map(({ box }) => box),
  ...(placed ? [placed.box] : []),
];

describe('an overlay', () => {
  it('is inside the safe area of every asset type, without overlaps, whatever the texts and the logo are', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => [...value].slice(0, 60).join(''));
    const long = fc.constantFrom('W'.repeat(60), 'ab '.repeat(20), '漢'.repeat(60), 'one two');
    const edge = fc.integer({ min: 1, max: 8_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...AssetType.options),
        fc.array(fc.oneof(text, long), { maxLength: 4 }),
        fc.option(fc.record({ width: edge, height: edge }), { nil: undefined }),
        async (assetType, texts, size) => {
          const request = { assetType, texts, ...(size && { logo: { ...logo, ...size } }) };
          const overlay = await layOutOverlay(request, drawing);
          if (!overlay) return;
          const parts = partsOf(overlay);
          expect(parts.filter((box) => !isInside(box, textAreaOf(assetType)))).toEqual([]);
          expect(parts.filter((box, place) => parts.slice(0, place).some((other) => overlaps(box, other)))).toEqual([]);
          const strays = overlay.lines.filter(({ box, outline, textIndex }) => {
            const plate = overlay.plates.find((candidate) => candidate.textIndex === textIndex);
            return !outline && !(plate && isInside(box, plate.box));
          });
          expect(strays).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('draws the first text largest and above the others', async () => {
    const { lines } = await laidOut({ assetType: 'thumbnail', texts: ['Finale', 'Tonight', 'At eight'] });
    const [first, second, third] = lines;
    expect(lines.map(({ line, textIndex }) => [line, textIndex])).toEqual([
      ['Finale', 0],
      ['Tonight', 1],
      ['At eight', 2],
    ]);
    expect(first?.sizePx).toBeGreaterThan(2 * (second?.sizePx ?? 0));
    expect(second?.baseline).toBeLessThan(third?.baseline ?? 0);
    expect(first?.baseline).toBeLessThan(second?.baseline ?? 0);
  });

  it('shrinks a longer text', async () => {
    const sizeOf = async (text: string) =>
      (await laidOut({ assetType: 'thumbnail', texts: [text] })).lines[0]?.sizePx ?? 0;
    expect(await sizeOf('GG')).toBeGreaterThan(
      1.5 * (await sizeOf('the quick brown fox jumps over the lazy dogs today')),
    );
  });

  it('makes lines of similar length', async () => {
    const { lines } = await laidOut({
      assetType: 'thumbnail',
      texts: ['the quick brown fox jumps over one lazy dog now'],
    });
    const widths = lines.map(({ box }) => box.width);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.min(...widths)).toBeGreaterThan(0.6 * Math.max(...widths));
  });

  it('aligns a text from right to left at the right of its part of the picture', async () => {
    const [left] = (await laidOut({ assetType: 'thumbnail', texts: ['hello'] })).lines;
    const [right] = (await laidOut({ assetType: 'thumbnail', texts: ['שלום'] })).lines;
    const area = textAreaOf('thumbnail');
    expect([left?.isRightToLeft, right?.isRightToLeft]).toEqual([false, true]);
    expect(left?.box.x).toBeCloseTo(area.x);
    expect((right?.box.x ?? 0) + (right?.box.width ?? 0)).toBeCloseTo(area.x + 0.6 * area.width);
  });

  it('keeps the place of each text when one is blank', async () => {
    const { lines } = await laidOut({ assetType: 'thumbnail', texts: [' ', 'Second'] });
    expect(lines.map(({ line, textIndex }) => [line, textIndex])).toEqual([['Second', 1]]);
  });

  it('is nothing without texts and logo', async () => {
    expect(await layOutOverlay({ assetType: 'thumbnail', texts: ['', ' '] }, drawing)).toBeUndefined();
  });

  it('shows the whole logo in the upper right corner, in its own proportions', async () => {
    const { logo: placed, lines } = await laidOut({ assetType: 'banner', texts: [], logo });
    const area = textAreaOf('banner');
    expect(lines).toEqual([]);
    expect((placed?.box.width ?? 0) / (placed?.box.height ?? 1)).toBeCloseTo(3);
    expect(placed?.box.y).toBeCloseTo(area.y);
    expect((placed?.box.x ?? 0) + (placed?.box.width ?? 0)).toBeCloseTo(area.x + area.width);
  });

  it('uses the typefaces that are nearest to the fonts of the brand', async () => {
    const brand = { colors: [], fonts: { headline: 'Pacifico', body: 'Fira Code' } };
    const { lines } = await laidOut({ assetType: 'thumbnail', texts: ['One', 'Two'], brand });
    expect(lines.map(({ typeface }) => typeface)).toEqual(['script', 'mono']);
    expect(TYPEFACES).toContain(lines[0]?.typeface);
  });

  it('darkens pictures behind texts in a corner, but nothing that is transparent', async () => {
    expect((await laidOut({ assetType: 'thumbnail', texts: ['GG'] })).shade).toBeDefined();
    expect((await laidOut({ assetType: 'twitch_emote', texts: ['GG'] })).shade).toBeUndefined();
  });

  it('is a small label at the lower edge of a stream overlay, and leaves its middle as it is', async () => {
    const long = 'the quick brown fox jumps over the lazy dogs until tonight';
    for (const texts of [['GG'], [long, long, long, long]]) {
      const overlay = await laidOut({ assetType: 'overlay', texts });
      expect(overlay.shade).toBeUndefined();
      expect(Math.min(...partsOf(overlay).map(({ y }) => y))).toBeGreaterThan(1_080 * 0.75);
      expect(overlay.lines[0]?.sizePx).toBeLessThan(1_080 * 0.07);
    }
  });

  it('leaves the right side of a wide picture to its subject', async () => {
    for (const assetType of ['banner', 'twitch_banner', 'twitch_panel', 'twitch_offline'] as const) {
      const overlay = await laidOut({ assetType, texts: ['the quick brown fox jumps over it', 'Tonight'] });
      const { x, width } = textAreaOf(assetType);
      for (const box of partsOf(overlay)) expect(box.x + box.width).toBeLessThan(x + width * 0.55);
    }
  });
});

describe('the safe area', () => {
  it('is the centered part that the format names', () => {
    expect(safeAreaOf('banner')).toEqual({ x: 507, y: 508.5, width: 1_546, height: 423 });
  });

  it('is the whole picture, or for tall ones the part without the controls of the apps', () => {
    expect(safeAreaOf('thumbnail')).toEqual({ x: 0, y: 0, width: 1_280, height: 720 });
    expect(safeAreaOf('tiktok_story').y).toBeGreaterThan(250);
  });

  it('pictures fill their format, but emotes and badges are shown whole', () => {
    const contained = AssetType.options.filter((assetType) => fitOf(assetType) === 'contain');
    expect(contained).toEqual(AssetType.options.filter((assetType) => ASSET_FORMATS[assetType].isTransparent));
    expect(contained).toEqual(['twitch_emote', 'twitch_badge']);
  });
});
