import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoopbackServer, readBody, serveLoopback } from '../../loopback-server.ts';
import type { FunctionFailure, ResponseSink } from '../backend.ts';

export interface RuntimeInvocation {
  readonly id: string;
  readonly payload: string;
  readonly sink: ResponseSink;
  readonly timeoutMs: number;
  /** Called when the process takes it. A process that still starts has not begun it. */
  readonly begun: () => void;
  readonly finished: () => void;
}

/** Lambda's Runtime API for one process of AWS's runtime client. It runs one invocation at a time, as on Lambda. */
export interface RuntimeApi {
  readonly server: LoopbackServer;
  offer(invocation: RuntimeInvocation): void;
  /** Called when the process has exited; fails the current invocation. */
  processGone(failure: FunctionFailure): void;
}

const LIMIT_BYTES = 64 * 1024 * 1024;

export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const queue: RuntimeInvocation[] = [];
  const unanswered = new Map<string, RuntimeInvocation>();
  let polling: ServerResponse | undefined;
  let current: RuntimeInvocation | undefined;

  const hand = () => {
    if (!polling || current) return;
    current = queue.shift();
    if (!current) return;
    current.begun();
    unanswered.set(current.id, current);
    polling.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': current.id,
      'lambda-runtime-deadline-ms': String(Date.now() + current.timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
    });
    polling.end(current.payload);
    polling = undefined;
  };

  const server = await serveLoopback(0, async (request, response) => {
    const [id = '', action] = (request.url ?? '').split('/').slice(-2);
    if (action === 'next') {
      // A request for the next invocation means that the last one has finished.
      current?.finished();
      current = undefined;
      polling = response;
      return hand();
    }
    // The client requests the next invocation before it posts a failed stream, so the stream is matched by its id.
    const sink = unanswered.get(id)?.sink;
    unanswered.delete(id);
    if (sink && action === 'response') await takeResponse(request, sink);
    else sink?.fail(JSON.parse((await readBody(request, LIMIT_BYTES)).toString()) as FunctionFailure);
    response.writeHead(202).end();
  });

  return {
    server,
    offer(invocation) {
      queue.push(invocation);
      hand();
    },
    processGone(failure) {
      polling = undefined;
      for (const { sink } of unanswered.values()) sink.fail(failure);
      unanswered.clear();
      current?.finished();
      current = undefined;
    },
  };
}

async function takeResponse(request: IncomingMessage, sink: ResponseSink): Promise<void> {
  const streamed = request.headers['lambda-runtime-function-response-mode'] === 'streaming';
  sink.open(streamed ? (request.headers['content-type'] ?? '') : 'application/json');
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) await sink.write(chunk);
  } catch {
    return sink.fail({ errorType: 'Runtime.TruncatedResponse', errorMessage: 'the runtime closed the connection' });
  }
  const errorBody = request.trailers['lambda-runtime-function-error-body'];
  if (!errorBody) return sink.end();
  sink.fail(JSON.parse(Buffer.from(errorBody, 'base64').toString()) as FunctionFailure);
}
