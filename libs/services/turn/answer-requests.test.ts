import { expect, it } from 'vitest';
import type { Json } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import { ampleHold, finding, reportTool, runProduction, shown } from '#testing/simulation/production-world';

const use = (name: string, input: Json = {}): ModelStep => ({ tool: { name, input } });
const read = finding('read', { rank: 'Gold I' });
const note = reportTool('note');
const GOLD: readonly ModelStep[] = [{ text: 'Gold.' }];

it('keeps the tools in the only step of an answer, also when the answer starts again', async () => {
  const { requests } = await runProduction({
    scripts: [[{ text: 'Half' }, { fail: 'busy' }], GOLD],
    tools: [read],
    maxSteps: 1,
  });
  expect(requests.map(({ tools }) => tools.length)).toEqual([1, 1]);
});

it('removes all tools from a last step when some of them only report', async () => {
  const { requests } = await runProduction({ scripts: [[use('read')], GOLD], tools: [read, note], maxSteps: 2 });
  expect(requests.map(({ tools }) => tools.length)).toEqual([2, 0]);
});

it('tells a model that only reported that its report was recorded', async () => {
  const { requests, events } = await runProduction({ scripts: [[use('note')], GOLD], tools: [note] });
  expect(requests[1]?.messages.at(-1)?.content).toMatchObject([{ type: 'tool_result', ok: true }]);
  expect(shown(events)).toBe('Gold.');
});

it('runs and shows nothing for an unknown tool of a coach whose tools only report', async () => {
  const { requests, events, production } = await runProduction({ scripts: [[use('other')], GOLD], tools: [note] });
  expect(requests[1]?.messages.at(-1)?.content).toMatchObject([{ type: 'tool_result', ok: true }]);
  expect(shown(events)).toBe('Gold.');
  expect(production?.toolsUsed).toEqual([]);
});

it('fails as busy when the model uses tools in every step and never answers', async () => {
  const { error, requests, events } = await runProduction({
    scripts: [[use('read')], [use('read')]],
    tools: [read],
    maxSteps: 2,
  });
  expect([error?.kind, requests.length]).toEqual(['busy', 2]);
  expect(shown(events)).toBe('<read 1><ok 1><read 2>');
});

it('asks for no thoughts in a short last answer when the coach has none', async () => {
  const hold = { ...ampleHold, cover: async () => false, room: () => 900 };
  const { requests } = await runProduction({ scripts: [[use('read')], GOLD], tools: [read], hold });
  expect(requests[1]).not.toHaveProperty('thinkingTokens');
});

it('refuses a request that is too long when there is no shorter one', async () => {
  const { error, requests } = await runProduction({ scripts: [[{ fail: 'too_long' }]], tools: [read] });
  expect([error?.kind, requests.length]).toEqual(['too_long', 1]);
});
