import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { TIERS } from '#contract/tiers';
import { abortTurn } from '#services/abort-turn';
import { passing } from '#testing/manual-clock';
import type { ModelStep } from '#testing/scripted-model';
import { becomes, createWorld, dieInMidTurn, HELLO, turnId, type World } from '#testing/simulation/turn-world';
import { TABLE_NAME } from '#testing/tables';
import { parkTurn } from './close-turn.ts';

const HALF: readonly ModelStep[] = [{ text: 'Half' }, { hang: true }];
const SILENT: readonly ModelStep[] = [{ hang: true }];
const REFUSED: readonly ModelStep[] = [{ fail: 'refused' }];

/** A world in which a free user has one preview message or one trial session of the coach. */
const createGrant = (grant: 'preview' | 'trial', scripts: readonly (readonly ModelStep[])[]) => {
  const feature = COACH_ROWS.flatMap((row) => row.feature ?? []).find((name) => TIERS.free[name] === grant);
  return createWorld(scripts, { ...(feature && { feature }), open: () => ({ answers: 0 }) });
};
const claimed = (world: World) => {
  const [user = {}] = world.items('PROFILE');
  return { trial: user['trialClaim'], preview: user['previewClaim'] };
};
const typesOf = ({ events }: Awaited<ReturnType<World['ask']>>) => events.map(({ type }) => type);
const refOf = (world: World, number: number) => world.opening(number).ref;
/** A further turn of the session that turn `opener` has opened. */
const next = (world: World, number: number, opener: number) =>
  world.request(number, 'hi', { ref: { ...refOf(world, opener), turnId: turnId(number) } });

async function park(world: World, number: number) {
  const ref = refOf(world, number);
  expect(await parkTurn(ref, (await world.deps.turns.find(ref)) as never, world.deps)).toBe(true);
}

describe.each(['preview', 'trial'] as const)('the one-time %s', (grant) => {
  const used = `${grant}_used`;

  it('is claimed with the first turn, announced after start, and used up once the turn completes', async () => {
    const world = await createGrant(grant, [HELLO]);
    const first = await world.ask(world.opening(1));
    expect(typesOf(first)).toEqual(['start', 'trial_started', 'chunk', 'chunk', 'complete']);
    expect(first.events[1]).toEqual({ type: 'trial_started', kind: grant });
    expect(claimed(world)[grant]).toBe(turnId(1));
    const before = JSON.stringify(world.items(''));
    expect((await world.ask(world.opening(2))).refusal?.code).toBe(used);
    expect(JSON.stringify(world.items(''))).toBe(before);
    expect((await world.ask(world.opening(1))).frames).toEqual(first.frames);
  });

  it('goes to one of two simultaneous turns; the other is refused', async () => {
    const world = await createGrant(grant, [HELLO]);
    const [first, second] = await Promise.all([world.ask(world.opening(1)), world.ask(world.opening(2))]);
    expect([first.refusal?.code, second.refusal?.code].toSorted()).toEqual([used, undefined]);
    expect(world.items('SESSION#')).toHaveLength(2); // Together with the session of the world.
    expect(world.items('RES#')).toHaveLength(1);
  });

  it('is given back when its turn fails before anything was shown', async () => {
    const world = await createGrant(grant, [REFUSED, HELLO]);
    expect(typesOf(await world.ask(world.opening(1)))).toEqual(['start', 'trial_started', 'error']);
    expect(claimed(world)[grant]).toBeUndefined();
    expect(typesOf(await world.ask(world.opening(2))).at(-1)).toBe('complete');
    expect(claimed(world)[grant]).toBe(turnId(2));
  });

  it('is given back even when the failed turn had a cost', async () => {
    const world = await createGrant(grant, [[]]);
    expect(typesOf(await world.ask(world.opening(1)))).toEqual(['start', 'trial_started', 'error']);
    expect(Number(world.items('TURN#')[0]?.['charged'])).toBeGreaterThan(0);
    expect(claimed(world)[grant]).toBeUndefined();
  });

  it('is not given back when the provider reports no tokens for an answer', async () => {
    const world = await createGrant(grant, [HELLO]);
    const { finish } = world.deps.turns;
    const given: unknown[] = [];
    world.deps.turns = { ...world.deps.turns, finish: (end) => finish(end).finally(() => given.push(end.giveBack)) };
    const model = world.deps.model;
    world.deps.model = {
      calls: model.calls,
      async *stream(request, signal) {
        for await (const event of model.stream(request, signal))
          yield event.type === 'end' ? { ...event, usage: { ...event.usage, outputTokens: 0 } } : event;
      },
    };
    await world.ask(world.opening(1));
    expect([given, claimed(world)[grant]]).toEqual([[undefined], turnId(1)]);
  });

  it('is used up when its turn fails after something was shown', async () => {
    const world = await createGrant(grant, [[{ reasoning: 'hm' }, { fail: 'refused' }], HELLO]);
    expect(typesOf(await world.ask(world.opening(1)))).toEqual(['start', 'trial_started', 'thinking', 'error']);
    expect(claimed(world)[grant]).toBe(turnId(1));
    expect((await world.ask(world.opening(2))).refusal?.code).toBe(used);
  });

  it.each([
    ['given back by a stop before anything was shown', SILENT, undefined],
    ['used up by a stop in mid-answer', HALF, turnId(1)],
  ])('is %s', async (_, script, kept) => {
    const world = await createGrant(grant, [script]);
    const reading = world.ask(world.opening(1));
    await new Promise((resolve) => setImmediate(resolve));
    await world.clock.advance(1_200);
    expect(await abortTurn(refOf(world, 1), world.deps, true)).toMatchObject({ status: 'aborted' });
    await reading;
    expect(claimed(world)[grant]).toBe(kept);
  });

  it('is used up by a stop of which a dead producer does not know, because it may have shown something', async () => {
    const world = await createGrant(grant, [SILENT]);
    await dieInMidTurn(world, world.opening(1));
    const stopping = abortTurn(refOf(world, 1), world.deps, true);
    expect(await passing(world.clock, stopping)).toMatchObject({ status: 'aborted' });
    expect(claimed(world)[grant]).toBe(turnId(1));
  });

  it.each([
    ['given back when that turn fails before anything was shown', SILENT, undefined],
    ['used up when that turn fails after it has shown something', HALF, turnId(1)],
  ])('stays with a parked turn, and is %s', async (_, script, kept) => {
    const world = await createGrant(grant, [script]);
    await dieInMidTurn(world, world.opening(1));
    await world.clock.advance(15_000);
    await park(world, 1);
    expect(claimed(world)[grant]).toBe(turnId(1));
    expect((await world.ask(world.opening(2))).refusal?.code).toBe(used);
    const [session] = world.items('SESSION#').filter(({ sessionId }) => sessionId === turnId(1));
    await world.storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { ...session, status: 'ended' } }));
    expect(typesOf(await world.ask(world.opening(1)))).toEqual(['error']);
    expect(claimed(world)[grant]).toBe(kept);
  });

  it('is announced again in every epoch after a restart and a takeover', async () => {
    const world = await createGrant(grant, [[{ text: 'Half' }, { fail: 'busy' }], HALF, HELLO]);
    await dieInMidTurn(world, world.opening(1));
    await world.clock.advance(15_000);
    const { frames } = await world.ask(world.opening(1));
    const told = frames.map(({ id, event }) => `${id?.epoch} ${event.type}`);
    expect(told.slice(0, 3)).toEqual(['3 reset', '3 start', '3 trial_started']);
    const second = await world.deps.turns.readEvents(refOf(world, 1), 2, 0);
    expect(second.map(({ event }) => event.type).slice(0, 3)).toEqual(['reset', 'start', 'trial_started']);
    expect(claimed(world)[grant]).toBe(turnId(1));
  });

  it('is not claimed when the tier of the user includes the coach', async () => {
    const world = await createGrant(grant, [HELLO]);
    await becomes(world, { tier: 'pro' });
    for (const number of [1, 2]) {
      expect(typesOf(await world.ask(world.opening(number)))).toEqual(['start', 'chunk', 'chunk', 'complete']);
    }
    expect(claimed(world)).toEqual({ trial: undefined, preview: undefined });
  });
});

describe('a trial session', () => {
  it('continues without claiming anything more', async () => {
    const world = await createGrant('trial', [HELLO]);
    await world.ask(world.opening(1));
    expect(typesOf(await world.ask(next(world, 2, 1)))).toEqual(['start', 'chunk', 'chunk', 'complete']);
    expect(claimed(world).trial).toBe(turnId(1));
  });

  it('continues after its first turn was stopped in mid-answer', async () => {
    const world = await createGrant('trial', [HALF, REFUSED, HELLO]);
    const reading = world.ask(world.opening(1));
    await world.clock.advance(1_200);
    await abortTurn(refOf(world, 1), world.deps, true);
    await reading;
    for (const [number, end] of [
      [2, 'error'],
      [3, 'complete'],
    ] as const) {
      expect(typesOf(await world.ask(next(world, number, 1))).at(-1)).toBe(end);
    }
    expect(claimed(world).trial).toBe(turnId(1));
  });

  it('claims the trial again when its first turn has given it back', async () => {
    const world = await createGrant('trial', [REFUSED, HELLO]);
    await world.ask(world.opening(1));
    expect(typesOf(await world.ask(next(world, 2, 1)))).toContain('trial_started');
    expect(claimed(world).trial).toBe(turnId(1)); // Turn 2 opened the session, so this is the session's id.
    expect((await world.ask(world.opening(3))).refusal?.code).toBe('trial_used');
    expect(typesOf(await world.ask(next(world, 4, 1))).at(-1)).toBe('complete');
  });

  it('is not resumed once another session has claimed the trial', async () => {
    const world = await createGrant('trial', [REFUSED, HELLO]);
    await world.ask(world.opening(1));
    await world.ask(world.opening(2));
    expect((await world.ask(next(world, 3, 1))).refusal?.code).toBe('trial_used');
  });

  it('remains the trial when the next turn fails its parked first turn', async () => {
    const world = await createGrant('trial', [SILENT, HELLO]);
    await dieInMidTurn(world, world.opening(1));
    await world.clock.advance(15_000);
    expect(typesOf(await world.ask(next(world, 2, 1))).at(-1)).toBe('complete');
    expect((await world.deps.turns.read(refOf(world, 1)))?.state).toBe('failed');
    expect(claimed(world).trial).toBe(turnId(1));
    expect((await world.ask(world.opening(3))).refusal?.code).toBe('trial_used');
  });

  it('continues when it was opened under a tier with full access', async () => {
    const world = await createGrant('trial', [HELLO]);
    await becomes(world, { tier: 'pro' });
    await world.ask(world.opening(1));
    await becomes(world, { tier: 'free', trialClaim: 'another' });
    expect(typesOf(await world.ask(next(world, 2, 1))).at(-1)).toBe('complete');
  });
});

it('gives a preview back when the next turn of its session fails the parked one', async () => {
  const world = await createGrant('preview', [SILENT, HELLO]);
  await dieInMidTurn(world, world.opening(1));
  await world.clock.advance(15_000);
  expect((await world.ask(next(world, 2, 1))).refusal?.code).toBe('preview_used');
  await becomes(world, { tier: 'pro', previewClaim: turnId(1) });
  expect(typesOf(await world.ask(next(world, 2, 1))).at(-1)).toBe('complete');
  expect(claimed(world).preview).toBeUndefined();
});
