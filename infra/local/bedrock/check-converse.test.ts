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
const thought = { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } };
const hidden = { reasoningContent: { redactedContent: 'c2VjcmV0' } };
const toolConfig = { tools: [tool('log')] };
const thinking = (budget: number) => ({
  additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: budget } },
});

const TWO_LOOPS = {
  messages: [user(text), assistant(use('a')), user(result('a')), assistant(use('a')), user(result('a'))],
  toolConfig,
};

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
  ['a text of invisible characters that are not white space', { messages: [user({ text: '\u200b' })] }],
  ['20 images', { messages: [user(...new Array<object>(20).fill({ image: {} }))] }],
  [
    'a running tool loop that begins with a thought and has none in later messages',
    {
      messages: [user(text), assistant(thought, use('a')), user(result('a')), assistant(use('b')), user(result('b'))],
      toolConfig,
      ...thinking(1_024),
    },
  ],
  [
    'a running tool loop that begins with a redacted thought',
    { messages: [user(text), assistant(hidden, text, use('a')), user(result('a'))], toolConfig, ...thinking(1_024) },
  ],
  [
    'earlier turns without thoughts',
    {
      messages: [
        user(text),
        assistant(use('a')),
        user(result('a')),
        assistant(text),
        user(text),
        assistant(thought, use('b')),
        user(result('b')),
      ],
      toolConfig,
      ...thinking(1_024),
    },
  ],
  [
    'a question after a tool loop without thoughts',
    { messages: [user(text), assistant(use('a')), user(result('a'), text)], toolConfig, ...thinking(1_024) },
  ],
  [
    'a running tool loop without thoughts while thinking is off',
    { messages: [user(text), assistant(use('a')), user(result('a'))], toolConfig },
  ],
  ['the same id in two turns', TWO_LOOPS],
  ['thinking within its limit', { messages: [user(text)], inferenceConfig: { maxTokens: 2_048 }, ...thinking(1_024) }],
])('accepts %s', (_, body) => {
  expect(check(body)).not.toThrow();
});

it.each<[string, object, RegExp]>([
  ['no message', { messages: [] }, /start with a user message/],
  ['an assistant message at the start', { messages: [assistant(text), user(text)] }, /start with a user message/],
  ['two messages of the same role in a row', { messages: [user(text), user(text)] }, /alternate/],
  ['an assistant message at the end', { messages: [user(text), assistant(text)] }, /prefill/],
  ['empty content', { messages: [user()] }, /messages\.0 is empty/],
  ['empty text', { messages: [user({ text: '' })] }, /messages\.0\.content\.0 is blank/],
  ['blank text', { messages: [user(text, { text: ' \n' })] }, /messages\.0\.content\.1 is blank/],
  ['a text of one control character', { messages: [user({ text: '\u0085' })] }, /is blank/],
  ['a text of separators', { messages: [user({ text: '\u001c\u001f\u2003\u00a0\ufeff' })] }, /is blank/],
  ['a blank system prompt', { messages: [user(text)], system: [{ text: '' }] }, /system\.0 is blank/],
  ['21 images', { messages: [user(...new Array<object>(21).fill({ image: {} }))] }, /too many images/],
  [
    'a tool use without a result',
    { messages: [user(text), assistant(use('a'), use('b')), user(result('a'))], toolConfig },
    /Expected toolResult blocks at messages\.2\.content for the following Ids: b/,
  ],
  [
    'a tool result without a use',
    { messages: [user(text), assistant(text), user(result('a'))], toolConfig },
    /messages\.2\.content exceeds the number of toolUse blocks/,
  ],
  [
    'a tool result for an unknown use',
    { messages: [user(text), assistant(use('a')), user(result('a'), result('b'))], toolConfig },
    /exceeds/,
  ],
  [
    'tools in the history that are not offered',
    { messages: [user(text), assistant(use('a')), user(result('a'))] },
    /toolConfig field must be defined/,
  ],
  [
    'a tool input that is not an object',
    { messages: [user(text), assistant(use('a', [1])), user(result('a'))], toolConfig },
    /messages\.1\.content\.0\.toolUse\.input is invalid/,
  ],
  [
    'a JSON result that is not an object',
    { messages: [user(text), assistant(use('a')), user(result('a', { content: [{ json: [1] }] }))], toolConfig },
    /messages\.2\.content\.0\.toolResult\.content\.0\.json is invalid/,
  ],
  [
    'an empty result of a failed tool',
    { messages: [user(text), assistant(use('a')), user(result('a', { status: 'error', content: [] }))], toolConfig },
    /cannot be empty when status value is error/,
  ],
  [
    'a blank result of a tool',
    {
      messages: [user(text), assistant(use('a')), user(result('a', { content: [{ text: '\n' }] }))],
      toolConfig,
    },
    /messages\.2\.content\.0\.toolResult\.content\.0 is blank/,
  ],
  [
    'a tool use whose name has a blank',
    {
      messages: [user(text), assistant({ toolUse: { toolUseId: 'a', name: 'log it', input: {} } }), user(result('a'))],
      toolConfig,
    },
    /messages\.1\.content\.0\.toolUse\.name' must satisfy the pattern/,
  ],
  ['an empty list of tools', { messages: [user(text)], toolConfig: { tools: [] } }, /greater than or equal to 1/],
  [
    'two tools with the same name',
    { messages: [user(text)], toolConfig: { tools: [tool('a'), tool('a')] } },
    /defined twice/,
  ],
  ['a bad tool name', { messages: [user(text)], toolConfig: { tools: [tool('a b')] } }, /pattern/],
  [
    'a blank description',
    { messages: [user(text)], toolConfig: { tools: [tool('a', { description: '' })] } },
    /description/,
  ],
  [
    'an input schema whose type is not object',
    { messages: [user(text)], toolConfig: { tools: [tool('a', { inputSchema: { json: {} } })] } },
    /must be one of the following: object/,
  ],
  [
    'a forced tool that is not offered',
    { messages: [user(text)], toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'other' } } } },
    /there is no tool other/,
  ],
  [
    'a thinking budget that equals the output limit',
    { messages: [user(text)], inferenceConfig: { maxTokens: 2_048 }, ...thinking(2_048) },
    /greater than `thinking\.budget_tokens`/,
  ],
  ['a thinking budget below the minimum', { messages: [user(text)], ...thinking(512) }, /1024/],
  [
    'thinking with a forced tool',
    {
      messages: [user(text)],
      toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'log' } } },
      ...thinking(1_024),
    },
    /forces tool use/,
  ],
  [
    'a running tool loop whose first message has no thought',
    { messages: [user(text), assistant(use('a')), user(result('a'))], toolConfig, ...thinking(1_024) },
    /messages\.1\.content\.0\.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`/,
  ],
  [
    'a running tool loop that begins with text',
    {
      messages: [user(text), assistant(text, thought, use('a')), user(result('a'))],
      toolConfig,
      ...thinking(1_024),
    },
    /but found `text`/,
  ],
  [
    'a running tool loop whose thought comes in a later message',
    {
      messages: [...TWO_LOOPS.messages.slice(0, 3), assistant(thought, use('b')), user(result('b'))],
      toolConfig,
      ...thinking(1_024),
    },
    /messages\.1\.content\.0\.type/,
  ],
  [
    'two tool uses with the same id in one message',
    { messages: [user(text), assistant(use('a'), use('a')), user(result('a'))], toolConfig },
    /toolUse blocks at messages\.1\.content contain duplicate Ids: a/,
  ],
  [
    'two results with the same id in one message',
    { messages: [user(text), assistant(use('a'), use('b')), user(result('a'), result('b'), result('a'))], toolConfig },
    /toolResult blocks at messages\.2\.content contain duplicate Ids: a/,
  ],
  [
    'an empty tool use id',
    { messages: [user(text), assistant(use('')), user(result(''))], toolConfig },
    /must satisfy the pattern/,
  ],
  [
    'a tool use id that is too long',
    { messages: [user(text), assistant(use('a'.repeat(65))), user(result('a'.repeat(65)))], toolConfig },
    /must satisfy the pattern/,
  ],
  ['a tool result in the first message', { messages: [user(result('a'))], toolConfig }, /exceeds/],
  [
    'a tool result in an assistant message',
    { messages: [user(text), assistant(result('a')), user(text)], toolConfig },
    /`tool_result` blocks can only be in `user` messages/,
  ],
  [
    'a tool use in a user message',
    { messages: [user(use('a'))], toolConfig },
    /`tool_use` blocks can only be in `assistant`/,
  ],
  ['a thought in a user message', { messages: [user(thought)] }, /`thinking` blocks can only be in `assistant`/],
  [
    'a thinking budget above the output limit',
    { messages: [user(text)], inferenceConfig: { maxTokens: 2_048 }, ...thinking(4_096) },
    /greater than `thinking\.budget_tokens`/,
  ],
  ['an output limit of 0', { messages: [user(text)], inferenceConfig: { maxTokens: 0 } }, /at least 1/],
])('refuses %s', (_, body, message) => {
  expect(check(body)).toThrow(message);
  expect(check(body)).toThrow(expect.objectContaining({ exception: 'validationException', status: 400 }));
});
