import { expect, it } from 'vitest';
import { abortTurn } from '#services/abort-turn';
import { passing } from '#testing/manual-clock';
import type { ModelStep } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, type World } from '#testing/simulation/turn-world';

const HALF: readonly ModelStep[] = [{ text: 'Half' }, { hang: true }];
const BY_QUESTION = { titleOf: () => 'The question' };

const titlesOf = (world: World) => world.items('SESSION#').map(({ title }) => title);

it('names a session by its question while its first turn is running, and after that turn was stopped', async () => {
  const world = await createWorld([HALF], { ...BY_QUESTION, open: () => ({ answers: 0 }) });
  const request = world.opening(1);
  const end = world.ask(request);
  await world.clock.advance(1_000);
  expect(titlesOf(world)).toContain('The question');

  await passing(world.clock, abortTurn(request.ref, world.deps));
  await end;

  expect(titlesOf(world)).toContain('The question');
});

it('names a session that was created before its first turn, also when the stop ends the turn from outside', async () => {
  const world = await createWorld([HALF], BY_QUESTION);
  await dieInMidTurn(world, world.request(1));

  await passing(world.clock, abortTurn(world.request(1).ref, world.deps));

  expect(titlesOf(world)).toEqual(['The question']);
});

it('keeps the better title of an answer when another turn follows', async () => {
  const world = await createWorld([HELLO, HELLO], BY_QUESTION);
  await world.ask(world.request(1));
  await world.ask(world.request(2));

  expect(titlesOf(world)).toEqual(['A title']);
});
