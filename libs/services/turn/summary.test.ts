import { expect, it } from 'vitest';
import type { ModelStep } from '#testing/scripted-model';
import { finding } from '#testing/simulation/production-world';
import { createWorld } from '#testing/simulation/turn-world';

const read: ModelStep = { tool: { name: 'read', input: {} } };
const text: ModelStep = { text: 'Hello' };
const later: ModelStep = { waitMs: 4_000 };
const tools = [finding('read', {})];
const prompt = () => ({ systemStatic: 'static', systemDynamic: 'dynamic', tools });

it.each<[string, readonly (readonly ModelStep[])[], number]>([
  ['text', [[{ waitMs: 700 }, text, later, text]], 700],
  ['a thought', [[{ waitMs: 700 }, { reasoning: 'hm' }, later, text]], 700],
  [
    'a tool',
    [
      [{ waitMs: 700 }, read, later],
      [later, text],
    ],
    700,
  ],
])(
  'measures the first token time to %s, where that is what the person sees first',
  async (_, scripts, firstTokenMs) => {
    const { ask, request, telemetry } = await createWorld(scripts, { prompt });

    await ask(request(1));

    expect(telemetry.turns).toMatchObject([{ outcome: 'complete', firstTokenMs }]);
  },
);

it('does not count what a coach says about its preparation, which is no part of the answer', async () => {
  const { ask, request, telemetry } = await createWorld([[{ waitMs: 700 }, text]], {
    async *prepare() {
      yield { type: 'contextual', stage: 'reading', content: 'Reading your games' };
    },
  });

  await ask(request(1));

  expect(telemetry.turns).toMatchObject([{ firstTokenMs: 700 }]);
});

it('has no first token time for a turn that fails before anything is shown', async () => {
  const { ask, request, telemetry } = await createWorld([[{ waitMs: 700 }, { fail: 'refused' }]]);

  await ask(request(1));

  expect(telemetry.turns).toMatchObject([{ outcome: expect.not.stringMatching('complete') }]);
  expect(telemetry.turns[0]).not.toHaveProperty('firstTokenMs');
});
