import type {
  ContentBlockDelta,
  ConverseStreamOutput,
  TokenUsage,
  ToolUseBlockStart,
} from '@aws-sdk/client-bedrock-runtime';
import type { StopReason } from '#contract/events';
import type { Usage } from '#contract/usage';
import { type ContentBlock, type Json, type ModelEvent, ModelFailure } from '#ports/model';

/** A block that is still being streamed. Its kind follows from the fields that are set. */
interface OpenBlock {
  tool?: ToolUseBlockStart;
  toolInput: string;
  text: string;
  reasoning?: { text: string; signature?: string };
  redacted: Uint8Array[];
}

const STOP_REASONS: Readonly<Record<string, StopReason>> = {
  end_turn: 'end_turn',
  tool_use: 'tool_use',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  // Also cut off, but by the size of the context window.
  model_context_window_exceeded: 'max_tokens',
};
const REFUSALS: readonly string[] = ['guardrail_intervened', 'content_filtered', 'refusal'];
const MALFORMED: readonly string[] = ['malformed_model_output', 'malformed_tool_use'];

/**
 * Reads one message to the end of its stream, so that the connection can be reused.
 *
 * Blocks are identified by their index and their kind by their content, because only tools have a start event.
 *
 * @throws {ModelFailure} `busy` when the stream ended without `messageStop` and `metadata` (the SDK's loop ends
 * silently in several cases) or the model broke its own format; `refused` when the model or a guardrail declined.
 */
export async function* readAnswer(stream: AsyncIterable<ConverseStreamOutput>): AsyncGenerator<ModelEvent, void> {
  const open = new Map<number, OpenBlock>();
  const finished = new Map<number, ContentBlock>();
  let stopReason: string | undefined;
  let usage: TokenUsage | undefined;

  const finish = (index: number, isCut = false): ModelEvent[] => {
    const block = blockOf(open.get(index), isCut);
    open.delete(index);
    if (block) finished.set(index, block);
    return block?.type === 'tool_use' ? [block] : [];
  };

  for await (const event of stream) {
    if (event.contentBlockStart) {
      const tool = event.contentBlockStart.start?.toolUse;
      Object.assign(blockAt(open, event.contentBlockStart.contentBlockIndex), tool && { tool });
    } else if (event.contentBlockDelta?.delta) {
      yield* take(blockAt(open, event.contentBlockDelta.contentBlockIndex), event.contentBlockDelta.delta);
    } else if (event.contentBlockStop) {
      yield* finish(event.contentBlockStop.contentBlockIndex ?? 0);
    } else if (event.messageStop) {
      stopReason = event.messageStop.stopReason;
      const isCut = STOP_REASONS[stopReason ?? ''] === 'max_tokens';
      for (const index of [...open.keys()]) yield* finish(index, isCut);
    } else if (event.metadata) {
      usage = event.metadata.usage;
    }
  }

  if (stopReason === undefined || usage === undefined) throw new ModelFailure('busy', 'the stream ended unfinished');
  const content = [...finished].sort(([a], [b]) => a - b).map(([, block]) => block);
  yield { type: 'end', stopReason: toStopReason(stopReason), usage: toUsage(usage), content };
}

function blockAt(open: Map<number, OpenBlock>, index = 0): OpenBlock {
  const block = open.get(index) ?? { toolInput: '', text: '', redacted: [] };
  open.set(index, block);
  return block;
}

/** Adds a delta to its block and yields the parts that may be shown. */
function* take(block: OpenBlock, delta: ContentBlockDelta): Generator<ModelEvent, void> {
  if (delta.text !== undefined) {
    block.text += delta.text;
    if (delta.text !== '') yield { type: 'text', text: delta.text };
  } else if (delta.toolUse) {
    block.toolInput += delta.toolUse.input ?? '';
  } else if (delta.reasoningContent?.redactedContent) {
    block.redacted.push(delta.reasoningContent.redactedContent);
  } else if (delta.reasoningContent) {
    const { text = '', signature } = delta.reasoningContent;
    block.reasoning = { text: '', ...block.reasoning };
    block.reasoning.text += text;
    if (signature !== undefined) block.reasoning.signature = (block.reasoning.signature ?? '') + signature;
    if (text !== '') yield { type: 'reasoning', text };
  }
}

type FinishedBlock = Exclude<ContentBlock, { type: 'image' | 'tool_result' }>;

/** @param isCut - The model was stopped in the middle of this block. */
function blockOf(block: OpenBlock | undefined, isCut: boolean): FinishedBlock | undefined {
  if (!block) return undefined;
  const { tool, toolInput, text, reasoning, redacted } = block;
  if (tool) {
    const input = isCut && toolInput === '' ? null : parseInput(toolInput);
    return { type: 'tool_use', toolUseId: tool.toolUseId ?? '', name: tool.name ?? '', input };
  }
  if (redacted.length > 0) return { type: 'redacted_reasoning', data: Buffer.concat(redacted).toString('base64') };
  if (reasoning) return { type: 'reasoning', ...reasoning };
  return text === '' ? undefined : { type: 'text', text };
}

/** A tool without arguments may get no input at all, which means `{}`. Unparsable input becomes `null`. */
function parseInput(json: string): Json {
  if (json === '') return {};
  try {
    return JSON.parse(json) as Json;
  } catch {
    return null;
  }
}

function toStopReason(reason: string): StopReason {
  if (REFUSALS.includes(reason)) throw new ModelFailure('refused', `the model stopped with ${reason}`);
  if (MALFORMED.includes(reason)) throw new ModelFailure('busy', `the model stopped with ${reason}`);
  // An unknown stop reason still ends a whole message.
  return STOP_REASONS[reason] ?? 'end_turn';
}

const toUsage = (usage: TokenUsage): Usage => ({
  inputTokens: usage.inputTokens ?? 0,
  outputTokens: usage.outputTokens ?? 0,
  cacheReadTokens: usage.cacheReadInputTokens ?? 0,
  cacheWriteTokens: usage.cacheWriteInputTokens ?? 0,
});
