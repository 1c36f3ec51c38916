import type { LambdaContext, ResponseHead } from './serve.ts';
import type { ResponseStream } from './write-body.ts';

/** What a streaming function gets to write to; only `awslambda` itself can do something with it. */
export type RawStream = { readonly rawStream: unique symbol };

export type StreamingHandler = (event: unknown, stream: RawStream, context: LambdaContext) => Promise<void>;

/**
 * The global of Lambda's Node.js runtime. It exists nowhere else, so only `functions/compose-stream.ts` names it.
 * `streamifyResponse` marks a function; it must be the outermost thing exported.
 */
declare global {
  namespace awslambda {
    function streamifyResponse(handler: StreamingHandler): StreamingHandler;
    const HttpResponseStream: { from(stream: RawStream, head: ResponseHead): ResponseStream };
  }
}
