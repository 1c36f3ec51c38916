import { ConnectionCut, WireException } from './exceptions.ts';
import type { Step } from './simulated-model.ts';

/** What a test or a bridge may ask for beyond a model's steps. */
export type WireStep =
  | Step
  /** Input as the model wrote it, JSON or not. */
  | { readonly rawTool: { readonly name: string; readonly json: string }; readonly delayMs?: number }
  /** Reasoning that the provider encrypted; base64. */
  | { readonly redacted: string; readonly delayMs?: number }
  /** Stops here, for this reason instead of the one that follows from the steps. */
  | { readonly stop: string }
  | { readonly cut: 'end' | 'truncated'; readonly delayMs?: number };

/** An event of ConverseStream, by its name on the wire. */
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
  /** @throws when the client has gone: nothing more is to be made for it. */
  readonly pause: (ms: number) => Promise<void>;
  /** A new one each time, as from the real one. */
  readonly toolUseId: () => string;
  readonly spent: (outputTokens: number) => Spent;
  readonly now: () => number;
}

/** One block's worth of a step; a delta is a token. */
interface Part {
  readonly kind: 'text' | 'reasoning' | 'redacted' | 'tool';
  /** Only tools announce themselves. */
  readonly start?: (toolUseId: string) => object;
  readonly deltas: readonly object[];
  /** Sent before the block closes. */
  readonly closing?: object;
}

/** Blanks stay with the word behind them, and long words come in several tokens. The tokens joined are the text. */
const tokensOf = (text: string): readonly string[] => text.match(/\s*\S{1,12}(?:\s+$)?|\s+/gu) ?? [];
/** By units of UTF-16: what is cut between two deltas may be half of a surrogate pair. */
const TOOL_TOKEN = /.{1,8}/gs;

/** Opaque to everybody but the model that made it; ours says at least what it is. */
const SIGNATURE = Buffer.from('signed by the simulated model').toString('base64');

const toolPart = (name: string, json: string): Part => ({
  kind: 'tool',
  start: (toolUseId) => ({ toolUse: { toolUseId, name } }),
  // The real one begins with an empty delta, too.
  deltas: ['', ...(json.match(TOOL_TOKEN) ?? [])].map((input) => ({ toolUse: { input } })),
});

function partOf(step: WireStep): Part | undefined {
  if ('text' in step) return { kind: 'text', deltas: tokensOf(step.text).map((text) => ({ text })) };
  if ('tool' in step) return toolPart(step.tool.name, JSON.stringify(step.tool.input ?? {}));
  if ('rawTool' in step) return toolPart(step.rawTool.name, step.rawTool.json);
  if ('redacted' in step)
    return { kind: 'redacted', deltas: [{ reasoningContent: { redactedContent: step.redacted } }] };
  if (!('reasoning' in step)) return undefined;
  return {
    kind: 'reasoning',
    deltas: tokensOf(step.reasoning).map((text) => ({ reasoningContent: { text } })),
    closing: { reasoningContent: { signature: SIGNATURE } },
  };
}

/**
 * Plays `steps` as one message, token by token. Text that follows text is one block, so is reasoning.
 *
 * Nothing is yielded before the first token is due, so that an exception in front can still be an HTTP status.
 *
 * @throws {WireException} {@link ConnectionCut} where a step says so.
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
    const part = partOf(step);
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

/** A step with a delay of its own waits once and then comes in one go. */
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

/** Numbers the blocks, opens one when the kind changes, and closes what is open. */
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
