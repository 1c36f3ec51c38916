import type {
  ContentBlock as BedrockBlock,
  ConverseStreamCommandInput,
  ImageFormat,
  Message,
  SystemContentBlock,
  ToolConfiguration,
  ToolInputSchema,
  ToolResultContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import { isBlank } from '#contract/text';
import type { ImageType } from '#contract/uploads';
import {
  isThought,
  type Json,
  type ModelRequest,
  type RequestBlock,
  type RequestMessage,
  SHOWN_EARLIER,
} from '#ports/model';
import { withLegalToolIds } from './tool-ids.ts';

/** Features that a model supports. The deployer configures them per model id. */
export interface BedrockTraits {
  readonly forcedTool: boolean;
  readonly reasoning: 'none' | 'budget' | 'adaptive' | 'always';
  /** Thoughts of earlier turns are refused. */
  readonly bindsThoughts: boolean;
  /** `null` when the provider has no prompt cache. */
  readonly cacheMinTokens: number | null;
}

export interface BedrockModel {
  /** Id of a model or an inference profile. */
  readonly modelId: string;
  readonly traits: BedrockTraits;
}

/** Bedrock's own JSON type is mutable. This code never mutates it. */
type Document = NonNullable<ToolInputSchema['json']>;

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps a model request to a Converse request. */
export function toConverseRequest(request: ModelRequest, model: BedrockModel): ConverseStreamCommandInput {
  const { modelId, traits } = model;
  const system = systemOf(request, traits);
  const toolConfig = toolsOf(request, traits);
  const messages = withLegalToolIds(withReadableThoughts(request.messages, model)).map(toMessage);
  const fields = thinkingFields(request, traits.reasoning, { isForced: !!toolConfig?.toolChoice, messages });
  return {
    modelId,
    messages,
    // Always set, because otherwise Bedrock reserves the model's maximum from the account's quota.
    inferenceConfig: { maxTokens: request.maxTokens },
    ...(system.length > 0 && { system }),
    ...(toolConfig && { toolConfig }),
    ...(fields && { additionalModelRequestFields: fields }),
  };
}

/** Leaves out the thoughts that the model would refuse: another model's and, when it binds its own, those of earlier turns. */
function withReadableThoughts(
  messages: readonly RequestMessage[],
  { modelId, traits }: BedrockModel,
): RequestMessage[] {
  const asked = messages.findLastIndex(({ role, content }) => role === 'user' && !content.every(isToolResult));
  return messages.map(({ role, content }, index) => {
    const isReadable = !traits.bindsThoughts || index > asked;
    return { role, content: content.filter((block) => !isThought(block) || (isReadable && block.model === modelId)) };
  });
}

const isToolResult = ({ type }: RequestBlock): boolean => type === 'tool_result';

/** Models with adaptive thinking omit the text of their thoughts unless the request asks for a summary. */
const ADAPTIVE = { type: 'adaptive', display: 'summarized' };

interface Loop {
  readonly isForced: boolean;
  readonly messages: readonly Message[];
}

/**
 * The fields that make the model think, or keep it from thinking. Providers refuse thinking together with a forced tool.
 * The caller needs the tool, so the tool wins.
 */
function thinkingFields(
  { thinkingTokens = 0 }: ModelRequest,
  reasoning: BedrockTraits['reasoning'],
  { isForced, messages }: Loop,
): Record<string, Document> | undefined {
  const isWanted = thinkingTokens > 0 && !isForced;
  switch (reasoning) {
    case 'none':
      return undefined;
    case 'budget':
      if (!isWanted || isLoopWithoutThought(messages)) return undefined;
      return { thinking: { type: 'enabled', budget_tokens: thinkingTokens } };
    case 'adaptive':
      return { thinking: isWanted ? ADAPTIVE : { type: 'disabled' } };
    case 'always':
      // The thoughts are part of `maxTokens`, so a small request gets as few as possible.
      return { thinking: ADAPTIVE, ...(!isWanted && { output_config: { effort: 'low' } }) };
  }
}

/**
 * True when tools have been used since the user's last text without a signed thought before them. A model cannot start
 * thinking in the middle of a tool loop, so providers refuse a thinking budget then.
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
    ...(isBlank(systemStatic) ? [] : [{ text: systemStatic.toWellFormed() }, ...cached]),
    ...(isBlank(systemDynamic) ? [] : [{ text: systemDynamic.toWellFormed() }]),
  ];
}

function toolsOf({ tools, forcedTool }: ModelRequest, traits: BedrockTraits): ToolConfiguration | undefined {
  if (tools.length === 0) return undefined;
  return {
    tools: tools.map(({ name, description, inputSchema }) => ({
      // Bedrock refuses a blank description.
      toolSpec: { name, ...(!isBlank(description) && { description }), inputSchema: { json: inputSchema as Document } },
    })),
    ...(forcedTool && traits.forcedTool && { toolChoice: { tool: { name: forcedTool } } }),
  };
}

const toMessage = ({ role, content }: RequestMessage): Message => ({ role, content: content.flatMap(toBlocks) });

/** Drops blocks that Bedrock would refuse: blank text, and reasoning whose signature never arrived. */
function toBlocks(block: RequestBlock): BedrockBlock[] {
  switch (block.type) {
    case 'text':
      return isBlank(block.text) ? [] : [{ text: block.text.toWellFormed() }];
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
      return [{ text: SHOWN_EARLIER }];
    case 'image_data':
      return [{ image: { format: formatOf(block.mediaType), source: { bytes: block.bytes } } }];
  }
}

/** Bedrock's names of the types are their subtypes. */
const formatOf = (type: ImageType): ImageFormat => type.slice('image/'.length) as ImageFormat;

/** A model may call a tool by a name that Bedrock refuses in requests, so the name is sanitised. */
const nameOf = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64) || '_';

/** Bedrock accepts only an object as tool input, even when the model wrote something else. */
const inputOf = (input: Json): Document => (isObject(input) ? input : {}) as Document;

/**
 * Bedrock accepts only objects as JSON. Text must not be empty, because an empty result of a failed tool is refused.
 */
function resultOf(content: Json): ToolResultContentBlock {
  if (isObject(content)) return { json: content as Document };
  return { text: typeof content === 'string' && !isBlank(content) ? content : JSON.stringify(content) };
}
