import { expect, it } from 'vitest';
import { createSideWorld, reported } from '#testing/simulation/side-work-world';
import { coach } from '#testing/simulation/turn-world';

it('is asked without preparing when the coach’s limits have no room for side calls', async () => {
  const world = await createSideWorld([reported('unused')], { limits: coach.limits });
  const { events } = await world.ask(world.request(1));
  expect(events.map(({ type }) => type)).toEqual(['start', 'chunk', 'chunk', 'memory_saved', 'complete']);
  expect(world.model.calls.map(({ request }) => request.systemDynamic)).toEqual(['nothing']);
  expect(world.small.calls).toEqual([]);
});

it('leaves out a prepared part that the hold has no room for, and counts that by the kind of coach', async () => {
  // The limits have room for 300 bytes, and the prompt without a prepared part for seven.
  for (const [bytes, isKept] of [
    [307, true],
    [330, false],
  ] as const) {
    const world = await createSideWorld([reported('x'.repeat(bytes))]);
    await world.ask(world.request(1));
    expect(world.model.calls[0]?.request.systemDynamic.startsWith('x')).toBe(isKept);
    expect(world.telemetry.counts.get('PreparedTooLong')).toBe(isKept ? undefined : 1);
    if (!isKept) expect(world.telemetry.dimensions).toContainEqual({ kind: coach.kind });
  }
});
