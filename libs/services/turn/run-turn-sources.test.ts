import { expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import { createWorld, dieInMidTurn, HELLO, IDLE_MS, type World } from '#testing/simulation/turn-world';

const HALF = [{ text: 'Half' }, { hang: true as const }];

/** Where the events of each request came from. */
const sourcesOf = ({ telemetry }: World) =>
  telemetry.dimensions.filter((counted) => 'source' in counted).map(({ source }) => source);

it('counts what answers a request: its own producer, the stored events or another producer', async () => {
  const world = await createWorld([[{ text: 'Hel' }, { waitMs: 3_000 }, { text: 'lo' }]]);
  const reading = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(1_000);
  await world.ask(world.request(1));
  await reading;
  await world.ask(world.request(1));
  expect(sourcesOf(world)).toEqual(['produce', 'follow', 'replay']);
  expect(world.telemetry.counts.get('TurnsAsked')).toBe(3);
  expect(world.telemetry.dimensions).toContainEqual({ kind: world.ref.kind, source: 'follow' });
});

it('reads again without counting when another turn of its session is dead', async () => {
  const world = await createWorld([HALF, HELLO]);
  await dieInMidTurn(world, world.request(1));
  await world.clock.advance(20_000);
  expect((await world.ask(world.request(2))).events.at(-1)?.type).toBe('complete');
  expect(sourcesOf(world)).toEqual(['produce', 'produce']);
});

it('reads again without counting when a dead turn cannot go on, and replays its end', async () => {
  const world = await createWorld([HALF]);
  await dieInMidTurn(world, world.request(1));
  await world.clock.advance(IDLE_MS + 20_000);
  expect((await world.ask(world.request(1))).events.at(-1)).toMatchObject({ type: 'error', code: 'session_expired' });
  expect(sourcesOf(world)).toEqual(['produce', 'replay']);
});

it('reads again without counting when its claim fails', async () => {
  const world = await createWorld();
  const { claim } = world.deps.turns;
  world.deps.turns.claim = async (wanted) => {
    world.deps.turns.claim = claim;
    return wanted.epoch === 0;
  };
  expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
  expect(sourcesOf(world)).toEqual(['produce']);
});

it('ends its stream and logs it when the turn that it followed cannot be read any more', async () => {
  const world = await createWorld([HALF]);
  await dieInMidTurn(world, world.request(1));
  const following = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(1_000);
  const error = new CoachError('dependency_unavailable', 'down');
  world.dynamo.hooks.beforeApply = () => Promise.reject(error);
  await world.clock.advance(20_000);
  delete world.dynamo.hooks.beforeApply;
  expect((await following).map(({ event }) => event.type)).toEqual(['start', 'chunk']);
  expect(sourcesOf(world)).toEqual(['produce', 'follow']);
  expect(world.telemetry.lines.at(-1)).toMatchObject({
    severity: 'warn',
    facts: { error, turnId: world.request(1).ref.turnId },
  });
});

it('returns “again” when a follower had its time, and nothing when the turn is over', async () => {
  const world = await createWorld([[{ text: 'Hel' }, { waitMs: 5_000 }, { text: 'lo' }]]);
  const endOf = async (followMs?: number) => {
    const stream = world.start(world.request(1), followMs);
    for (;;) {
      const { value, done } = await stream.next();
      if (done) return value;
    }
  };
  const producing = endOf();
  await world.clock.advance(1_000);
  const following = endOf(1_000);
  await world.clock.advance(10_000);
  expect([await following, await producing]).toEqual(['again', undefined]);
});

it('passes the session, the person, what the path names and the body to the load of a coach', async () => {
  const asked: unknown[] = [];
  const world = await createWorld(undefined, { load: async (request) => void asked.push(request) });
  await world.ask(world.request(1, 'hi', { params: { coachId: 'c' } }));
  await world.ask(world.request(2));
  const { sub, sessionId } = world.ref;
  expect(asked).toEqual([
    { sub, sessionId, params: { coachId: 'c' }, body: { text: 'hi' } },
    { sub, sessionId, params: {}, body: { text: 'hi' } },
  ]);
});

it('sends nothing, writes nothing and logs no error once its lease is lost', async () => {
  const world = await createWorld([HALF]);
  world.deps.turns.heartbeat = async () => 'lost';
  const reading = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(1_500);
  expect(world.items('TURN#')).toMatchObject([{ state: 'running', epoch: 1 }]);
  expect(world.telemetry.lines.filter(({ severity }) => severity === 'error')).toEqual([]);
  world.deadline.abort();
  await world.clock.advance(30_000);
  expect((await reading).map(({ event }) => event.type)).toEqual(['start', 'chunk']);
});
