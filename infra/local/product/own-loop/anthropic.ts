import type Anthropic from '@anthropic-ai/sdk';
import type { ContentBlock } from '#contract/game-chat';
import type { Usage } from '#contract/usage';
import type { AskModel, Opening } from './run-own-loop.ts';

/** The model and its limits, such as `model`, `max_tokens` and `thinking`. */
type Settings = Pick<Anthropic.MessageCreateParams, 'model' | 'max_tokens' | 'thinking'>;

/** A conversation with a model of Anthropic's API, streamed. */
export function openAnthropic(anthropic: Anthropic, settings: Settings, opening: Opening): AskModel {
  const messages: Anthropic.MessageParam[] = [
    ...opening.history.map(({ role, content }) => ({ role, content: content.flatMap(toModel) })),
    { role: 'user', content: opening.question },
  ];
  const tools = opening.tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: inputSchema as Anthropic.Tool.InputSchema,
  }));
  const request = { ...settings, system: opening.system, tools };
  return async (results, { signal, onText }) => {
    if (results.length > 0) messages.push({ role: 'user', content: results.flatMap(toModel) });
    const stream = anthropic.messages.stream({ ...request, messages }, { signal });
    const answer = await stream.on('text', (text) => onText(text)).finalMessage();
    // The next step needs the model's blocks exactly as they came: thinking is signed.
    messages.push({ role: 'assistant', content: answer.content });
    const isCut = answer.stop_reason !== 'tool_use';
    const content = answer.content.flatMap(fromModel).filter(({ type }) => type !== 'tool_use' || !isCut);
    return { content, usage: usageOf(answer.usage) };
  };
}

/** Thinking of earlier turns is left out: newer models refuse it when the system prompt has changed since. */
function toModel(block: ContentBlock): Anthropic.ContentBlockParam[] {
  if (block.type === 'text') return block.text.trim() === '' ? [] : [{ type: 'text', text: block.text }];
  if (block.type === 'image') return [{ type: 'text', text: '[image]' }];
  if (block.type === 'tool_use') {
    return [{ type: 'tool_use', id: block.toolUseId, name: block.name, input: block.input }];
  }
  if (block.type !== 'tool_result') return [];
  const { toolUseId, ok, content } = block;
  return [{ type: 'tool_result', tool_use_id: toolUseId, is_error: !ok, content: JSON.stringify(content) }];
}

function fromModel(block: Anthropic.ContentBlock): ContentBlock[] {
  switch (block.type) {
    case 'text':
      return [{ type: 'text', text: block.text }];
    case 'thinking':
      return [{ type: 'reasoning', text: block.thinking, signature: block.signature }];
    case 'redacted_thinking':
      return [{ type: 'redacted_reasoning', data: block.data }];
    case 'tool_use':
      return [{ type: 'tool_use', toolUseId: block.id, name: block.name, input: block.input }];
    default:
      return []; // Blocks of tools that run at the provider. This loop asks for none.
  }
}

const usageOf = (usage: Anthropic.Usage): Usage => ({
  inputTokens: usage.input_tokens,
  outputTokens: usage.output_tokens,
  cacheReadTokens: usage.cache_read_input_tokens ?? 0,
  cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
});
