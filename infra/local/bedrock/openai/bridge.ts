import { EventSourceParserStream } from 'eventsource-parser/stream';
import * as z from 'zod/mini';
import { WireException } from '../exceptions.ts';
import type { Bridge } from '../fake-bedrock.ts';
import { type Progress, readChunk } from './chunk.ts';
import { failureOf } from './failures.ts';
import { toOpenAiRequest } from './request.ts';
import { toSteps } from './steps.ts';

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

export interface OpenAiBridgeOptions {
  /** Sent as a bearer token. */
  readonly apiKey?: string | undefined;
  /** Called with a plain message for each failure. Messages never quote a conversation. @default writes to stderr */
  readonly report?: (message: string) => void;
}

const toStderr = (message: string): void => console.error(`The model behind --model openai: ${message}`);

/**
 * Answers calls with a server that implements OpenAI's chat completions (Ollama, llama.cpp, vLLM). Tokens are passed on
 * as they arrive.
 *
 * @param url - The base URL, for example `http://127.0.0.1:11434/v1`. The fragment names the model; without one, the
 * first model that the server lists is used.
 */
export function createOpenAiBridge(url: string, { apiKey, report = toStderr }: OpenAiBridgeOptions = {}): Bridge {
  const { hash, origin, pathname } = new URL(url);
  const base = origin + pathname.replace(/\/$/, '');
  const headers = { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
  let model = decodeURIComponent(hash.slice(1));

  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(base + path, { ...init, headers }).catch((error: unknown) => {
      throw new WireException('serviceUnavailableException', `No answer from ${base}: ${String(error)}`);
    });
    if (response.ok) return response;
    throw failureOf(base + path, response.status, await response.text().catch(() => ''));
  };

  return async function* bridge(body, call, signal) {
    try {
      model ||= Models.parse(await (await ask('/models', { signal })).json()).data[0]?.id ?? '';
      const request = JSON.stringify(toOpenAiRequest(model, body));
      const response = await ask('/chat/completions', { method: 'POST', body: request, signal });
      yield* toSteps(
        progressOf(response),
        call.tools.map(({ name }) => name),
      );
    } catch (error) {
      if (error instanceof WireException && !signal.aborted) report(error.message);
      throw error;
    }
  };
}

/** @throws {WireException} when the connection breaks, or the server sends an invalid chunk. */
async function* progressOf(response: Response): AsyncGenerator<Progress, void> {
  if (response.headers.get('content-type')?.includes('application/json')) {
    yield readChunk(await response.text());
    return;
  }
  const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  try {
    for await (const { data } of events ?? []) {
      if (data === '[DONE]') return;
      yield readChunk(data);
    }
  } catch (error) {
    throw error instanceof WireException
      ? error
      : new WireException('modelStreamErrorException', `The stream of ${response.url} broke.`);
  }
}
