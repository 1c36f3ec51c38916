import * as z from 'zod/mini';
import { refused } from './exceptions.ts';
import type { ModelCall, OfferedTool } from './simulated-model.ts';

const ToolResult = z.looseObject({
  toolUseId: z.string(),
  content: z.optional(z.array(z.looseObject({ json: z.optional(z.unknown()), text: z.optional(z.string()) }))),
  status: z.optional(z.enum(['success', 'error'])),
});
const ToolUse = z.looseObject({ toolUseId: z.string(), name: z.string(), input: z.unknown() });

const Block = z.looseObject({
  text: z.optional(z.string()),
  image: z.optional(z.unknown()),
  toolUse: z.optional(ToolUse),
  toolResult: z.optional(ToolResult),
  reasoningContent: z.optional(
    z.looseObject({ reasoningText: z.optional(z.looseObject({ signature: z.optional(z.string()) })) }),
  ),
  cachePoint: z.optional(z.unknown()),
});
export type Block = z.infer<typeof Block>;

const Message = z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(Block) });
export type Message = z.infer<typeof Message>;

const Tool = z.looseObject({
  toolSpec: z.optional(
    z.looseObject({
      name: z.string(),
      description: z.optional(z.string()),
      inputSchema: z.looseObject({ json: z.unknown() }),
    }),
  ),
  cachePoint: z.optional(z.unknown()),
});

/** The fields of a Converse or ConverseStream body that the fake reads. */
export const ConverseBody = z.looseObject({
  messages: z.array(Message),
  system: z.optional(z.array(z.looseObject({ text: z.optional(z.string()), cachePoint: z.optional(z.unknown()) }))),
  inferenceConfig: z.optional(
    z.looseObject({
      maxTokens: z.optional(z.int()),
      temperature: z.optional(z.number()),
      topP: z.optional(z.number()),
    }),
  ),
  toolConfig: z.optional(
    z.looseObject({
      tools: z.array(Tool),
      toolChoice: z.optional(
        z.looseObject({ tool: z.optional(z.looseObject({ name: z.string() })), any: z.optional(z.unknown()) }),
      ),
    }),
  ),
  additionalModelRequestFields: z.optional(
    z.looseObject({
      thinking: z.optional(
        z.looseObject({
          type: z.string(),
          budget_tokens: z.optional(z.number()),
          display: z.optional(z.string()),
        }),
      ),
    }),
  ),
});
export type ConverseBody = z.infer<typeof ConverseBody>;

/** The output limit of a request that sets none: the model's maximum. */
const MODEL_MAX_TOKENS = 64_000;

/** @throws {WireException} when `body` is not a Converse request. */
export function parseConverseBody(body: unknown): ConverseBody {
  const result = ConverseBody.safeParse(body);
  if (result.success) return result.data;
  const paths = result.error.issues.map(({ path }) => path.join('.') || 'the body');
  throw refused(`Malformed input request: ${paths.join(', ')}. Please reformat your input and try again.`);
}

const toTool = ({
  name,
  description = '',
  inputSchema,
}: NonNullable<z.infer<typeof Tool>['toolSpec']>): OfferedTool => ({
  name,
  description,
  inputSchema: inputSchema.json,
});

export function toModelCall(modelId: string, body: ConverseBody): ModelCall {
  const forcedTool = body.toolConfig?.toolChoice?.tool?.name;
  const thinking = body.additionalModelRequestFields?.thinking?.type ?? 'disabled';
  return {
    modelId,
    system: (body.system ?? []).flatMap(({ text }) => text ?? []).join('\n'),
    messages: body.messages,
    tools: (body.toolConfig?.tools ?? []).flatMap(({ toolSpec }) => (toolSpec ? [toTool(toolSpec)] : [])),
    ...(forcedTool !== undefined && { forcedTool }),
    maxTokens: body.inferenceConfig?.maxTokens ?? MODEL_MAX_TOKENS,
    thinking: thinking !== 'disabled',
  };
}

/** The last text that the person wrote. Tool results have the role `user` too, but are skipped. */
export function lastUserText(messages: readonly Message[]): string {
  const said = messages
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content.flatMap(({ text }) => text ?? []).join('\n'))
    .filter((text) => text !== '');
  return said.at(-1) ?? '';
}
