import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CoachEvent } from '#contract/events';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { type Frame, formatFrame } from '#contract/sse';

/** What the server does with one request. */
export type Answer = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON; `undefined` without a body. */
  readonly body: Record<string, unknown> | undefined;
}

/** Events as one attempt sends them: numbered from 1, those that are not stored without an id. */
export const framesOf = (events: readonly CoachEvent[], epoch = 1): readonly Frame[] => {
  let seq = 0;
  return events.map((event) => (event.type === 'contextual' ? { event } : { id: { epoch, seq: ++seq }, event }));
};

export const wireOf = (frames: readonly Frame[]): string => frames.map((frame) => formatFrame(frame)).join('');

const openStream = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });

/** A whole stream, well ended. */
export const streamOf =
  (wire: string): Answer =>
  (response) => {
    openStream(response).end(wire);
  };

/** The connection breaks after so many bytes of the stream. */
export const cutAfter =
  (wire: string, bytes: number): Answer =>
  (response) =>
    new Promise((resolve) => {
      openStream(response);
      const part = Buffer.from(wire).subarray(0, bytes);
      const cut = () => {
        response.socket?.end(() => response.destroy());
        resolve();
      };
      // An empty write would not send the head either.
      if (part.length === 0) {
        response.flushHeaders();
        cut();
      } else response.write(part, cut);
    });

/** Sends this much, and then nothing more. */
export const stallAfter =
  (wire: string): Answer =>
  (response) => {
    openStream(response).write(wire);
  };

/** Takes the request, and never answers. */
export const silence: Answer = () => undefined;

/** Breaks the connection before any answer. */
export const hangUp: Answer = (response) => {
  response.destroy();
};

/** What stands between us and the client answers in our place. */
export const foreignError =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  };

export const json =
  (status: number, value: unknown): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };

export const refuse =
  (code: ProblemCode, details?: Record<string, unknown>, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const { status, message, retryable } = PROBLEMS[code];
    response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ error: { code, message, retryable, ...(details && { details }) } }));
  };

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
  };
}

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/**
 * A real HTTP server on loopback that answers as it is told, however rude.
 *
 * @param script - One for each request, in order; the last one answers all that follow.
 */
export async function createScriptedServer(...script: readonly Answer[]): Promise<ScriptedServer> {
  const answers = [...script];
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (seen) => {
      requests.push(seen);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      await answer?.(response, seen);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
