import type { ServerResponse } from 'node:http';
import type { FunctionFailure, ResponseSink } from '../lambda/backend.ts';
import { createPreludeReader, headerLines, PRELUDE_CONTENT_TYPE, Prelude } from './prelude.ts';

export interface HttpSinkDeps {
  readonly response: ServerResponse;
  /** Headers that the gateway adds to those of the function. */
  readonly gatewayHeaders: readonly (readonly [string, string])[];
  /** Called when the function failed before its first byte, or sent no valid response. */
  readonly answerFailure: (failure: FunctionFailure) => void;
  /** Whether a response must have a prelude, as API Gateway requires. */
  readonly needsPrelude: boolean;
}

/** Lambda's limit of a streamed response. It cuts a longer one. */
const STREAM_LIMIT_BYTES = 200 * 1024 * 1024;

const NO_PRELUDE: FunctionFailure = { errorType: 'Gateway.BadPrelude', errorMessage: 'the response has no valid head' };
const TOO_LARGE: FunctionFailure = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${STREAM_LIMIT_BYTES} bytes).`,
};

/**
 * Writes a streamed response to the client, each chunk when it arrives.
 *
 * A client that disconnects does not affect the function: further chunks are dropped, and the function is not notified.
 */
export function createHttpSink({ response, gatewayHeaders, answerFailure, needsPrelude }: HttpSinkDeps): ResponseSink {
  const reader = createPreludeReader();
  const pass = createPass(response);
  const state = { integration: false, contentType: '', headSent: false, bytesSeen: 0, over: false };

  const sendHead = (prelude: Prelude) => {
    state.headSent = true;
    response.writeHead(prelude.statusCode, [...headerLines(prelude), ...gatewayHeaders].flat());
    // Sends the head with the first chunk if that is written in this turn of the event loop; otherwise alone.
    setImmediate(() => response.flushHeaders());
  };
  const giveUp = (failure: FunctionFailure) => {
    state.over = true;
    if (state.headSent || response.headersSent) response.destroy();
    else answerFailure(failure);
  };
  const plainHead = (): Prelude =>
    Prelude.parse(state.contentType ? { headers: { 'content-type': state.contentType } } : {});

  const accept = (chunk: Uint8Array): Uint8Array | undefined => {
    state.bytesSeen += chunk.length;
    if (state.headSent) return chunk;
    if (!state.integration) {
      sendHead(plainHead());
      return chunk;
    }
    const head = reader.push(chunk);
    if (head) sendHead(head.prelude);
    return head?.body;
  };

  return {
    open(contentType) {
      state.integration = contentType === PRELUDE_CONTENT_TYPE;
      state.contentType = state.integration ? '' : contentType;
      if (needsPrelude && !state.integration) giveUp(NO_PRELUDE);
    },
    write(chunk) {
      if (state.over) return;
      try {
        const body = accept(chunk);
        if (state.bytesSeen > STREAM_LIMIT_BYTES) return giveUp(TOO_LARGE);
        if (body?.length) return pass(body);
      } catch (error) {
        // no head, or a head with an invalid character
        state.headSent = false;
        giveUp({ ...NO_PRELUDE, errorMessage: String(error) });
      }
    },
    end() {
      if (state.over) return;
      if (!state.headSent) {
        if (state.integration && (state.bytesSeen > 0 || needsPrelude)) return giveUp(NO_PRELUDE);
        sendHead(plainHead());
      }
      state.over = true;
      response.end();
    },
    fail(failure) {
      if (!state.over) giveUp(failure);
    },
  };
}

/**
 * Writes to the client. @returns a promise when the client reads more slowly than the function writes. All waiting
 * writes share one promise.
 */
function createPass(response: ServerResponse): (body: Uint8Array) => Promise<void> | undefined {
  let waiting: Promise<void> | undefined;
  const wait = () =>
    new Promise<void>((resolve) => {
      const go = () => {
        response.off('drain', go);
        response.off('close', go);
        waiting = undefined;
        resolve();
      };
      response.once('drain', go);
      response.once('close', go);
    });
  return (body) => {
    if (response.destroyed || response.write(body)) return undefined;
    waiting ??= wait();
    return waiting;
  };
}
