import { expect, it } from 'vitest';
import { embed, invokeModel } from './embedding.ts';

const similarity = (a: string, b: string) => {
  const [left, right] = [embed(a), embed(b)];
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0);
};

it('is a unit vector of 1,024, the same each time', () => {
  const vector = embed('Back squat, 5 × 5');

  expect(vector).toHaveLength(1_024);
  expect(Math.hypot(...vector)).toBeCloseTo(1);
  expect(embed('Back squat, 5 × 5')).toEqual(vector);
});

it('puts texts near each other that share words, or parts of them', () => {
  expect(similarity('my knee hurts when I squat', 'the knee hurts')).toBeGreaterThan(0.4);
  expect(similarity('squats', 'squat')).toBeGreaterThan(0.2);
  expect(similarity('my knee hurts', 'rowing intervals on Friday')).toBeLessThan(0.1);
});

it('gives what Titan gives, in the size that was asked for', () => {
  expect(invokeModel('titan', { inputText: 'Hi', dimensions: 256 })).toMatchObject({
    embedding: expect.objectContaining({ length: 256 }),
    inputTextTokenCount: 1,
  });
});

it('refuses an empty text and an unknown size', () => {
  expect(() => invokeModel('titan', { inputText: '' })).toThrow('#/inputText');
  expect(() => invokeModel('titan', { inputText: 'Hi', dimensions: 7 })).toThrow('#/dimensions');
});
