import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CoachEvent } from '#contract/events';
import { formatFrame } from '#contract/sse';
import { framesOf, TAPES } from '#testing/turn-tapes';
import { createBlocks, createWhole, receivedFrom } from './read-events.ts';
import { Unreachable } from './refusal.ts';

/** What one block is taken for: its event, nothing, or a fault. */
function takenFor(data: string): unknown {
  try {
    return receivedFrom({ data })?.event ?? 'unknown';
  } catch (error) {
    return error instanceof Unreachable ? 'broken' : error;
  }
}

const oddly = <Value>(usual: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: usual }, fc.constantFrom(undefined, null, -1, 1.5, 2 ** 53, '1', [], {}));

it('accepts by the fast path exactly what the schema accepts', () => {
  const almostDelta = fc.record({
    type: fc.constantFrom('chunk', 'thinking', 'contextual', 'later', undefined),
    text: oddly(fc.string()),
    step: oddly(fc.nat()),
  });
  fc.assert(
    fc.property(fc.oneof(almostDelta, fc.jsonValue()), (value) => {
      const { success, data, error } = CoachEvent.safeParse(JSON.parse(JSON.stringify(value)));
      const isUnknown = error?.issues[0]?.path[0] === 'type';
      expect(takenFor(JSON.stringify(value))).toEqual(success ? data : isUnknown ? 'unknown' : 'broken');
    }),
  );
});

it('treats data that is not JSON as a broken stream', () => {
  expect(takenFor('{"type":"chu')).toBe('broken');
});

it('reads the same events however the bytes are split', () => {
  const frames = framesOf(TAPES.extras);
  const bytes = Buffer.from(frames.map((frame) => formatFrame(frame)).join(''));
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
      const take = createBlocks();
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const parts = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      const received = parts.flatMap(take).map(receivedFrom);
      expect(received).toEqual(frames.map(({ id, event }) => ({ id, event })));
    }),
  );
});

it('reads the JSON of path 3 once it has ended, however its bytes are split', () => {
  const event = { type: 'chunk', text: 'Grüße 日本語 👟', step: 0 } as const;
  const take = createWhole();
  const bytes = Buffer.from(`\n\n${JSON.stringify(event)}`);

  expect([...bytes].flatMap((byte) => take(Uint8Array.of(byte)))).toEqual([]);
  expect(take(undefined).map(receivedFrom)).toEqual([{ id: undefined, event }]);
});

it('keeps characters whole that two reads of a JSON answer share', () => {
  const take = createWhole();
  const bytes = new TextEncoder().encode('{"text":"日本👟"}');
  for (let at = 0; at < bytes.length; at += 1) expect(take(bytes.slice(at, at + 1))).toEqual([]);
  expect(take(undefined)).toEqual([{ data: '{"text":"日本👟"}' }]);
});

it.each([
  ['a text that is no text', { type: 'chunk', text: 1, step: 0 }],
  ['a step below zero', { type: 'thinking', text: 'a', step: -1 }],
  ['a step that is no integer', { type: 'chunk', text: 'a', step: 0.5 }],
  ['no text', { type: 'thinking', step: 0 }],
])('does not accept a delta with %s', (_, event) => {
  expect(() => receivedFrom({ data: JSON.stringify(event) })).toThrow(Unreachable);
});

it('reads a delta as it is, and no event of another type', () => {
  const thought = { type: 'thinking', text: 'a', step: 0 };
  expect(receivedFrom({ id: '1-2', data: JSON.stringify(thought) })).toEqual({
    id: { epoch: 1, seq: 2 },
    event: thought,
  });
  expect(receivedFrom({ data: '{"type":"later"}' })).toBeUndefined();
  expect(() => receivedFrom({ data: 'null' })).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
});
