import { expect, it } from 'vitest';
import type { RequestMessage } from '#ports/model';
import { abortTurn } from '#services/abort-turn';
import { createWorld, HELLO, turnId, type World } from '#testing/simulation/turn-world';

const linesOf = (messages: readonly RequestMessage[] = []) =>
  messages.map(({ role, content }) => [
    role,
    ...content.map((block) => (block.type === 'text' ? block.text : block.type)),
  ]);

/** Asks, and stops the turn while it runs. */
async function askAndStop({ start, request, clock, deps, ref }: World, number: number, text: string) {
  const reading = Array.fromAsync(start(request(number, text)));
  await clock.advance(1_500);
  const stopping = abortTurn({ ...ref, turnId: turnId(number) }, deps);
  await clock.advance(5_000);
  await Promise.all([reading, stopping]);
}

it('tells the model of a stopped turn the person’s message and the text that was shown, marked', async () => {
  const world = await createWorld([[{ reasoning: 'hm' }, { text: 'Diam' }, { hang: true }], HELLO]);
  await askAndStop(world, 1, 'My rank is Diamond II.');
  await world.ask(world.request(2, 'Which rank did I say?'));
  expect(linesOf(world.model.calls.at(-1)?.request.messages)).toEqual([
    ['user', 'My rank is Diamond II.'],
    ['assistant', 'Diam', '[The person stopped this answer here.]'],
    ['user', 'Which rank did I say?'],
  ]);
});

it('puts the message of a turn that was stopped before any text in front of the next one', async () => {
  const world = await createWorld([[{ reasoning: 'hm' }, { hang: true }], HELLO]);
  await askAndStop(world, 1, 'My rank is Diamond II.');
  await world.ask(world.request(2, 'Which rank did I say?'));
  expect(linesOf(world.model.calls.at(-1)?.request.messages)).toEqual([
    ['user', 'My rank is Diamond II.', 'Which rank did I say?'],
  ]);
});

it('tells the model nothing of a failed turn, because the client sends its message again', async () => {
  const { ask, request, model } = await createWorld([HELLO, [{ fail: 'refused' }], HELLO]);
  for (const number of [1, 2, 3]) await ask(request(number, `message ${number}`));
  expect(linesOf(model.calls.at(-1)?.request.messages)).toEqual([
    ['user', 'message 1'],
    ['assistant', 'Hello'],
    ['user', 'message 3'],
  ]);
});
