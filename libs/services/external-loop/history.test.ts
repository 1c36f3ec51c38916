import { expect, it } from 'vitest';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';

const textsOf = ({ history }: Awaited<ReturnType<Awaited<ReturnType<typeof createExternalLoopWorld>>['preflight']>>) =>
  history.map(({ content }) => content.map((block) => (block.type === 'text' ? block.text : block.type)));

it('puts the question and the marked partial text of an aborted loop into the history, without its tools', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, [
    ...said('How was I?', 'Let me look.'),
    { role: 'assistant', content: [{ type: 'tool_use', toolUseId: 't', name: 'look', input: {} }] },
  ]);
  expect(textsOf(await world.preflight(place.sessionId))).toEqual([
    ['How was I?'],
    ['Let me look.', '[The person stopped this answer here.]'],
  ]);
});

it('ends the history with a marked answer when the aborted loop had no text', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  await world.abort(place, said().slice(0, 1));
  expect(textsOf(await world.preflight(place.sessionId))).toEqual([
    ['How was I?'],
    ['[The person stopped this answer before its first word.]'],
  ]);
});

it.each([
  ['begins with an answer', ['assistant', 'user']],
  ['ends with a question', ['user', 'assistant', 'user']],
] as const)('omits from the history a recorded turn that %s', async (_, roles) => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  const messages = roles.map((role) => ({ role, content: role }));
  await world.record(place, used(1, 1), messages);
  expect(world.items('MSG#')).toHaveLength(roles.length);
  expect((await world.preflight(place.sessionId)).history).toEqual([]);
});

it('stores and returns well-formed recorded blocks, with tool inputs and results as they were given', async () => {
  const world = await createExternalLoopWorld();
  const place = await world.preflight();
  const input = JSON.parse('{"constructor":{"a":1e300},"__proto__":"half \\ud83d"}') as object;
  await world.record(place, used(1, 1), [
    { role: 'user', content: [{ type: 'text', text: 'How \udc00 was I?' }] },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'hm \ud83d', signature: 'signed' },
        { type: 'tool_use', toolUseId: 'id\ud83d', name: 'look\udc00', input },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', toolUseId: 'id\ud83d', ok: true, content: [input] }] },
    { role: 'assistant', content: 'Good.' },
  ]);
  const { history } = await world.preflight(place.sessionId);
  const stored = JSON.parse('{"constructor":{"a":1e300},"__proto__":"half \ufffd"}') as object;
  expect(history.map(({ content }) => content)).toEqual([
    [{ type: 'text', text: 'How \ufffd was I?' }],
    [{ type: 'tool_use', toolUseId: 'id\ufffd', name: 'look\ufffd', input: stored }],
    [{ type: 'tool_result', toolUseId: 'id\ufffd', ok: true, content: [stored] }],
    [{ type: 'text', text: 'Good.' }],
  ]);
});

it('orders a summary at once when one record has more messages than the window', async () => {
  const world = await createExternalLoopWorld();
  await world.record(await world.preflight(), used(1, 1), Array.from({ length: 8 }, () => said()).flat());
  expect(world.started.map(({ job }) => job)).toEqual(['summarize-conversation']);
});

it('hands the jobs of a record over before it answers, because the function stops then', async () => {
  const world = await createExternalLoopWorld();
  const { jobs } = world.deps;
  world.deps.jobs = { start: (order) => world.clock.sleep(400).then(() => jobs.start(order)) };
  const place = await world.preflight();
  const messages = Array.from({ length: 8 }, () => said()).flat();
  const startedAtTheEnd = world.record(place, used(1, 1), messages).then(() => world.started.length);
  await world.clock.advance(1_000);
  expect(await startedAtTheEnd).toBe(1);
});
