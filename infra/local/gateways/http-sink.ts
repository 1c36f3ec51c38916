import type { ServerResponse } from 'node:http';
import type { FunctionFailure, ResponseSink } from '../lambda/backend.ts';
import { createPreludeReader, headerLines, PRELUDE_CONTENT_TYPE, Prelude } from './prelude.ts';

export interface HttpSinkDeps {
  readonly response: ServerResponse;
  /** Headers that the front adds beside those of the function. */
  readonly gatewayHeaders: readonly (readonly [string, string])[];
  /** The function failed before its first byte, or said nothing that makes an answer. */
  readonly answerFailure: (failure: FunctionFailure) => void;
  /** Whether an answer without a prelude is one; API Gateway insists on it. */
  readonly needsPrelude: boolean;
}

const NO_PRELUDE: FunctionFailure = { errorType: 'Front.BadPrelude', errorMessage: 'the answer has no valid head' };

/**
 * Writes a streamed answer to the client, each chunk as it comes.
 *
 * A client that goes away changes nothing for the function: what it still says is dropped, and it isn't told.
 */
export function createHttpSink({ response, gatewayHeaders, answerFailure, needsPrelude }: HttpSinkDeps): ResponseSink {
  const reader = createPreludeReader();
  const pass = createPass(response);
  const state = { integration: false, contentType: '', headSent: false, bytesSeen: 0, over: false };

  const sendHead = (prelude: Prelude) => {
    state.headSent = true;
    response.writeHead(prelude.statusCode, [...headerLines(prelude), ...gatewayHeaders].flat());
    // With the first chunk if that comes in the same breath, else alone.
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
        if (body?.length) return pass(body);
      } catch (error) {
        // No head, or one with a character that no header may have.
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
 * Writes to the client. @returns a promise when it reads more slowly than the function writes: the same one for all
 * that waits.
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
