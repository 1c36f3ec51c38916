import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { packFrames, unpackFrames } from './frames.ts';

const EPOCH = 3;
const text = fc.string({ unit: 'binary' });
const step = fc.nat({ max: 2 });
const events = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('chunk' as const), text, step }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('thinking' as const), text, step }) },
  fc.record({ type: fc.constant('reset' as const), epoch: fc.nat() }),
  fc.record({ type: fc.constant('grounding' as const), query: text }),
);
/** Frames with occasional gaps in their numbers, as between two batches of one epoch. */
const frames = fc.array(fc.record({ event: events, skip: fc.constantFrom(0, 0, 0, 1) })).map((list): Frame[] => {
  let seq = 0;
  return list.map(({ event, skip }) => {
    seq += 1 + skip;
    return { id: { epoch: EPOCH, seq }, event };
  });
});

it('unpacks every frame exactly as it was packed', () => {
  fc.assert(
    fc.property(frames, (given) => {
      expect(unpackFrames(packFrames(given), EPOCH)).toEqual(given);
    }),
    { numRuns: 500 },
  );
});

it('stores no event without an id', () => {
  const passing: Frame = { event: { type: 'contextual', stage: 'x', content: 'y' } };
  expect(unpackFrames(packFrames([passing]), EPOCH)).toEqual([]);
});

it('keeps all fields of a delta that has more than a text', () => {
  const strange = { type: 'chunk', text: 'a', step: 0, later: true } as const;
  const frame: Frame = { id: { epoch: EPOCH, seq: 1 }, event: strange };
  expect(unpackFrames(packFrames([frame]), EPOCH)).toEqual([frame]);
});

it.each(['chunk', 'thinking'] as const)('stores a token of a %s in a few bytes', (type) => {
  const tokens = Array.from(
    { length: 400 },
    (_, place): Frame => ({ id: { epoch: EPOCH, seq: place + 1 }, event: { type, text: 'word', step: 0 } }),
  );
  expect(packFrames(tokens).length).toBeLessThan(400 * 8);
});
