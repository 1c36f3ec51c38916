import { expect, it } from 'vitest';
import type { ContentBlock, ModelRequest, RequestBlock } from '#ports/model';
import { type BedrockModel, toConverseRequest } from './converse-request.ts';

const all: BedrockModel = {
  modelId: 'us.anthropic.claude-sonnet-5',
  traits: { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 },
};
const none: BedrockModel = {
  modelId: 'x',
  traits: { forcedTool: false, reasoning: 'none', bindsThoughts: false, cacheMinTokens: null },
};

const request: ModelRequest = {
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: 'Today is Monday.',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  tools: [],
  maxTokens: 4_096,
};
const tool = { name: 'save_memory', description: 'Saves.', inputSchema: { type: 'object' } };

const blocksOf = (...content: RequestBlock[]) =>
  toConverseRequest({ ...request, messages: [{ role: 'assistant', content }] }, all).messages?.[0]?.content;

it('puts the cache point between the static and the dynamic system prompt', () => {
  expect(toConverseRequest(request, all)).toEqual({
    modelId: 'us.anthropic.claude-sonnet-5',
    system: [{ text: 'You are a coach.' }, { cachePoint: { type: 'default' } }, { text: 'Today is Monday.' }],
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    inferenceConfig: { maxTokens: 4_096 },
  });
});

it('sets no cache point for a model without a cache or after an empty prompt', () => {
  expect(toConverseRequest(request, none).system).toEqual([{ text: 'You are a coach.' }, { text: 'Today is Monday.' }]);
  expect(toConverseRequest({ ...request, systemStatic: '' }, all).system).toEqual([{ text: 'Today is Monday.' }]);
  expect(toConverseRequest({ ...request, systemStatic: '', systemDynamic: ' ' }, all)).not.toHaveProperty('system');
});

it('forces a tool only for models that support a forced tool', () => {
  const forced = { ...request, tools: [tool], forcedTool: 'save_memory' };
  const tools = [
    { toolSpec: { name: 'save_memory', description: 'Saves.', inputSchema: { json: { type: 'object' } } } },
  ];

  expect(toConverseRequest(forced, all).toolConfig).toEqual({ tools, toolChoice: { tool: { name: 'save_memory' } } });
  expect(toConverseRequest(forced, none).toolConfig).toEqual({ tools });
});

it('requests a thinking budget only from models that support it and never with a forced tool', () => {
  const thinking = { ...request, tools: [tool], thinkingTokens: 2_048 };

  expect(toConverseRequest(thinking, all).additionalModelRequestFields).toEqual({
    thinking: { type: 'enabled', budget_tokens: 2_048 },
  });
  expect(toConverseRequest(thinking, none)).not.toHaveProperty('additionalModelRequestFields');
  expect(toConverseRequest({ ...thinking, forcedTool: 'save_memory' }, all)).not.toHaveProperty(
    'additionalModelRequestFields',
  );
});

const thinkingOf = (reasoning: BedrockModel['traits']['reasoning'], more: Partial<ModelRequest>, forcedTool = true) =>
  toConverseRequest(
    { ...request, tools: [tool], ...more },
    { modelId: 'x', traits: { forcedTool, reasoning, bindsThoughts: false, cacheMinTokens: null } },
  ).additionalModelRequestFields;

it('asks an adaptive model for its thoughts in words, without a budget, and switches them off otherwise', () => {
  expect(thinkingOf('adaptive', { thinkingTokens: 2_048 })).toEqual({
    thinking: { type: 'adaptive', display: 'summarized' },
  });
  const off = { thinking: { type: 'disabled' } };
  expect(thinkingOf('adaptive', {})).toEqual(off);
  expect(thinkingOf('adaptive', { thinkingTokens: 2_048, forcedTool: 'save_memory' })).toEqual(off);
});

it('never switches off a model that always thinks, and asks for little when no thoughts are wanted', () => {
  const thinking = { type: 'adaptive', display: 'summarized' };

  expect(thinkingOf('always', { thinkingTokens: 2_048 })).toEqual({ thinking });
  expect(thinkingOf('always', {})).toEqual({ thinking, output_config: { effort: 'low' } });
  expect(thinkingOf('always', { forcedTool: 'save_memory' }, false)).toEqual({
    thinking,
    output_config: { effort: 'low' },
  });
});

it('lets a model without a budget think in the middle of a tool loop', () => {
  const [hi] = request.messages;
  const messages: ModelRequest['messages'] = [
    ...(hi ? [hi] : []),
    { role: 'assistant', content: [{ type: 'tool_use', toolUseId: 't', name: 'n', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', toolUseId: 't', ok: true, content: {} }] },
  ];

  expect(thinkingOf('adaptive', { messages, thinkingTokens: 2_048 })).toMatchObject({ thinking: { type: 'adaptive' } });
  expect(thinkingOf('budget', { messages, thinkingTokens: 2_048 })).toBeUndefined();
});

it.each<[string, boolean, ContentBlock[]]>([
  ['with a signed thought', true, [{ type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: all.modelId }]],
  ['with a redacted thought', true, [{ type: 'redacted_reasoning', data: 'c2VjcmV0', model: all.modelId }]],
  ['with a thought that was never signed', false, [{ type: 'reasoning', text: 'Hm.' }]],
  ['without a thought', false, []],
  [
    'with a thought that is not the first',
    false,
    [
      { type: 'text', text: 'Let me look.' },
      { type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: all.modelId },
    ],
  ],
])('requests thinking in a tool loop that began %s: %s', (_, thinks, before) => {
  const use: ContentBlock = { type: 'tool_use', toolUseId: 't', name: 'n', input: {} };
  const result: ContentBlock = { type: 'tool_result', toolUseId: 't', ok: true, content: {} };
  const hi = request.messages[0] as ModelRequest['messages'][number];
  const loop: ModelRequest['messages'] = [
    hi,
    { role: 'assistant', content: [...before, use] },
    { role: 'user', content: [result] },
    { role: 'assistant', content: [use] },
    { role: 'user', content: [result] },
  ];
  const thinksIn = (messages: ModelRequest['messages']) =>
    toConverseRequest({ ...request, messages, tools: [tool], thinkingTokens: 2_048 }, all)
      .additionalModelRequestFields !== undefined;

  expect(thinksIn(loop)).toBe(thinks);
  // Messages before the user's last text do not matter.
  expect(thinksIn([...loop, { role: 'assistant', content: [{ type: 'text', text: 'So.' }] }, hi])).toBe(true);
  expect(thinksIn([...loop.slice(0, 2), { role: 'user', content: [result, { type: 'text', text: 'Hurry.' }] }])).toBe(
    true,
  );
});

it('replaces characters of a tool name that Bedrock refuses and cuts it to 64 characters', () => {
  const names = ['save_memory', 'functions.save', '', 'ü', 'x'.repeat(70)];
  const blocks = blocksOf(
    ...names.map((name): ContentBlock => ({ type: 'tool_use', toolUseId: 't', name, input: {} })),
  );

  expect(blocks?.map(({ toolUse }) => toolUse?.name)).toEqual([
    'save_memory',
    'functions_save',
    '_',
    '_',
    'x'.repeat(64),
  ]);
});

it('omits a blank description because Bedrock refuses it', () => {
  expect(toConverseRequest({ ...request, tools: [{ ...tool, description: ' ' }] }, all).toolConfig?.tools).toEqual([
    { toolSpec: { name: 'save_memory', inputSchema: { json: { type: 'object' } } } },
  ]);
});

it('sends signed reasoning back unchanged and drops unsigned reasoning', () => {
  expect(
    blocksOf(
      { type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: all.modelId },
      { type: 'reasoning', text: '', signature: 'c2ln', model: all.modelId },
      { type: 'reasoning', text: 'broken off' },
      { type: 'redacted_reasoning', data: 'c2VjcmV0', model: all.modelId },
    ),
  ).toEqual([
    { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
    { reasoningContent: { reasoningText: { text: '', signature: 'c2ln' } } },
    { reasoningContent: { redactedContent: Buffer.from('secret') } },
  ]);
});

it('sends images with their bytes and type, in their order among the texts', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
  const images = types.map((mediaType) => ({ type: 'image_data' as const, mediaType, bytes }));
  const text = { type: 'text' as const, text: 'Which?' };
  expect(blocksOf(text, ...images)).toEqual([
    { text: 'Which?' },
    ...['jpeg', 'png', 'webp', 'gif'].map((format) => ({ image: { format, source: { bytes } } })),
  ]);
});

it('says of an image without bytes that it was shown earlier, and drops blank text', () => {
  const blank = ['\n', '\u0085', '\u200b', '\u3164'].map((text) => ({ type: 'text' as const, text }));
  expect(blocksOf(...blank, { type: 'image', key: 'user-uploads/a/b.png' })).toEqual([
    { text: '[an image that was shown earlier]' },
  ]);
});

it('sends an object for every tool input, even when the model wrote something else', () => {
  const inputs = [{ a: 1 }, null, 'text', [1]];
  const blocks = blocksOf(
    ...inputs.map((input): ContentBlock => ({ type: 'tool_use', toolUseId: 't', name: 'n', input })),
  );

  expect(blocks?.map(({ toolUse }) => toolUse?.input)).toEqual([{ a: 1 }, {}, {}, {}]);
});

it('does not send the summary and duration of a tool result to the model', () => {
  const blocks = blocksOf({
    type: 'tool_result',
    toolUseId: 't',
    ok: true,
    content: { a: 1 },
    summary: '10 games',
    durationMs: 240,
  });

  expect(blocks).toEqual([{ toolResult: { toolUseId: 't', status: 'success', content: [{ json: { a: 1 } }] } }]);
});

it('sends objects as JSON and every other result as non-empty text', () => {
  const results = [{ a: 1 }, [1, 2], 'plain', '', null, 3];
  const blocks = blocksOf(
    ...results.map((content, index): ContentBlock => ({ type: 'tool_result', toolUseId: 't', ok: index > 0, content })),
  );

  expect(blocks?.map(({ toolResult }) => toolResult?.content?.[0])).toEqual([
    { json: { a: 1 } },
    { text: '[1,2]' },
    { text: 'plain' },
    { text: '""' },
    { text: 'null' },
    { text: '3' },
  ]);
  expect(blocks?.map(({ toolResult }) => toolResult?.status).slice(0, 2)).toEqual(['error', 'success']);
});

it('sends only well-formed text', () => {
  const half = 'half \ud83d';
  const messages: ModelRequest['messages'] = [{ role: 'user', content: [{ type: 'text', text: half }] }];
  const sent = toConverseRequest({ ...request, systemStatic: half, systemDynamic: half, messages }, none);

  expect(sent).toMatchObject({
    system: [{ text: 'half \ufffd' }, { text: 'half \ufffd' }],
    messages: [{ content: [{ text: 'half \ufffd' }] }],
  });
});
