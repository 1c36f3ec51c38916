import { expect, it } from 'vitest';
import type { Typeface } from '#ports/drawing';
import { encodePng } from '#testing/png';
import { createTakumiDrawing } from './drawing.ts';

const drawing = createTakumiDrawing();
const [WIDTH, HEIGHT] = [1_024, 576];

/** A scene: a sky that gets darker, hills, and some round things in it. */
function scene([red, green, blue]: readonly [number, number, number]): Buffer {
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let at = 0; at < WIDTH * HEIGHT; at += 1) {
    const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
    const isHill = y > 430 + 40 * Math.sin(x / 90);
    const isBall = (x % 170) ** 2 + ((y % 190) - 60) ** 2 < 900;
    const shade = (isHill ? 0.7 : isBall ? 1.25 : 1) * (1.1 - y / 1_600);
    data.set(
      [red * shade, green * shade, blue * shade, 255].map((value) => Math.min(255, value)),
      at * 4,
    );
  }
  return encodePng({ width: WIDTH, height: HEIGHT, data });
}
const SCENES = { light: scene([190, 210, 235]), dark: scene([50, 40, 90]) };

interface Word {
  readonly word: string;
  readonly typeface?: Typeface;
  readonly sizePx?: number;
  readonly color?: string;
  readonly ground?: keyof typeof SCENES;
}

/** As an image model would draw it: in the pixels of the picture. */
async function withWord({ word, typeface = 'sans', sizePx = 80, color = '#ffffff', ground = 'dark' }: Word) {
  const box = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  const line = {
    textIndex: 0,
    line: word,
    isRightToLeft: false,
    typeface,
    sizePx,
    box,
    left: 90,
    baseline: 300,
    color,
  };
  const overlay = { width: WIDTH, height: HEIGHT, plates: [], lines: [line] };
  return drawing.finish({ picture: SCENES[ground], width: WIDTH, height: HEIGHT, fit: 'cover', overlay });
}

it.each([29, 46, 69, 104, 144])('a word of %i pixels is seen, light on dark and dark on light', async (sizePx) => {
  const dark = await withWord({ word: 'Victory', sizePx });
  const light = await withWord({ word: 'Victory', sizePx, color: '#151020', ground: 'light' });
  expect([await drawing.hasLetters(dark), await drawing.hasLetters(light)]).toEqual([true, true]);
});

it.each(['sans', 'serif', 'rounded', 'condensed', 'impact', 'mono', 'pixel', 'comic'] as const)(
  'words in %s letters are seen',
  async (typeface) => {
    expect(await drawing.hasLetters(await withWord({ word: 'Game Over', typeface }))).toBe(true);
  },
);

it('a scene without words is not taken for one with words', async () => {
  expect(await drawing.hasLetters(SCENES.light)).toBe(false);
  expect(await drawing.hasLetters(SCENES.dark)).toBe(false);
});

it.each(['IIIIIIII', 'OOOOOO', 'OO', 'bd  bd'])('a row of few or equal forms such as %s is no word', async (word) => {
  expect(await drawing.hasLetters(await withWord({ word }))).toBe(false);
});
