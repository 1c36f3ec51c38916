import { describe, expect, it } from 'vitest';
import { MAX_IMAGE_BYTES } from '#contract/uploads';
import { type FoundImage, planImage } from './plan-image.ts';

const plan = (more: Partial<FoundImage> = {}) =>
  planImage({ kind: 'image/jpeg', isPlain: true, sizeBytes: 1_000, width: 1_568, height: 900, ...more });

const firstOf = (more: Partial<FoundImage>) => {
  const planned = plan(more);
  return planned.action === 'draw' ? planned.encodings[0]?.contentType : planned.action;
};

it('keeps a small image of an accepted type as it is', () => {
  expect(plan()).toEqual({ action: 'keep', contentType: 'image/jpeg' });
});

it.each([
  ['is one pixel too wide', { width: 1_569 }],
  ['is one pixel too high', { height: 1_569 }],
  ['is one byte too large', { sizeBytes: MAX_IMAGE_BYTES + 1 }],
  ['has notes of the camera', { isPlain: false }],
])('draws an image anew that %s', (_, more) => {
  expect(plan(more)).toHaveProperty('action', 'draw');
});

describe('an image that is drawn', () => {
  it.each([
    ['a wide one', 4_000, 3_000, [1_568, 1_176]],
    ['a high one', 3_000, 4_000, [1_176, 1_568]],
    ['a line', 9_000, 1, [1_568, 1]],
    ['one that is small enough', 800, 600, [800, 600]],
  ])('keeps its proportions within 1,568 pixels: %s', (_, width, height, [fitWidth, fitHeight]) => {
    expect(plan({ isPlain: false, width, height })).toMatchObject({ width: fitWidth, height: fitHeight });
  });

  it('keeps what may be transparent, and becomes a jpeg otherwise', () => {
    const large = { width: 3_000 };
    expect(firstOf({ ...large, kind: 'image/png' })).toBe('image/png');
    expect(firstOf({ ...large, kind: 'image/webp' })).toBe('image/webp');
    expect(firstOf({ ...large, kind: 'image/gif' })).toBe('image/png');
    expect(firstOf({ ...large, kind: 'image/jpeg' })).toBe('image/jpeg');
    expect(firstOf({ kind: 'heic', isPlain: false })).toBe('image/jpeg');
    expect(firstOf({ kind: 'other', isPlain: false })).toBe('image/jpeg');
  });

  it('has a smaller encoding for every one that may be too large', () => {
    const { encodings } = plan({ kind: 'image/png', width: 3_000 }) as Extract<
      ReturnType<typeof plan>,
      { action: 'draw' }
    >;
    expect(encodings.map(({ contentType, quality }) => [contentType, quality])).toEqual([
      ['image/png', undefined],
      ['image/jpeg', 0.9],
      ['image/jpeg', 0.75],
      ['image/jpeg', 0.5],
    ]);
  });
});
