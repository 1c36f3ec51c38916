import type { Block, ConverseBody, Message } from '../converse-body.ts';

interface OpenAiMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string | null;
  readonly tool_calls?: readonly object[];
  readonly tool_call_id?: string;
}

/** Converts a Converse request to a streaming chat completion. Reasoning is dropped: only its own model can read it. */
export function toOpenAiRequest(model: string, body: ConverseBody): object {
  const system = (body.system ?? []).flatMap(({ text }) => text ?? []).join('\n\n');
  const tools = (body.toolConfig?.tools ?? []).flatMap(({ toolSpec }) => toolSpec ?? []);
  const forced = body.toolConfig?.toolChoice?.tool?.name;
  const maxTokens = body.inferenceConfig?.maxTokens;
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [...(system ? [{ role: 'system', content: system }] : []), ...body.messages.flatMap(toMessages)],
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: 'function',
        function: { name, ...(description && { description }), parameters: inputSchema.json },
      })),
    }),
    ...(forced !== undefined && { tool_choice: { type: 'function', function: { name: forced } } }),
  };
}

/** Converts a message. Each tool result becomes a separate message, before the text of the same message. */
function toMessages({ role, content }: Message): OpenAiMessage[] {
  const text = content.flatMap((block) => block.text ?? []).join('\n');
  if (role === 'assistant') {
    const calls = content.flatMap(({ toolUse }) => toolUse ?? []);
    const toolCalls = calls.map(({ toolUseId, name, input }) => ({
      id: toolUseId,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    }));
    return [
      {
        role,
        content: text || (toolCalls.length > 0 ? null : ''),
        ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
      },
    ];
  }
  return [...content.flatMap(toResult), ...(text ? [{ role, content: text }] : [])];
}

function toResult({ toolResult }: Block): OpenAiMessage[] {
  if (!toolResult) return [];
  const parts = (toolResult.content ?? []).map(({ text, json }) => text ?? JSON.stringify(json));
  const failed = toolResult.status === 'error' ? 'error: ' : '';
  return [{ role: 'tool', tool_call_id: toolResult.toolUseId, content: failed + parts.join('\n') }];
}
