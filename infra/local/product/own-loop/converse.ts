import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  type Message,
  type ContentBlock as ModelBlock,
  type TokenUsage,
  type ToolInputSchema,
} from '@aws-sdk/client-bedrock-runtime';
import type { ContentBlock } from '#contract/game-chat';
import type { Usage } from '#contract/usage';
import type { AskModel, Opening } from './run-own-loop.ts';

/** The model and its limits, such as `modelId` and `inferenceConfig.maxTokens`. */
type Settings = Pick<ConverseCommandInput, 'modelId' | 'inferenceConfig' | 'additionalModelRequestFields'>;
type Json = NonNullable<ToolInputSchema['json']>;

/** A conversation with a model on Bedrock, by Converse. */
export function openConverse(bedrock: BedrockRuntimeClient, settings: Settings, opening: Opening): AskModel {
  const messages: Message[] = [...opening.history, { role: 'user' as const, content: [textOf(opening.question)] }].map(
    ({ role, content }) => ({ role, content: content.flatMap(toModel) }),
  );
  const tools = opening.tools.map(({ name, description, inputSchema }) => ({
    toolSpec: { name, description, inputSchema: { json: inputSchema as Json } },
  }));
  const request = { ...settings, system: [{ text: opening.system }], toolConfig: { tools } };
  return async (results, { signal, onText }) => {
    if (results.length > 0) messages.push({ role: 'user', content: results.flatMap(toModel) });
    const options = signal && { abortSignal: signal };
    const { output, usage, stopReason } = await bedrock.send(new ConverseCommand({ ...request, messages }), options);
    const blocks = output?.message?.content ?? [];
    // The next step needs the model's blocks exactly as they came: thinking is signed.
    messages.push({ role: 'assistant', content: blocks });
    const content = blocks.flatMap(fromModel).filter(({ type }) => type !== 'tool_use' || stopReason === 'tool_use');
    for (const block of content) if (block.type === 'text') onText(block.text);
    return { content, usage: usageOf(usage) };
  };
}

const textOf = (text: string): ContentBlock => ({ type: 'text', text });

/** Thinking of earlier turns is left out: newer models refuse it when the system prompt has changed since. */
function toModel(block: ContentBlock): ModelBlock[] {
  if (block.type === 'text') return block.text.trim() === '' ? [] : [{ text: block.text }];
  if (block.type === 'image') return [{ text: '[image]' }];
  if (block.type === 'tool_use') {
    const { toolUseId, name, input } = block;
    return [{ toolUse: { toolUseId, name, input: input as Json } }];
  }
  if (block.type !== 'tool_result') return [];
  const { toolUseId, ok, content } = block;
  return [{ toolResult: { toolUseId, status: ok ? 'success' : 'error', content: [{ json: content as Json }] } }];
}

function fromModel({ text, toolUse, reasoningContent }: ModelBlock): ContentBlock[] {
  if (text !== undefined) return [textOf(text)];
  if (toolUse) {
    return [{ type: 'tool_use', toolUseId: toolUse.toolUseId ?? '', name: toolUse.name ?? '', input: toolUse.input }];
  }
  if (reasoningContent?.redactedContent) {
    return [{ type: 'redacted_reasoning', data: Buffer.from(reasoningContent.redactedContent).toString('base64') }];
  }
  const { text: thought = '', signature } = reasoningContent?.reasoningText ?? {};
  return reasoningContent ? [{ type: 'reasoning', text: thought, ...(signature !== undefined && { signature }) }] : [];
}

const usageOf = (usage: TokenUsage | undefined): Usage => ({
  inputTokens: usage?.inputTokens ?? 0,
  outputTokens: usage?.outputTokens ?? 0,
  cacheReadTokens: usage?.cacheReadInputTokens ?? 0,
  cacheWriteTokens: usage?.cacheWriteInputTokens ?? 0,
});
