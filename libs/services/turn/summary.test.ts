import { expect, it } from 'vitest';
import { createScriptedModel, type ModelStep } from '#testing/scripted-model';
import { finding } from '#testing/simulation/production-world';
import { coach, createWorld, HELLO, SESSION, turnId } from '#testing/simulation/turn-world';

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

it('has no first token time for a turn that fails before anything is shown, which is counted by its code', async () => {
  const { ask, request, telemetry, deps } = await createWorld([[{ waitMs: 700 }, { fail: 'refused' }]]);
  const counted: unknown[] = [];
  deps.telemetry = { ...telemetry, count: (...metric) => counted.push(metric) };

  await ask(request(1));

  expect(telemetry.turns).toMatchObject([{ outcome: 'model_refused', durationMs: 700, steps: 0, retries: 0 }]);
  expect(telemetry.turns[0]).not.toHaveProperty('firstTokenMs');
  expect(telemetry.turns[0]).not.toHaveProperty('stopReason');
  expect(counted).toContainEqual(['TurnsFailed', { code: 'model_refused' }]); // an alarm reads the code
});

it('logs one line with the ids of a turn, its times, what all its calls used, its steps and its retries', async () => {
  const world = await createWorld([], { prompt });
  const usage = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 50, cacheWriteTokens: 7 };
  const busy: readonly ModelStep[] = [{ fail: 'busy' }];
  const scripts = [busy, [{ waitMs: 700 }, read, later], busy, [later, text]];
  world.deps.model = createScriptedModel(scripts, world.clock, usage);

  await world.ask(world.request(1));

  expect(world.telemetry.turns).toEqual([
    {
      requestId: 'r',
      frontDoor: 'rest',
      kind: 'coach_creator',
      sessionId: SESSION,
      turnId: turnId(1),
      epoch: 1,
      outcome: 'complete',
      stopReason: 'step_limit',
      firstTokenMs: 300 + 700, // with the pause before a busy model is asked again
      durationMs: 300 + 700 + 4_000 + 300 + 4_000,
      inputTokens: 200,
      outputTokens: 40,
      cacheReadTokens: 100,
      chargedTokens: 200 + 40 + 2 * 7 + 100 / 10,
      steps: 2,
      retries: 2,
    },
  ]);
  expect(world.telemetry.counts.get('TurnsFailed')).toBeUndefined();
});

it('counts what the coach of a turn counts', async () => {
  const finish: typeof coach.finish = (...facts) => ({ ...coach.finish(...facts), counts: { FieldsRefused: 3 } });
  const { ask, request, telemetry } = await createWorld([HELLO], { finish });
  await ask(request(1));
  expect(telemetry.counts.get('FieldsRefused')).toBe(3);
});
