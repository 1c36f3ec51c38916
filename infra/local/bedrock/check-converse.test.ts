import { expect, it } from 'vitest';
import { checkConverse } from './check-converse.ts';
import { parseConverseBody } from './converse-body.ts';

const user = (...content: object[]) => ({ role: 'user', content });
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const text = { text: 'Hi' };
const use = (toolUseId: string, input: unknown = {}) => ({ toolUse: { toolUseId, name: 'log', input } });
const result = (toolUseId: string, more: object = { content: [text] }) => ({ toolResult: { toolUseId, ...more } });
const tool = (name: string, more: object = {}) => ({
  toolSpec: { name, inputSchema: { json: { type: 'object' } }, ...more },
});
const toolConfig = { tools: [tool('log')] };
const thinking = (budget: number) => ({
  additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: budget } },
});

const check = (body: object) => () => checkConverse(parseConverseBody(body));

it.each<[string, object]>([
  ['a plain question, without a limit', { messages: [user(text)] }],
  [
    'tools with all their results, in any order',
    { messages: [user(text), assistant(text, use('a'), use('b')), user(result('b'), result('a'), text)], toolConfig },
  ],
  [
    'an empty result of a tool that worked',
    { messages: [user(text), assistant(use('a')), user(result('a', {}))], toolConfig },
  ],
  ['20 images', { messages: [user(...new Array<object>(20).fill({ image: {} }))] }],
  ['thinking within its limit', { messages: [user(text)], inferenceConfig: { maxTokens: 2_048 }, ...thinking(1_024) }],
])('lets %s pass', (_, body) => {
  expect(check(body)).not.toThrow();
});

it.each<[string, object, RegExp]>([
  ['no message', { messages: [] }, /start with a user message/],
  ['an assistant who begins', { messages: [assistant(text), user(text)] }, /start with a user message/],
  ['two of the same role', { messages: [user(text), user(text)] }, /alternate/],
  ['an assistant at the end', { messages: [user(text), assistant(text)] }, /prefill/],
  ['empty content', { messages: [user()] }, /messages\.0 is empty/],
  ['empty text', { messages: [user({ text: '' })] }, /messages\.0\.content\.0 is blank/],
  ['blank text', { messages: [user(text, { text: ' \n' })] }, /messages\.0\.content\.1 is blank/],
  ['a blank system prompt', { messages: [user(text)], system: [{ text: '' }] }, /system\.0 is blank/],
  ['21 images', { messages: [user(...new Array<object>(21).fill({ image: {} }))] }, /too many images/],
  [
    'a use without a result',
    { messages: [user(text), assistant(use('a'), use('b')), user(result('a'))], toolConfig },
    /Expected toolResult blocks at messages\.2\.content for the following Ids: b/,
  ],
  [
    'a result without a use',
    { messages: [user(text), assistant(text), user(result('a'))], toolConfig },
    /messages\.2\.content exceeds the number of toolUse blocks/,
  ],
  [
    'a result for another use',
    { messages: [user(text), assistant(use('a')), user(result('a'), result('b'))], toolConfig },
    /exceeds/,
  ],
  [
    'tools in the history that are not offered',
    { messages: [user(text), assistant(use('a')), user(result('a'))] },
    /toolConfig field must be defined/,
  ],
  [
    'a tool input that is no object',
    { messages: [user(text), assistant(use('a', [1])), user(result('a'))], toolConfig },
    /messages\.1\.content\.0\.toolUse\.input is invalid/,
  ],
  [
    'a JSON result that is no object',
    { messages: [user(text), assistant(use('a')), user(result('a', { content: [{ json: [1] }] }))], toolConfig },
    /messages\.2\.content\.0\.toolResult\.content\.0\.json is invalid/,
  ],
  [
    'a failed tool that says nothing',
    { messages: [user(text), assistant(use('a')), user(result('a', { status: 'error', content: [] }))], toolConfig },
    /cannot be empty when status value is error/,
  ],
  ['an empty list of tools', { messages: [user(text)], toolConfig: { tools: [] } }, /greater than or equal to 1/],
  ['a tool twice', { messages: [user(text)], toolConfig: { tools: [tool('a'), tool('a')] } }, /defined twice/],
  ['a bad tool name', { messages: [user(text)], toolConfig: { tools: [tool('a b')] } }, /pattern/],
  [
    'a blank description',
    { messages: [user(text)], toolConfig: { tools: [tool('a', { description: '' })] } },
    /description/,
  ],
  [
    'a schema of another type',
    { messages: [user(text)], toolConfig: { tools: [tool('a', { inputSchema: { json: {} } })] } },
    /must be one of the following: object/,
  ],
  [
    'a forced tool that is not offered',
    { messages: [user(text)], toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'other' } } } },
    /there is no tool other/,
  ],
  [
    'thinking that leaves no room',
    { messages: [user(text)], inferenceConfig: { maxTokens: 2_048 }, ...thinking(2_048) },
    /greater than `thinking\.budget_tokens`/,
  ],
  ['too little thinking', { messages: [user(text)], ...thinking(512) }, /1024/],
  [
    'thinking beside a forced tool',
    {
      messages: [user(text)],
      toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'log' } } },
      ...thinking(1_024),
    },
    /forces tool use/,
  ],
  ['no tokens', { messages: [user(text)], inferenceConfig: { maxTokens: 0 } }, /at least 1/],
])('refuses %s', (_, body, message) => {
  expect(check(body)).toThrow(message);
  expect(check(body)).toThrow(expect.objectContaining({ exception: 'validationException', status: 400 }));
});
