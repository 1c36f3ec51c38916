import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { ModelRequest } from '#ports/model';
import { createFakeBedrock } from '../fake-bedrock.ts';
import { createOpenAiBridge } from './bridge.ts';

/** For tests: an OpenAI-compatible server, and the product's adapter calling it through the bridge. */

const closing: (() => unknown)[] = [];

export async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

export interface ServerOptions {
  /** @default 200 */
  readonly status?: number;
  /** Whether the response ends. @default true */
  readonly ends?: boolean;
  /** Sent instead of the stream. */
  readonly body?: string;
  /** @default text/event-stream */
  readonly contentType?: string;
}

/** Starts a server that answers every request with `chunks`: objects as events, strings unchanged. */
export async function startOpenAi(chunks: readonly (object | string)[], options: ServerOptions = {}) {
  const { status = 200, ends = true, body: whole, contentType = 'text/event-stream' } = options;
  const asked: { path: string | undefined; body: Record<string, unknown> }[] = [];
  const seen = { left: false };
  const server = createServer(async (request, response) => {
    const body = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('');
    if (body) asked.push({ path: request.url, body: JSON.parse(body) as Record<string, unknown> });
    response.on('close', () => Object.assign(seen, { left: !response.writableFinished }));
    if (request.url === '/v1/models') return void response.end('{"data":[{"id":"first-model"}]}');
    response.writeHead(status, { 'content-type': contentType });
    if (whole !== undefined) return void response.end(whole);
    for (const chunk of chunks)
      response.write(typeof chunk === 'string' ? chunk : `data: ${JSON.stringify(chunk)}\n\n`);
    if (ends) response.end('data: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { asked, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

const tool = (name: string) => ({ name, description: name, inputSchema: { type: 'object' } });

export interface Asked extends Partial<ModelRequest> {
  readonly signal?: AbortSignal;
  /** Names of the tools that are offered. @default log */
  readonly offered?: readonly string[];
  readonly report?: (message: string) => void;
}

/** Calls the server at `url` through the fake Bedrock, as the product would. */
export async function askOpenAi(url: string, options: Asked = {}) {
  const { signal = new AbortController().signal, offered = ['log'], report = () => undefined, ...request } = options;
  const bridge = createOpenAiBridge(url, { report });
  const bedrock = createFakeBedrock({ mainModelId: 'main', models: [], seed: 1, bridge });
  closing.push(() => bedrock.close());
  const place = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const client = createBedrockClient({ endpoint: await bedrock.listen(), ...place });
  const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: null } as const;
  const model = createBedrockModel({ client, main: { modelId: 'main', traits }, small: { modelId: 'small', traits } });
  return await Array.fromAsync(
    model.stream(
      {
        role: 'main',
        systemStatic: 'You are a coach.',
        systemDynamic: 'Today is Monday.',
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        tools: offered.map(tool),
        maxTokens: 512,
        ...request,
      },
      signal,
    ),
  );
}

export const delta = (delta: object) => ({ choices: [{ delta }] });
export const finish = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] });
/** One piece of a tool call. */
export const piece = (call: object) => delta({ tool_calls: [call] });
