import type {
  ContentBlock as BedrockBlock,
  ConverseStreamCommandInput,
  Message,
  SystemContentBlock,
  ToolConfiguration,
  ToolInputSchema,
  ToolResultContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import { isBlank } from '#contract/text';
import type { ContentBlock, Json, ModelMessage, ModelRequest } from '#ports/model';

/** What a model can be asked for; the deployer's table says it per model id. */
export interface BedrockTraits {
  readonly forcedTool: boolean;
  readonly reasoning: boolean;
  /** `null` when the provider caches nothing. */
  readonly cacheMinTokens: number | null;
}

export interface BedrockModel {
  /** Model or inference profile. */
  readonly modelId: string;
  readonly traits: BedrockTraits;
}

/** Bedrock's own type for JSON is mutable; it is never changed here. */
type Document = NonNullable<ToolInputSchema['json']>;

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What Bedrock is asked, for what we ask. */
export function toConverseRequest(
  request: ModelRequest,
  { modelId, traits }: BedrockModel,
): ConverseStreamCommandInput {
  const system = systemOf(request, traits);
  const toolConfig = toolsOf(request, traits);
  const messages = request.messages.map(toMessage);
  // Providers refuse thinking beside a forced tool; the tool is what the caller can't do without.
  const mayThink = traits.reasoning && !toolConfig?.toolChoice && !isLoopWithoutThought(messages);
  const thinking = mayThink && request.thinkingTokens;
  return {
    modelId,
    messages,
    // Always set: unset means the model's maximum, which Bedrock sets aside from the account's quota.
    inferenceConfig: { maxTokens: request.maxTokens },
    ...(system.length > 0 && { system }),
    ...(toolConfig && { toolConfig }),
    ...(thinking && {
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: thinking } },
    }),
  };
}

/**
 * Whether tools are in use since the person's last words without a thought that led to them: a model that has not
 * thought, or whose thought was never signed, cannot begin to in the middle. Providers refuse thinking then.
 */
function isLoopWithoutThought(messages: readonly Message[]): boolean {
  const asked = messages.findLastIndex(({ role, content = [] }) => role === 'user' && !content.every(isResult));
  const [first] = messages[asked + 1]?.content ?? [];
  return first !== undefined && first.reasoningContent === undefined;
}

const isResult = ({ toolResult }: BedrockBlock): boolean => toolResult !== undefined;

function systemOf({ systemStatic, systemDynamic }: ModelRequest, traits: BedrockTraits): SystemContentBlock[] {
  const cached: SystemContentBlock[] = traits.cacheMinTokens === null ? [] : [{ cachePoint: { type: 'default' } }];
  return [
    ...(isBlank(systemStatic) ? [] : [{ text: systemStatic }, ...cached]),
    ...(isBlank(systemDynamic) ? [] : [{ text: systemDynamic }]),
  ];
}

function toolsOf({ tools, forcedTool }: ModelRequest, traits: BedrockTraits): ToolConfiguration | undefined {
  if (tools.length === 0) return undefined;
  return {
    tools: tools.map(({ name, description, inputSchema }) => ({
      // A description that is there but blank is refused.
      toolSpec: { name, ...(!isBlank(description) && { description }), inputSchema: { json: inputSchema as Document } },
    })),
    ...(forcedTool && traits.forcedTool && { toolChoice: { tool: { name: forcedTool } } }),
  };
}

const toMessage = ({ role, content }: ModelMessage): Message => ({ role, content: content.flatMap(toBlocks) });

/** No block where Bedrock would refuse one: blank text, and reasoning whose signature never arrived. */
function toBlocks(block: ContentBlock): BedrockBlock[] {
  switch (block.type) {
    case 'text':
      return isBlank(block.text) ? [] : [{ text: block.text }];
    case 'reasoning':
      return block.signature === undefined
        ? []
        : [{ reasoningContent: { reasoningText: { text: block.text, signature: block.signature } } }];
    case 'redacted_reasoning':
      return [{ reasoningContent: { redactedContent: Buffer.from(block.data, 'base64') } }];
    case 'tool_use':
      return [{ toolUse: { toolUseId: block.toolUseId, name: nameOf(block.name), input: inputOf(block.input) } }];
    case 'tool_result':
      return [
        {
          toolResult: {
            toolUseId: block.toolUseId,
            status: block.ok ? 'success' : 'error',
            content: [resultOf(block.content)],
          },
        },
      ];
    case 'image':
      return [{ text: '[image]' }];
  }
}

/** A model may ask for a tool under a name that Bedrock takes from nobody, not even from it. */
const nameOf = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64) || '_';

/** Bedrock takes nothing but an object, also for an input that the model wrote otherwise. */
const inputOf = (input: Json): Document => (isObject(input) ? input : {}) as Document;

/** Only objects may go as JSON. Text is kept from being empty, which a failed tool's may not be. */
function resultOf(content: Json): ToolResultContentBlock {
  if (isObject(content)) return { json: content as Document };
  return { text: typeof content === 'string' && !isBlank(content) ? content : JSON.stringify(content) };
}
