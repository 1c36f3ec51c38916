import * as z from 'zod/mini';
import { WireException } from '../exceptions.ts';
import { refusedAsTooLong } from './failures.ts';

const Piece = z.object({ name: z.nullish(z.string()), arguments: z.optional(z.unknown()) });
const Part = z.object({
  text: z.nullish(z.string()),
  thinking: z.nullish(z.union([z.string(), z.array(z.object({ text: z.nullish(z.string()) }))])),
});

const Delta = z.object({
  content: z.nullish(z.union([z.string(), z.array(Part)])),
  reasoning: z.nullish(z.string()),
  reasoning_content: z.nullish(z.string()),
  tool_calls: z.nullish(
    z.array(
      z.object({
        index: z.nullish(z.int()),
        id: z.nullish(z.union([z.string(), z.number()])),
        function: z.nullish(Piece),
      }),
    ),
  ),
  /** The deprecated form of a single tool call. */
  function_call: z.nullish(Piece),
});
type Delta = z.infer<typeof Delta>;

const Choice = z.object({
  delta: z.nullish(Delta),
  /** Sent instead of `delta` by servers that do not stream. */
  message: z.nullish(Delta),
  finish_reason: z.nullish(z.string()),
});

const Chunk = z.object({
  choices: z.nullish(z.array(Choice)),
  usage: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
});

/** A piece of a tool call. Servers omit different fields. */
export interface ToolPiece {
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** A piece of the arguments, possibly empty. */
  readonly json: string;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The content of one event of the stream. */
export interface Progress {
  readonly thoughts: string;
  /** May contain thoughts between think tags. */
  readonly text: string;
  readonly tools: readonly ToolPiece[];
  readonly finishReason: string | undefined;
  /** Present only when the server sends both numbers. */
  readonly usage: Usage | undefined;
}

/**
 * Parses an event leniently, because servers omit fields and use different types.
 *
 * @throws {WireException} when it is not a chunk of a chat completion, or contains an error. The message quotes nothing.
 */
export function readChunk(data: string): Progress {
  const result = Chunk.safeParse(parsed(data));
  if (!result.success) {
    const [{ path } = { path: [] }] = result.error.issues;
    throw broken(`The server sent an event that is no chunk of a chat completion (${path.join('.') || 'at all'}).`);
  }
  const { choices, usage, error } = result.data;
  if (error) throw refusedAsTooLong(JSON.stringify(error)) ?? broken('The server broke off its stream with an error.');
  const [choice] = choices ?? [];
  const delta: Delta = choice?.delta ?? choice?.message ?? {};
  return {
    thoughts: (delta.reasoning_content ?? delta.reasoning ?? '') + thoughtsIn(delta.content),
    text: textIn(delta.content),
    tools: toolsIn(delta),
    finishReason: choice?.finish_reason ?? undefined,
    usage: usageIn(usage),
  };
}

const broken = (message: string) => new WireException('modelStreamErrorException', message);

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw broken('The server sent an event that is no JSON.');
  }
}

const textIn = (content: Delta['content']): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');

const thoughtsIn = (content: Delta['content']): string =>
  typeof content === 'string' ? '' : (content ?? []).map(({ thinking }) => textIn(thinking)).join('');

function toolsIn({ tool_calls: calls, function_call: call }: Delta): readonly ToolPiece[] {
  const all = [...(calls ?? []), ...(call ? [{ index: 0, id: null, function: call }] : [])];
  return all.map(({ index, id, function: piece }) => ({
    index: index ?? undefined,
    id: id === null || id === undefined || id === '' ? undefined : String(id),
    name: piece?.name || undefined,
    json: jsonOf(piece?.arguments),
  }));
}

/** Some servers send the arguments as an object instead of its JSON. */
function jsonOf(given: unknown): string {
  if (typeof given === 'string') return given;
  return given === undefined || given === null ? '' : JSON.stringify(given);
}

function usageIn(usage: unknown): Usage | undefined {
  const { prompt_tokens: input, completion_tokens: output } = (usage ?? {}) as Readonly<Record<string, unknown>>;
  return isCount(input) && isCount(output)
    ? { inputTokens: Math.ceil(input), outputTokens: Math.ceil(output) }
    : undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
