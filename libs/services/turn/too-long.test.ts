import { expect, it } from 'vitest';
import { chargeOf } from '#contract/usage';
import type { RequestBlock, RequestMessage } from '#ports/model';
import { type ModelStep, SCRIPTED_USAGE } from '#testing/scripted-model';
import { finding } from '#testing/simulation/production-world';
import { createWorld, HELLO } from '#testing/simulation/turn-world';

const TOO_LONG: readonly ModelStep[] = [{ fail: 'too_long' }];
const LIMITS = { maxTokens: 100, maxSteps: 4, windowMessages: 8, turnLimit: null, idleMs: null };
const read = finding('read', { rank: 'Gold I' });

/** A conversation of four turns with `message 1` to `message 4`, and then whatever the scripts say. */
async function createConversation(...scripts: (readonly ModelStep[])[]) {
  const world = await createWorld([HELLO, HELLO, HELLO, HELLO, ...scripts], {
    limits: LIMITS,
    prompt: () => ({ systemStatic: 'static', systemDynamic: 'dynamic', tools: [read] }),
  });
  for (const number of [1, 2, 3, 4]) await world.ask(world.request(number, `message ${number}`));
  const toldAfter = () => world.model.calls.slice(4).map(({ request }) => questionsIn(request.messages));
  return { ...world, toldAfter };
}

const questionsIn = (messages: readonly RequestMessage[]) =>
  messages.flatMap(({ role, content }) =>
    role === 'user' ? content.map((block) => (block.type === 'text' ? block.text : block.type)) : [],
  );

const isThought = ({ type }: RequestBlock) => type === 'reasoning';

const WHOLE = ['message 1', 'message 2', 'message 3', 'message 4'];
const NEWER_HALF = ['message 3', 'message 4'];

it('asks once more with the older half of the window left out when the model refuses a request as too long', async () => {
  const { ask, request, toldAfter, items } = await createConversation(TOO_LONG, HELLO);
  const { events } = await ask(request(5, 'message 5'));
  expect(events.map(({ type }) => type)).toEqual(['start', 'chunk', 'chunk', 'complete']);
  expect(toldAfter()).toEqual([
    [...WHOLE, 'message 5'],
    [...NEWER_HALF, 'message 5'],
  ]);
  expect(items('BUDGET#')).toMatchObject([{ spent: 5 * chargeOf(SCRIPTED_USAGE) }]);
});

it('remembers the smaller window in the session', async () => {
  const { ask, request, toldAfter } = await createConversation(TOO_LONG, HELLO, HELLO);
  await ask(request(5, 'message 5'));
  await ask(request(6, 'message 6'));
  expect(toldAfter().at(-1)).toEqual(['message 4', 'message 5', 'message 6']);
});

it('fails with conversation_too_long when the model refuses the shorter request, too, and then tries less', async () => {
  const { ask, request, toldAfter } = await createConversation(TOO_LONG, TOO_LONG, TOO_LONG, HELLO);
  const { events } = await ask(request(5, 'message 5'));
  expect(events.map(({ type }) => type)).toEqual(['start', 'error']);
  expect(events.at(-1)).toMatchObject({ code: 'conversation_too_long', retryable: false });
  expect((await ask(request(6, 'message 6'))).events.at(-1)?.type).toBe('complete');
  expect(toldAfter()).toEqual([
    [...WHOLE, 'message 5'],
    [...NEWER_HALF, 'message 5'],
    ['message 4', 'message 6'],
    ['message 6'],
  ]);
});

it('asks once only when there is no history to leave out', async () => {
  const world = await createWorld([TOO_LONG]);
  expect((await world.ask(world.request(1))).events.at(-1)).toMatchObject({ code: 'conversation_too_long' });
  expect(world.model.calls).toHaveLength(1);
});

it('keeps what tools found in this turn when a later step is too long', async () => {
  const use: ModelStep = { tool: { name: 'read', input: {} } };
  const { ask, request, toldAfter } = await createConversation([use], TOO_LONG, HELLO);
  const { events } = await ask(request(5, 'message 5'));
  expect(events.map(({ type }) => type)).toEqual(['start', 'tool', 'tool_result', 'chunk', 'chunk', 'complete']);
  expect(toldAfter().slice(1)).toEqual([
    [...WHOLE, 'message 5', 'tool_result'],
    [...NEWER_HALF, 'message 5', 'tool_result'],
  ]);
});

it('sends no thought again once the messages before it have changed', async () => {
  const use: ModelStep[] = [{ reasoning: 'Games first.' }, { tool: { name: 'read', input: {} } }];
  const { ask, request, model } = await createConversation(use, TOO_LONG, HELLO);
  await ask(request(5, 'message 5'));
  const thoughts = model.calls
    .slice(4)
    .map(({ request: { messages } }) => messages.flatMap(({ content }) => content).filter(isThought).length);
  expect(thoughts).toEqual([0, 1, 0]);
});

it('starts again with the newer half when the model refuses in the middle of its answer', async () => {
  const { ask, request, toldAfter } = await createConversation([{ text: 'Half' }, { fail: 'too_long' }], HELLO, HELLO);
  const { events } = await ask(request(5, 'message 5'));
  expect(events.map(({ type }) => type)).toEqual(['start', 'chunk', 'reset', 'start', 'chunk', 'chunk', 'complete']);
  await ask(request(6, 'message 6'));
  expect(toldAfter()).toEqual([
    [...WHOLE, 'message 5'],
    [...NEWER_HALF, 'message 5'],
    ['message 4', 'message 5', 'message 6'],
  ]);
});

it('does not return to the whole window when the model breaks off after a refusal as too long', async () => {
  const { ask, request, toldAfter } = await createConversation(TOO_LONG, [{ text: 'Half' }, { fail: 'busy' }], HELLO);
  const { events } = await ask(request(5, 'message 5'));
  expect(events.at(-1)?.type).toBe('complete');
  expect(toldAfter()).toEqual([
    [...WHOLE, 'message 5'],
    [...NEWER_HALF, 'message 5'],
    [...NEWER_HALF, 'message 5'],
  ]);
});

it('asks for the whole window again when the model breaks off for another reason', async () => {
  const { ask, request, toldAfter } = await createConversation([{ text: 'Half' }, { fail: 'busy' }], HELLO);
  expect((await ask(request(5, 'message 5'))).events.at(-1)?.type).toBe('complete');
  expect(toldAfter()).toEqual([
    [...WHOLE, 'message 5'],
    [...WHOLE, 'message 5'],
  ]);
});
