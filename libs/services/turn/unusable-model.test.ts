import { expect, it } from 'vitest';
import { createWorld, HELLO } from '#testing/simulation/turn-world';

it('a model that an operator has to replace is called once, and the turn is not an internal error', async () => {
  const { ask, request, model, telemetry, items } = await createWorld([[{ fail: 'unusable' }], HELLO]);
  const { events } = await ask(request(1));
  expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model_unavailable' });
  expect(model.calls).toHaveLength(1);
  expect(items('BUDGET#')).toMatchObject([{ committed: 0, spent: 0 }]);
  // The message of the failure says what to do.
  expect(telemetry.lines).toMatchObject([{ severity: 'error', facts: { error: { message: 'scripted' } } }]);
});
