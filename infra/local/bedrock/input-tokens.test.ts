import { expect, it } from 'vitest';
import { parseConverseBody } from './converse-body.ts';
import { createInputTokens } from './input-tokens.ts';

const cachePoint = { cachePoint: { type: 'default' } };
const body = (stays: string, changes: string) =>
  parseConverseBody({
    system: [{ text: stays }, cachePoint, { text: changes }],
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  });
const LONG = 'rule '.repeat(2_000);

it('counts four bytes a token', () => {
  const count = createInputTokens(() => 0);
  const small = count('m', body('short', 'x'));
  const large = count('m', body('short', 'x'.repeat(4_001)));

  expect(large.inputTokens - small.inputTokens).toBe(1_000);
  expect(small).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 });
});

it('counts the inputs and results of tools', () => {
  const count = createInputTokens(() => 0);
  const withTools = (input: object, json: object) =>
    count(
      'm',
      parseConverseBody({
        messages: [
          { role: 'user', content: [{ text: 'Hi' }] },
          { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'log', input } }] },
          { role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ json }] } }] },
        ],
      }),
    ).inputTokens;
  const large = { list: 'x'.repeat(4_000) };

  expect(withTools({}, large) - withTools({}, { list: '' })).toBe(1_000);
  expect(withTools(large, {}) - withTools({ list: '' }, {})).toBe(1_000);
});

it('reads a cached prefix within five minutes, whatever follows it', () => {
  let now = 0;
  const count = createInputTokens(() => now);
  const first = count('m', body(LONG, 'Monday'));
  now = 299_999;
  const second = count('m', body(LONG, 'Friday'));
  now = 599_998;
  const third = count('m', body(LONG, 'Sunday'));
  now = 899_999;
  const late = count('m', body(LONG, 'Monday'));

  expect(first.cacheWriteInputTokens).toBeGreaterThan(2_000);
  expect(second).toEqual({ ...first, cacheReadInputTokens: first.cacheWriteInputTokens, cacheWriteInputTokens: 0 });
  expect(third).toEqual(second);
  expect(late).toEqual(first);
});

it('does not read the cache for another prefix or another model', () => {
  const count = createInputTokens(() => 0);
  count('m', body(LONG, 'x'));

  expect(count('m', body(`${LONG}!`, 'x')).cacheReadInputTokens).toBe(0);
  expect(count('other', body(LONG, 'x')).cacheReadInputTokens).toBe(0);
});

it('counts an image as a fixed number of tokens, not by its bytes', () => {
  const image = { image: { format: 'png', source: { bytes: 'A'.repeat(1_000_000) } } };
  const messages = [{ role: 'user', content: [{ text: 'Hi' }, image] }];

  expect(createInputTokens(() => 0)('m', parseConverseBody({ messages })).inputTokens).toBeLessThan(2_000);
});
