import { expect, it } from 'vitest';
import { createTakumiDrawing } from '#adapters/takumi/drawing';
import { MOTIFS } from './motifs.ts';
import { drawOrder } from './simulated-image-model.ts';

const drawing = createTakumiDrawing();
const SIDE = { width: 512, height: 288, without: '' };
const DETAILS = [
  'hard rim light, in front of a city',
  'pixel art, with stars',
  'a close-up with headphones',
  'neon, with confetti',
  'with a castle, dark night',
] as const;

it('pictures that were drawn without letters are not taken for written ones', async () => {
  const written: string[] = [];
  for (const [at, { name }] of MOTIFS.entries()) {
    if (at % 3 !== 0) continue;
    const prompt = `A ${name}, ${DETAILS[at % DETAILS.length]}.`;
    if (await drawing.hasLetters(await drawOrder({ ...SIDE, prompt, seed: at }))) written.push(prompt);
  }
  expect(written).toEqual([]);
});

it.each(['HELLO', 'GAME OVER', 'Guten Tag', 'STREAM'])('the letters %s are seen in a picture', async (letters) => {
  for (const [at, detail] of DETAILS.entries()) {
    const picture = await drawOrder({ ...SIDE, prompt: `A fox, ${detail}.`, seed: at, letters });
    expect(await drawing.hasLetters(picture)).toBe(true);
  }
});
