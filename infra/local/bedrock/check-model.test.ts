import { expect, it } from 'vitest';
import type { ModelRow } from '../../models/model-row.ts';
import { findModel } from '../../models/model-table.ts';
import { checkModel, modelOf } from './check-model.ts';
import { parseConverseBody } from './converse-body.ts';
import { signThought } from './thought-signature.ts';

const rowOf = (id: string): ModelRow => {
  const row = findModel(id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};
const BUDGET = 'anthropic.claude-sonnet-4-6';
const ADAPTIVE = 'anthropic.claude-opus-5';
const ALWAYS = 'anthropic.claude-opus-5-5';
const NOVA = 'amazon.nova-pro-v1:0';

const hi = { role: 'user', content: [{ text: 'Hi' }] };
const tools = [{ toolSpec: { name: 'log', inputSchema: { json: { type: 'object' } } } }];
const forced = { toolConfig: { tools, toolChoice: { tool: { name: 'log' } } } };
const thinking = (type: string, more: object = {}) => ({
  additionalModelRequestFields: { thinking: { type, ...more } },
});
const check = (id: string, body: object) => () => checkModel(rowOf(id), parseConverseBody({ messages: [hi], ...body }));

it.each([
  ['a forced tool', ALWAYS, forced, 'tool_choice: type "tool" and "any" are not supported for this model.'],
  [
    'a choice of any tool',
    ALWAYS,
    { toolConfig: { tools, toolChoice: { any: {} } } },
    'tool_choice: type "tool" and "any" are not supported for this model.',
  ],
  ['a temperature', ADAPTIVE, { inferenceConfig: { temperature: 0.2 } }, '`temperature` is deprecated for this model.'],
  ['a topP', ADAPTIVE, { inferenceConfig: { topP: 0.2 } }, '`top_p` is deprecated for this model.'],
  [
    'a thinking budget',
    ADAPTIVE,
    thinking('enabled', { budget_tokens: 2_048 }),
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"',
  ],
  ['switching thinking off', ALWAYS, thinking('disabled'), '"thinking.type.disabled" is not supported for this model.'],
  ['adaptive thinking', BUDGET, thinking('adaptive'), 'adaptive thinking is not supported on this model'],
  ['any thinking', NOVA, thinking('disabled'), 'extraneous key [thinking] is not permitted'],
])('refuses %s from the model that does: %s', (_, id, body, words) => {
  expect(check(id, body)).toThrow(words);
});

it.each([
  ['a forced tool, sampling and a budget', BUDGET, { ...forced, inferenceConfig: { temperature: 1, topP: 1 } }],
  ['a budget', BUDGET, thinking('enabled', { budget_tokens: 2_048 })],
  ['thinking that is off, with a forced tool', ADAPTIVE, { ...forced, ...thinking('disabled') }],
  ['adaptive thinking', ALWAYS, thinking('adaptive', { display: 'summarized' })],
  ['a forced tool', NOVA, forced],
])('accepts %s from a model that takes it', (_, id, body) => {
  expect(check(id, body)).not.toThrow();
});

/** A conversation in which `signer` has thought after `before`, and which `id` is asked to continue. */
const continued = (id: string, signer: string, before: object = hi) => {
  const signature = signThought(signer, parseConverseBody({ messages: [before] }));
  const thought = { reasoningContent: { reasoningText: { text: 'Hm.', signature } } };
  return check(id, { messages: [hi, { role: 'assistant', content: [thought, { text: 'So.' }] }, hi] });
};
const OTHER = { role: 'user', content: [{ text: 'Hello' }] };

it('refuses a thought of another model', () => {
  expect(continued(BUDGET, BUDGET)).not.toThrow();
  expect(continued(BUDGET, ADAPTIVE)).toThrow('messages.1.content.0: Invalid `signature` in `thinking` block');
});

it('refuses a model’s own thought after a changed past where the model binds its thoughts', () => {
  expect(continued(ALWAYS, ALWAYS)).not.toThrow();
  expect(continued(ALWAYS, ALWAYS, OTHER)).toThrow('messages.1.content.0: Invalid `signature`');
  expect(continued(BUDGET, BUDGET, OTHER)).not.toThrow();
});

it.each([
  ['maker.model', 'The provided model identifier is invalid.'],
  [`jp.${NOVA}`, 'The provided model identifier is invalid.'],
  [BUDGET, `Invocation of model ID ${BUDGET} with on-demand throughput isn’t supported.`],
])('knows no model %s', (id, words) => {
  expect(() => modelOf(id, findModel)).toThrow(words);
});

it('knows a model by its profile, and where the Region serves it by its own id', () => {
  expect(modelOf(`eu.${BUDGET}`, findModel).id).toBe(BUDGET);
  expect(modelOf(NOVA, findModel).id).toBe(NOVA);
  expect(modelOf('simulated-main', findModel).id).toBe('simulated-main');
});
