import { expect, it } from 'vitest';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';
import { HELLO, turnId } from '#testing/simulation/turn-world';

const MINUTE = 60_000;
const TINY = said('How was I?', 'G');
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

type World = Awaited<ReturnType<typeof createExternalLoopWorld>>;
const expectCharge = (world: World, spent: number) => {
  expect(world.items('RES#')).toMatchObject([{ state: 'settled', source: 'report', amount: spent }]);
  expect(world.ledger()).toMatchObject([{ kept: { committed: spent, spent, live: 0 } }]);
  for (const { kept, due } of world.ledger()) expect(kept).toEqual(due);
};

it('charges what the backend reports after a person has aborted with a tiny partial answer', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, TINY);
  await world.record(place, used(60_000, 4_000));
  expectCharge(world, 64_000);
  expect(world.items('MSG#').map(({ content, partial, turnStatus }) => [content, partial, turnStatus])).toEqual([
    [[{ type: 'text', text: 'How was I?' }], undefined, undefined],
    [[{ type: 'text', text: 'Good.' }], undefined, undefined],
  ]);
  expect(world.items('SESSION#')).toMatchObject([
    { lastCompletedTurn: place.turnId, turnsUsed: 1, tokensIn: 60_000, tokensOut: 4_000, nextSeq: 4, skipped: 2 },
  ]);
  expect((await world.preflight(place.sessionId)).history).toHaveLength(2);
});

it('changes nothing when record or abort is repeated after both', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, TINY);
  await world.record(place, used(600, 40));
  const stored = [...world.items('RES#'), ...world.items('MSG#'), ...world.items('SESSION#')];
  expect(await codeOf(world.record(place, used(600, 40)))).toBe('done');
  expect(await codeOf(world.record(place, used(600, 41)))).toBe('turn_mismatch');
  expect(await codeOf(world.record(place, used(600, 40), said('How was I?', 'Bad.')))).toBe('turn_mismatch');
  await world.abort(place, TINY);
  await world.abort(place);
  expect([...world.items('RES#'), ...world.items('MSG#'), ...world.items('SESSION#')]).toEqual(stored);
});

it('never lowers the estimate of an abort to less than its input', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, TINY);
  const input = Number(world.items('RES#')[0]?.['inputTokens']);
  await world.record(place, used(1, 1));
  expectCharge(world, input);
  expect(await codeOf(world.record(place, used(1, 1)))).toBe('done');
});

it('charges a report in the month of its hold, and replaces partial messages behind a turn', async () => {
  const world = await createExternalLoopWorld('pro', [HELLO]);
  const place = await world.preflight();
  await world.abort(place, TINY);
  const turn = Array.fromAsync(world.turn(turnId(1), place.sessionId));
  await world.clock.advance(10_000);
  await turn;
  await world.clock.advance(30 * 24 * 60 * MINUTE);
  await world.record(place, used(600, 40));
  const texts = world.items('MSG#').map((message) => message['turnId']);
  expect(texts).toEqual([turnId(1), turnId(1), place.turnId, place.turnId]);
  for (const { kept, due } of world.ledger()) expect(kept).toEqual(due);
  expect(world.items('BUDGET#')[0]).toMatchObject({ sk: expect.stringContaining('BUDGET#'), live: 0 });
  expect(world.items('RES#').find((row) => row['turnId'] === place.turnId)).toMatchObject({ amount: 640 });
});

it('replaces the late abort of an expired hold', async () => {
  const world = await createExternalLoopWorld('free');
  const place = await world.preflight();
  await world.clock.advance(21 * MINUTE);
  await world.sweep();
  await world.abort(place, TINY);
  await world.record(place, used(600, 40));
  expectCharge(world, 640);
  expect(world.items('MSG#')).toHaveLength(2);
  expect(world.items('PROFILE')).toMatchObject([{ previewClaim: place.turnId }]);
});

it('claims the preview again when the abort had no answer and the report has one', async () => {
  const world = await createExternalLoopWorld('free');
  const place = await world.preflight();
  await world.abort(place, TINY.slice(0, 1));
  expect(world.items('PROFILE')[0]).not.toHaveProperty('previewClaim');
  await world.record(place, used(600, 40));
  expect(world.items('PROFILE')).toMatchObject([{ previewClaim: place.turnId }]);
  expectCharge(world, 640);
});

it('charges the report after an abort when the session was deleted, and says that it was not stored', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, TINY);
  const ref = { sub: 'a-player', kind: 'game_coach' as const, sessionId: place.sessionId };
  await world.deps.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, world.clock.now());
  expect(await codeOf(world.record(place, used(600, 40)))).toBe('not_found');
  expect(await codeOf(world.record(place, used(600, 40)))).toBe('not_found');
  expectCharge(world, 640);
});

it('ends with the report when abort and record are concurrent', async () => {
  for (const order of ['abort first', 'record first']) {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    const calls = [() => world.abort(place, TINY), () => world.record(place, used(600, 40))];
    if (order === 'record first') calls.reverse();
    const both = Promise.all(calls.map((call) => call()));
    await world.clock.advance(5_000);
    await both;
    expectCharge(world, 640);
    expect(world.items('MSG#').map(({ partial, turnStatus }) => [partial, turnStatus])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  }
});

it('counts a settled row without a source as recorded: a repetition is answered, another report is refused', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.record(place);
  const [{ source: _, report: __, ...row } = {}] = world.items('RES#');
  await world.putItem(row);
  expect(await codeOf(world.record(place))).toBe('done');
  expect(await codeOf(world.record(place, used(60_000, 4_000)))).toBe('turn_mismatch');
  expect(world.items('RES#')).toEqual([row]);
});
