import { describe, expect, it } from 'vitest';
import { createWorld } from '#testing/simulation/turn-world';

describe('the load function of a coach', () => {
  const failing = async () => {
    throw new Error('the notes do not answer');
  };

  it('never refuses the replay of a finished turn', async () => {
    let load: () => Promise<unknown> = async () => undefined;
    const world = await createWorld(undefined, { load: () => load() });
    const live = await world.ask(world.request(1));
    load = failing;
    const again = await world.ask(world.request(1));
    expect(again.events).toEqual(live.events);
    expect(world.model.calls).toHaveLength(1);
  });

  it('refuses a claim when it fails', async () => {
    const world = await createWorld(undefined, { load: failing });
    await expect(Array.fromAsync(world.start(world.request(1)))).rejects.toThrow('the notes do not answer');
  });

  it('does not delay a replay when it never returns', async () => {
    let load: () => Promise<unknown> = async () => undefined;
    const world = await createWorld(undefined, { load: () => load() });
    await world.ask(world.request(1));
    load = () => new Promise(() => {});
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
  });
});

describe('the stored state of a session', () => {
  it('fails the turn with a code when its shape is unknown', async () => {
    const world = await createWorld();
    const state = { answers: 'many' };
    await world.sessions.create({
      ref: { ...world.ref, sessionId: '01JD0000000000000000000001' },
      now: world.clock.now(),
      expiresAt: null,
      state,
      messages: [],
      rate: { window: 'sessions#now', limit: 10, endsAt: world.clock.now() + 1_000 },
    });
    const ref = { ...world.request(1).ref, sessionId: '01JD0000000000000000000001' };
    expect((await world.ask(world.request(1, 'hi', { ref }))).refusal).toMatchObject({ code: 'internal' });
    expect(world.model.calls).toHaveLength(0);
  });
});
