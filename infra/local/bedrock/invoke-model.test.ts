import { expect, it } from 'vitest';
import { embed } from './embed.ts';
import { invokeModel } from './invoke-model.ts';

const similarity = (a: string, b: string) => {
  const [left, right] = [embed(a), embed(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
};

it('embeds a text as the same unit vector of 1,024 dimensions each time', () => {
  const vector = embed('Back squat, 5 × 5');

  expect(vector).toHaveLength(1_024);
  expect(Math.hypot(...vector)).toBeCloseTo(1);
  expect(embed('Back squat, 5 × 5')).toEqual(vector);
});

it('embeds texts that share words or parts of words as similar vectors', () => {
  expect(similarity('my knee hurts when I squat', 'the knee hurts')).toBeGreaterThan(0.4);
  expect(similarity('squats', 'squat')).toBeGreaterThan(0.2);
  expect(similarity('my knee hurts', 'rowing intervals on Friday')).toBeLessThan(0.1);
});

it('answers InvokeModel like Titan, with the requested number of dimensions', async () => {
  expect(await invokeModel('titan', { inputText: 'Hi', dimensions: 256 })).toMatchObject({
    embedding: expect.objectContaining({ length: 256 }),
    inputTextTokenCount: 1,
  });
});

it('refuses to embed an empty text or with an unknown number of dimensions', async () => {
  await expect(invokeModel('titan', { inputText: '' })).rejects.toThrow('#/inputText');
  await expect(invokeModel('titan', { inputText: 'Hi', dimensions: 7 })).rejects.toThrow('#/dimensions');
});
