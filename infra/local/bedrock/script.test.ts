import { expect, it } from 'vitest';
import { createScript } from './script.ts';

it('accepts a script with every kind of step', () => {
  const script = createScript();

  const answer = script.add([
    {
      match: { contains: 'Hi' },
      times: 2,
      steps: [
        { text: 'a', delayMs: 5 },
        { reasoning: 'b' },
        { tool: { name: 'log', input: { a: 1 } } },
        { throw: 'throttlingException' },
        { throw: 'validationException', message: 'prompt is too long' },
        { cut: true },
        { usage: { inputTokens: 1, outputTokens: 2 } },
      ],
    },
  ]);

  expect(answer).toEqual({ status: 200, body: { entries: 1 } });
  expect(script.take('Hi there')).toHaveLength(7);
});

it.each([
  ['no array', { steps: [] }, ''],
  ['no steps', [{}], '0.steps'],
  ['an unknown field', [{ steps: [], time: 2 }], '0.time'],
  ['an unknown step', [{ steps: [{ text: 'a' }, { txt: 'b' }] }], '0.steps.1'],
  ['two steps in one', [{ steps: [{ text: 'a', cut: true }] }], '0.steps.0'],
  ['an unknown exception', [{ steps: [{ throw: 'ThrottlingException' }] }], '0.steps.0'],
  ['a delay into the past', [{ steps: [{ text: 'a', delayMs: -1 }] }], '0.steps.0.delayMs'],
  ['no times at all', [{ steps: [], times: 0 }], '0.times'],
  ['an unknown match', [{ steps: [], match: { equals: 'a' } }], '0.match.equals'],
])('refuses a script with %s and adds none of its entries', (_, body, field) => {
  const script = createScript();

  expect(script.add(Array.isArray(body) ? [{ steps: [] }, ...body].reverse() : body)).toMatchObject({
    status: 422,
    body: { error: { code: 'validation_failed', retryable: false, details: { fields: [{ path: field }] } } },
  });
  expect(script.take('')).toBeUndefined();
});

it('plays a second script after the first', () => {
  const script = createScript();
  script.add([{ steps: [{ text: 'first' }] }]);

  expect(script.add([{ steps: [{ text: 'second' }] }])).toMatchObject({ body: { entries: 2 } });

  expect([script.take('x'), script.take('x'), script.take('x')]).toEqual([
    [{ text: 'first' }],
    [{ text: 'second' }],
    undefined,
  ]);
});
