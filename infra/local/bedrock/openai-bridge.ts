import { EventSourceParserStream } from 'eventsource-parser/stream';
import * as z from 'zod/mini';
import type { WireStep } from './compose-answer.ts';
import { WireException } from './exceptions.ts';
import type { Bridge } from './fake-bedrock.ts';
import { toOpenAiRequest } from './openai-request.ts';
import type { ModelException } from './simulated-model.ts';

/** One chunk of the stream, read leniently: servers differ in what they leave out. */
const Chunk = z.object({
  choices: z.nullish(
    z.array(
      z.object({
        delta: z.nullish(
          z.object({
            content: z.nullish(z.string()),
            reasoning: z.nullish(z.string()),
            reasoning_content: z.nullish(z.string()),
            tool_calls: z.nullish(
              z.array(
                z.object({
                  index: z.nullish(z.int()),
                  function: z.nullish(z.object({ name: z.nullish(z.string()), arguments: z.nullish(z.string()) })),
                }),
              ),
            ),
          }),
        ),
        finish_reason: z.nullish(z.string()),
      }),
    ),
  ),
  usage: z.nullish(z.object({ prompt_tokens: z.int(), completion_tokens: z.int() })),
});
type Chunk = z.infer<typeof Chunk>;
type ToolCalls = NonNullable<NonNullable<NonNullable<Chunk['choices']>[number]['delta']>['tool_calls']>;

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

/** What Bedrock would have said instead of this status. */
function exceptionOf(status: number): ModelException {
  if (status === 429) return 'throttlingException';
  if (status === 401 || status === 403) return 'accessDeniedException';
  if (status === 404) return 'resourceNotFoundException';
  return status < 500 ? 'validationException' : 'serviceUnavailableException';
}

/**
 * Answers by any server that speaks OpenAI's chat completions (Ollama, llama.cpp, vLLM). Its tokens pass as they come.
 *
 * @param url - Its base, for example `http://127.0.0.1:11434/v1`. The model stands behind `#`; without one, the first
 * that the server lists is taken.
 * @param apiKey - For servers that want one.
 */
export function createOpenAiBridge(url: string, apiKey?: string): Bridge {
  const { hash, origin, pathname } = new URL(url);
  const base = origin + pathname.replace(/\/$/, '');
  const headers = { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
  let model = decodeURIComponent(hash.slice(1));

  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(base + path, { ...init, headers }).catch((error: unknown) => {
      throw new WireException('serviceUnavailableException', `No answer from ${base}: ${String(error)}`);
    });
    if (response.ok) return response;
    throw new WireException(exceptionOf(response.status), `${base}${path} answered ${response.status}`);
  };

  return async function* bridge(body, _call, signal) {
    model ||= Models.parse(await (await ask('/models', { signal })).json()).data[0]?.id ?? '';
    const request = JSON.stringify(toOpenAiRequest(model, body));
    const response = await ask('/chat/completions', { method: 'POST', body: request, signal });
    yield* toSteps(chunksOf(response));
  };
}

/** @throws {WireException} when the connection breaks, or the server sends what is no chunk. */
async function* chunksOf(response: Response): AsyncGenerator<Chunk, void> {
  const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  try {
    for await (const { data } of events ?? []) {
      if (data === '[DONE]') return;
      yield Chunk.parse(JSON.parse(data));
    }
  } catch (error) {
    throw new WireException('modelStreamErrorException', `the bridged stream broke: ${String(error)}`);
  }
}

/** By the server's number for the call, in the order of their first pieces. */
type OpenTools = Map<number, { readonly name: string; readonly json: string }>;

/** Text and reasoning at once; tool calls once they are whole, since the stream may mix their pieces. */
async function* toSteps(chunks: AsyncIterable<Chunk>): AsyncGenerator<WireStep, void> {
  const tools: OpenTools = new Map();
  let usage: Chunk['usage'];
  let finishReason: string | null | undefined;
  for await (const chunk of chunks) {
    const { delta, finish_reason: reason } = chunk.choices?.[0] ?? {};
    const reasoning = delta?.reasoning_content ?? delta?.reasoning;
    if (reasoning) yield { reasoning, delayMs: 0 };
    if (delta?.content) yield { text: delta.content, delayMs: 0 };
    collect(tools, delta?.tool_calls ?? []);
    finishReason = reason ?? finishReason;
    usage = chunk.usage ?? usage;
  }
  for (const rawTool of tools.values()) yield { rawTool, delayMs: 0 };
  if (usage) yield { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } };
  if (!finishReason) yield { cut: 'end' };
  if (finishReason === 'length') yield { stop: 'max_tokens' };
}

function collect(tools: OpenTools, calls: ToolCalls): void {
  for (const { index, function: piece } of calls) {
    // Some servers number nothing and send each call whole.
    const at = index ?? (piece?.name ? tools.size : tools.size - 1);
    const { name, json } = tools.get(at) ?? { name: '', json: '' };
    tools.set(at, { name: name + (piece?.name ?? ''), json: json + (piece?.arguments ?? '') });
  }
}
