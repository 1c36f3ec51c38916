import { describe, expect, it } from 'vitest';
import { loadCharacters } from './characters.ts';
import { loadEmoji } from './emoji.ts';
import { createFonts } from './fonts.ts';
import { type ShapedLine, shapeLine } from './shape-line.ts';

const fonts = createFonts();
const emoji = loadEmoji();

async function shaped(line: string, isRightToLeft = false): Promise<ShapedLine> {
  return shapeLine(line, isRightToLeft, await loadCharacters([line], 'sans', { fonts, emoji: () => emoji }));
}

/** The letters whose plain glyphs these are, from left to right. Joined letters have other glyphs. */
async function lettersOf(line: string, isRightToLeft = false): Promise<string> {
  const { glyphs } = await shaped(line, isRightToLeft);
  const letters = [...new Set(line.normalize('NFC'))];
  return glyphs
    .map(({ font, glyphId }) =>
      letters.find((letter) => font.font.nominalGlyph(letter.codePointAt(0) ?? 0) === glyphId),
    )
    .map((letter) => letter ?? '?')
    .join('');
}

describe('a shaped line', () => {
  it.each([
    ['Größenwahn', 'Größenwahn'],
    ['Straßenfest', 'Straßenfest'],
    ['Žluťoučký kůň', 'Žluťoučkýkůň'],
    ['Đường phố', 'Đườngphố'],
    ['Привет', 'Привет'],
    ['Γειά σου', 'Γειάσου'],
    ['今日は晴れ', '今日は晴れ'],
    ['简体中文', '简体中文'],
    ['繁體中文龜', '繁體中文龜'],
    ['한국어', '한국어'],
    ['สวัสดี', 'สวัสดี'],
  ])('has the glyphs of %s from left to right', async (line, letters) => {
    expect(await lettersOf(line)).toBe(letters);
  });

  it('puts Hebrew letters from right to left', async () => {
    expect(await lettersOf('שלום', true)).toBe('םולש');
  });

  it('keeps Latin words and numbers from left to right inside a text from right to left', async () => {
    expect(await lettersOf('שלום 7 GG 42', true)).toBe('GG427םולש');
  });

  it('keeps a Hebrew word reversed inside a text from left to right', async () => {
    expect(await lettersOf('GG שלום wow')).toBe('GGםולשwow');
  });

  it('joins Arabic letters', async () => {
    const { glyphs } = await shaped('ببب', true);
    expect(new Set(glyphs.map(({ glyphId }) => glyphId)).size).toBeGreaterThan(1);
    const [one, three] = [await shaped('ب', true), await shaped('ببب', true)];
    expect(three.ink.right).toBeLessThan(3 * one.ink.right);
  });

  it('draws a letter with a separate accent as the composed one', async () => {
    expect(await lettersOf('u\u0308ber')).toBe('über');
  });

  it.each([
    ['a family', '👨‍👩‍👧‍👦', 1],
    ['a flag', '🇯🇵', 1],
    ['a flag of a part of a country', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 1],
    ['a rainbow flag', '🏳️‍🌈', 1],
    ['a rainbow flag without its variation selector', '🏳‍🌈', 1],
    ['a skin tone', '👋🏽', 1],
    ['a keycap', '1️⃣', 1],
    ['a keycap with a sign', '#️⃣', 1],
    ['a heart in color', '❤️', 1],
    ['a runner to the right', '🏃‍➡️', 1],
    ['an emoji of Unicode 17', '🫪', 1],
    ['a sequence that has no drawing, as its parts', '🐼‍🔥', 2],
    ['three emoji', '🎮🔥🏆', 3],
  ])('draws %s', async (_, line, drawings) => {
    const { glyphs, drawings: drawn } = await shaped(line);
    expect(glyphs).toEqual([]);
    expect(drawn).toHaveLength(drawings);
  });

  it('draws a sign as a letter when it is not asked for in color', async () => {
    for (const line of ['❤︎', '©', '™', '☺', '7', '#']) {
      const { glyphs, drawings } = await shaped(line);
      expect([line, glyphs.length, drawings.length]).toEqual([line, 1, 0]);
    }
  });

  it('has ink that is as wide as its letters, also left of the start', async () => {
    const { ink, glyphs } = await shaped('jäger');
    expect(glyphs).toHaveLength(5);
    expect(ink.top).toBeGreaterThan(0.7);
    expect(ink.bottom).toBeLessThan(-0.1);
    expect(ink.left).toBeLessThanOrEqual(0);
  });
});
