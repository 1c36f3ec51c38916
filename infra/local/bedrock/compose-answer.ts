import { ConnectionCut, WireException } from './exceptions.ts';
import type { Step } from './simulated-model.ts';

/** A model's steps, and what only tests and bridges use. */
export type WireStep =
  | Step
  /** Tool input as the model wrote it, valid JSON or not. */
  | { readonly rawTool: { readonly name: string; readonly json: string }; readonly delayMs?: number }
  /** Reasoning that the provider encrypted, in base64. */
  | { readonly redacted: string; readonly delayMs?: number }
  /** Ends the message with this stop reason instead of the one that the steps imply. */
  | { readonly stop: string }
  | { readonly cut: 'end' | 'truncated'; readonly delayMs?: number };

/** An event of ConverseStream, under its wire name. */
export interface WireEvent {
  readonly type:
    | 'messageStart'
    | 'contentBlockStart'
    | 'contentBlockDelta'
    | 'contentBlockStop'
    | 'messageStop'
    | 'metadata';
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Latency {
  /** Before the first token, in milliseconds. */
  readonly firstMs: number;
  /** Between two tokens, in milliseconds. */
  readonly tokenMs: number;
}

export interface Spent {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
}

export interface AnswerDeps {
  readonly maxTokens: number;
  readonly latency: Latency;
  /** @throws when the client has disconnected. */
  readonly pause: (ms: number) => Promise<void>;
  /** Returns a new id on every call, as Bedrock does. */
  readonly toolUseId: () => string;
  /** Closes every reasoning block. */
  readonly signature: string;
  readonly spent: (outputTokens: number) => Spent;
  readonly now: () => number;
}

/** The content block of a step. Each delta is one token. */
interface Part {
  readonly kind: 'text' | 'reasoning' | 'redacted' | 'tool';
  /** The start event. Only tool blocks have one. */
  readonly start?: (toolUseId: string) => object;
  readonly deltas: readonly object[];
  /** Sent before the block closes. */
  readonly closing?: object;
}

/** Splits a text into tokens: white space stays with the next word, long words are split. The joined tokens are the text. */
const tokensOf = (text: string): readonly string[] => text.match(/\s*\S{1,12}(?:\s+$)?|\s+/gu) ?? [];
/** A thought whose words are left out is a block too. */
const thoughtTokensOf = (text: string): readonly string[] => (text === '' ? [''] : tokensOf(text));
/** Counted in UTF-16 units, so that a delta may end in the middle of a surrogate pair. */
const TOOL_TOKEN = /.{1,8}/gs;

const toolPart = (name: string, json: string): Part => ({
  kind: 'tool',
  start: (toolUseId) => ({ toolUse: { toolUseId, name } }),
  // Bedrock sends an empty delta first, too.
  deltas: ['', ...(json.match(TOOL_TOKEN) ?? [])].map((input) => ({ toolUse: { input } })),
});

function partOf(step: WireStep, signature: string): Part | undefined {
  if ('text' in step) return { kind: 'text', deltas: tokensOf(step.text).map((text) => ({ text })) };
  if ('tool' in step) return toolPart(step.tool.name, JSON.stringify(step.tool.input ?? {}));
  if ('rawTool' in step) return toolPart(step.rawTool.name, step.rawTool.json);
  if ('redacted' in step)
    return { kind: 'redacted', deltas: [{ reasoningContent: { redactedContent: step.redacted } }] };
  if (!('reasoning' in step)) return undefined;
  return {
    kind: 'reasoning',
    deltas: thoughtTokensOf(step.reasoning).map((text) => ({ reasoningContent: { text } })),
    closing: { reasoningContent: { signature } },
  };
}

/**
 * Plays `steps` as one message, token by token. Consecutive text steps share a block, and so do reasoning steps.
 *
 * Yields nothing before the first token is due, so that an earlier exception can still become an HTTP status.
 *
 * @throws {WireException} {@link ConnectionCut} for a step with `cut`.
 */
export async function* composeAnswer(
  steps: Iterable<WireStep> | AsyncIterable<WireStep>,
  deps: AnswerDeps,
): AsyncGenerator<WireEvent, void> {
  const startedAt = deps.now();
  const blocks = createBlocks(deps.toolUseId);
  let outputTokens = 0;
  let stopReason: string | undefined;
  let spent: Spent | undefined;

  for await (const step of steps) {
    if ('usage' in step) spent = step.usage;
    if ('stop' in step) stopReason = step.stop;
    const delayMs = 'delayMs' in step ? step.delayMs : undefined;
    const part = partOf(step, deps.signature);
    if (!part?.deltas.length && delayMs) await deps.pause(delayMs);
    if ('throw' in step) throw new WireException(step.throw, step.message);
    if ('cut' in step) throw new ConnectionCut(step.cut === true ? 'reset' : step.cut);
    for (const [position, delta] of part?.deltas.entries() ?? []) {
      if (outputTokens >= deps.maxTokens) stopReason = 'max_tokens';
      if (!part || stopReason !== undefined) break;
      await deps.pause(paceOf({ delayMs, position, isFirst: outputTokens === 0 }, deps.latency));
      yield* blocks.add(part, delta);
      outputTokens += 1;
    }
    if (stopReason !== undefined) break;
  }

  yield* blocks.end();
  yield { type: 'messageStop', data: { stopReason: stopReason ?? (blocks.endsInTool() ? 'tool_use' : 'end_turn') } };
  yield metadata(spent ?? deps.spent(outputTokens), deps.now() - startedAt);
}

interface Pace {
  readonly delayMs: number | undefined;
  readonly position: number;
  readonly isFirst: boolean;
}

/** The pause before a delta: a step with `delayMs` waits once and then sends its deltas without pauses. */
function paceOf({ delayMs, position, isFirst }: Pace, latency: Latency): number {
  if (delayMs !== undefined) return position === 0 ? delayMs : 0;
  return isFirst ? latency.firstMs : latency.tokenMs;
}

function metadata(spent: Spent, latencyMs: number): WireEvent {
  const { inputTokens, outputTokens, cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = spent;
  const totalTokens = inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  const usage = { inputTokens, outputTokens, totalTokens, cacheReadInputTokens, cacheWriteInputTokens };
  return { type: 'metadata', data: { usage, metrics: { latencyMs } } };
}

/** Numbers the blocks, opens one when the kind changes, and closes the open one. */
function createBlocks(toolUseId: AnswerDeps['toolUseId']) {
  let begun = false;
  let index = -1;
  let open: Part | undefined;

  function* begin(): Generator<WireEvent> {
    if (!begun) yield { type: 'messageStart', data: { role: 'assistant' } };
    begun = true;
  }
  function* close(): Generator<WireEvent> {
    if (!open) return;
    if (open.closing) yield { type: 'contentBlockDelta', data: { contentBlockIndex: index, delta: open.closing } };
    yield { type: 'contentBlockStop', data: { contentBlockIndex: index } };
  }
  return {
    *add(part: Part, delta: object): Generator<WireEvent> {
      yield* begin();
      const continues =
        open?.kind === part.kind && (open === part || (part.kind !== 'tool' && part.kind !== 'redacted'));
      if (!continues) {
        yield* close();
        index += 1;
        if (part.start) {
          yield { type: 'contentBlockStart', data: { contentBlockIndex: index, start: part.start(toolUseId()) } };
        }
      }
      open = part;
      yield { type: 'contentBlockDelta', data: { contentBlockIndex: index, delta } };
    },
    *end(): Generator<WireEvent> {
      yield* begin();
      yield* close();
    },
    endsInTool: () => open?.kind === 'tool',
  };
}
