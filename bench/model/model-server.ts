import { writeFileSync } from 'node:fs';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEvent } from '#infra/local/bedrock/compose-answer';
import { sendStream } from '#infra/local/bedrock/send-answer';
import { temporaryFolder } from '../world/temporary.ts';
import { certificate } from '../world/tls-proxy.ts';

export interface ModelServer {
  readonly endpoint: string;
  /** Path of the certificate that a client must trust. */
  readonly certificateFile: string;
  close(): void;
}

/** Interval between two deltas. */
const TICK_MS = 1;

/** Bedrock's wire format behind TLS, over HTTP/1.1 or HTTP/2. The model's name is the number of deltas to generate. */
export async function startModelServer(): Promise<ModelServer> {
  const server = createSecureServer({ ...certificate(), allowHTTP1: true }, (request, response) => {
    request.resume();
    request.on('end', () => void answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const certificateFile = join(temporaryFolder(), 'cert.pem');
  writeFileSync(certificateFile, certificate().cert);
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    certificateFile,
    close: () => server.close(),
  };
}

async function answer({ url }: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
  const deltas = Number(/\/model\/(\d+)\//.exec(url)?.[1]);
  await sendStream(
    {
      authorization: undefined,
      head: (status, headers) => void response.writeHead(status, headers),
      write: (bytes) => void response.write(bytes),
      end: (bytes) => void (bytes ? response.end(bytes) : response.end()),
      method: 'POST',
      path: url,
      gone: new AbortController().signal,
      body: async () => '',
      destroy: () => {},
    },
    speak(deltas),
  );
}

async function* speak(deltas: number): AsyncGenerator<WireEvent, void> {
  yield { type: 'messageStart', data: { role: 'assistant' } };
  for (let delta = 0; delta < deltas; delta += 1) {
    if (delta > 0) await sleep(TICK_MS);
    yield {
      type: 'contentBlockDelta',
      data: { contentBlockIndex: 0, delta: { text: ` word${delta}` }, p: 'abcdefgh' },
    };
  }
  yield { type: 'contentBlockStop', data: { contentBlockIndex: 0 } };
  yield { type: 'messageStop', data: { stopReason: 'end_turn' } };
  const usage = { inputTokens: 10, outputTokens: deltas, totalTokens: 10 + deltas };
  yield { type: 'metadata', data: { usage, metrics: { latencyMs: 1 } } };
}
