import { describe, expect, it } from 'vitest';
import type { ContentBlock, ModelRequest } from '#ports/model';
import { type BedrockModel, toConverseRequest } from './converse-request.ts';

const all: BedrockModel = {
  modelId: 'us.anthropic.claude-sonnet-4-6',
  traits: { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 },
};

const request: ModelRequest = {
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: 'Today is Monday.',
  messages: [],
  tools: [],
  maxTokens: 4_096,
};

describe('the thoughts of a completed turn and of the running one', () => {
  const thought = (text: string, model?: string): ContentBlock => ({
    type: 'reasoning',
    text,
    signature: 'c2ln',
    ...(model !== undefined && { model }),
  });
  const use: ContentBlock = { type: 'tool_use', toolUseId: 't', name: 'n', input: {} };
  const messages: ModelRequest['messages'] = [
    { role: 'user', content: [{ type: 'text', text: 'First' }] },
    { role: 'assistant', content: [thought('earlier', all.modelId), { type: 'text', text: 'One.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Second' }] },
    { role: 'assistant', content: [thought('now', all.modelId), use] },
    { role: 'user', content: [{ type: 'tool_result', toolUseId: 't', ok: true, content: {} }] },
  ];
  const thoughtsSent = (model: BedrockModel, told = messages) =>
    toConverseRequest({ ...request, messages: told }, model).messages?.flatMap(({ content = [] }) =>
      content.flatMap(({ reasoningContent }) => reasoningContent?.reasoningText?.text ?? []),
    );

  it('are sent back to the model that made them', () => {
    expect(thoughtsSent(all)).toEqual(['earlier', 'now']);
  });

  it('are not sent to another model', () => {
    expect(thoughtsSent({ ...all, modelId: 'us.anthropic.claude-opus-5' })).toEqual([]);
  });

  it('are sent to a model that binds them only within the running turn', () => {
    expect(thoughtsSent({ ...all, traits: { ...all.traits, bindsThoughts: true } })).toEqual(['now']);
  });

  it('are not sent when nothing says which model made them', () => {
    const old: ModelRequest['messages'] = [
      ...messages.slice(0, 1),
      { role: 'assistant', content: [thought('of an older version'), { type: 'text', text: 'One.' }] },
      ...messages.slice(2),
    ];
    expect(thoughtsSent(all, old)).toEqual(['now']);
  });
});
