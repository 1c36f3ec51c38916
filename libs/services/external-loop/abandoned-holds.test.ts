import { describe, expect, it } from 'vitest';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';
import { sweep } from '../sweep.ts';

const MINUTE = 60_000;

describe('an abandoned hold', () => {
  it('releases an abandoned hold and its preview after twenty minutes and charges a later record', async () => {
    const world = await createExternalLoopWorld('free');
    const place = await world.preflight();
    await world.clock.advance(19 * MINUTE);
    expect(await world.sweep()).toMatchObject({ released: 0 });
    await world.clock.advance(MINUTE);
    expect(await world.sweep()).toMatchObject({ released: 1 });
    expect(await world.sweep()).toMatchObject({ released: 0 });
    expect(world.items('RES#')).toMatchObject([{ state: 'expired', amount: 0 }]);
    expect(world.items('PROFILE')[0]).not.toHaveProperty('previewClaim');

    await world.record(place);
    await world.record(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 350 }]);
    expect(world.items('BUDGET#')).toMatchObject([{ committed: 350, spent: 350, live: 0 }]);
    expect(world.items('MSG#')).toHaveLength(2);
    expect(world.items('PROFILE')).toMatchObject([{ previewClaim: place.turnId }]);
  });

  it('charges a late abort of an expired hold only when it has output', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await world.clock.advance(21 * MINUTE);
    await world.sweep();
    await world.abort(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'expired', amount: 0 }]);
    await world.abort(place, said());
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 8 + 2 }]); // 23 and 5 characters
    expect(world.items('MSG#')).toHaveLength(2);
  });

  it('is only counted by a dry run of the sweeper', async () => {
    const world = await createExternalLoopWorld();
    await world.preflight();
    await world.clock.advance(21 * MINUTE);
    const before = JSON.stringify(world.items(''));
    const deadline = new AbortController().signal;
    expect(await sweep({ dryRun: true, deadline }, world.deps)).toMatchObject({ released: 1 });
    expect(JSON.stringify(world.items(''))).toBe(before);
  });
});

it.each([
  ['keeps the preview used up for a report of output without a message of the model', used(1, 1), 1, true],
  ['keeps the preview used up for an answer of which a provider reports no tokens', used(1, 0), 2, true],
  ['returns the preview for a report without any output', used(1, 0), 1, false],
])('%s', async (_, usage, messages, isUsed) => {
  const world = await createExternalLoopWorld('free');
  const place = await world.preflight();
  await world.record(place, usage, said().slice(0, messages));
  expect(world.items('PROFILE')[0]?.['previewClaim']).toBe(isUsed ? place.turnId : undefined);
});

it('names a session by its first question, and keeps that name', async () => {
  const world = await createExternalLoopWorld();
  const first = await world.preflight();
  await world.record(first);
  await world.record(await world.preflight(first.sessionId), used(1, 1), said('And now?'));
  expect(world.items('SESSION#')).toMatchObject([{ title: 'How was I?' }]);
});
