import { describe, expect, it } from 'vitest';
import { MOTIFS } from './motifs.ts';
import { readScene } from './read-scene.ts';
import { pixelsOf } from './render.ts';
import { drawOrder, type ImageOrder } from './simulated-image-model.ts';

const draw = (prompt: string, more: Partial<ImageOrder> = {}) =>
  drawOrder({ prompt, without: '', width: 192, height: 192, seed: 1, ...more });

/** The share of pixels for which `test` holds. */
async function shareOf(
  png: Buffer,
  test: (pixel: readonly [number, number, number, number]) => boolean,
): Promise<number> {
  const pixels = await pixelsOf(png, 48);
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (test([red, green, blue, alpha])) count += 1;
  }
  return count / (pixels.length / 4);
}
const isClear = ([, , , alpha]: readonly [number, number, number, number]) => alpha < 10;

const namesIn = (prompt: string) => readScene(prompt).motifs.map(({ name }) => name);

describe('a description', () => {
  it.each([
    ['A happy fox with headphones', ['fox']],
    ['a ninja cat', ['cat']],
    ['An angry dragon and a knight fighting on a mountain', ['dragon', 'knight', 'mountain']],
    ['Ein Ritter mit Schwert vor einer Burg', ['knight', 'castle']],
    ['a pirate ship at night', ['ship']],
    ['a golden crown', ['crown']],
    ['a quantum gizmo', []],
    ['a castle without a dragon', ['castle']],
  ])('names the motifs of "%s"', (prompt, motifs) => expect(namesIn(prompt)).toEqual(motifs));

  it('names each motif by its own name', () => {
    for (const { name } of MOTIFS) expect(namesIn(`A ${name}.`)).toContain(name);
  });

  it('names colours of the subject and of the background', () => {
    const scene = readScene('A pink fox, with a blue background. Coloured in Teal #00aaaa.');

    expect([scene.subjectColor, scene.backgroundColor, scene.colors.at(-1)]).toEqual(['#ff7ab8', '#3a86ff', '#00aaaa']);
  });

  it.each([
    ['A sleepy bear', 'sleepy'],
    ['Ein wütender Wolf', 'angry'],
    ['a robot that is surprised', 'surprised'],
    ['a fox, not angry', 'calm'],
  ])('tells the feeling of "%s"', (prompt, feeling) => expect(readScene(prompt).feeling).toBe(feeling));
});

describe('a picture', () => {
  it('is the same for the same order, and another one for another seed', async () => {
    const [first, again, other] = [await draw('a fox'), await draw('a fox'), await draw('a fox', { seed: 2 })];

    expect(first.equals(again)).toBe(true);
    expect(first.equals(other)).toBe(false);
  });

  it('differs by subject, feeling, light and style', async () => {
    const prompts = [
      'a fox',
      'a cat',
      'an angry fox',
      'a neon fox',
      'a fox, pixel art',
      'a fox with a crown',
      'a gizmo',
      'a gadget',
    ];
    const all = await Promise.all(prompts.map((prompt) => draw(prompt)));

    expect(new Set(all.map((png) => png.toString('base64'))).size).toBe(prompts.length);
  });

  it('has the colour that the words give to the subject', async () => {
    const isPink = ([red, green, blue]: readonly [number, number, number, number]) =>
      red > 200 && green < 170 && blue > 140;
    const [pink, plain] = [await draw('a pink fox, neon'), await draw('a fox, neon')];

    expect(await shareOf(pink, isPink)).toBeGreaterThan(0.1);
    expect(await shareOf(plain, isPink)).toBeLessThan(0.06);
  });

  it('is transparent around the subject only when the words ask for it', async () => {
    expect(await shareOf(await draw('a fox on a transparent background'), isClear)).toBeGreaterThan(0.25);
    expect(await shareOf(await draw('a fox'), isClear)).toBe(0);
  });

  it('takes its colours from the picture that it starts from', async () => {
    const isGreen = ([red, green, blue]: readonly [number, number, number, number]) =>
      green > red + 25 && green > blue + 15;
    const start = await draw('a gift with a green background');
    const changed = await draw('a gift with sparkles', { basedOn: start, seed: 9 });

    expect(await shareOf(start, isGreen)).toBeGreaterThan(0.3);
    expect(await shareOf(changed, isGreen)).toBeGreaterThan(0.3);
    expect(changed.equals(start)).toBe(false);
  });

  it('has letters only when a script makes the model misbehave', async () => {
    const plain = await draw('a fox with the text HELLO');

    expect(plain.equals(await draw('a fox with the text HELLO', { letters: 'HELLO' }))).toBe(false);
  });

  it.each(MOTIFS)('can be drawn of a $name, in each direction', async ({ name }) => {
    expect((await draw(`a ${name}`, { width: 64, height: 96 })).length).toBeGreaterThan(500);
  });
});
