import type { LambdaContext, ResponseHead } from './serve.ts';
import type { ResponseStream } from './write-body.ts';

/** The stream of a streaming function. Only `awslambda` itself can use it. */
export type RawStream = { readonly rawStream: unique symbol };

export type StreamingHandler = (event: unknown, stream: RawStream, context: LambdaContext) => Promise<void>;

/**
 * The global of Lambda's Node.js runtime. It does not exist elsewhere, so only the composition root uses it.
 * `streamifyResponse` marks a function as streaming. Its result must be the exported handler itself.
 */
declare global {
  namespace awslambda {
    function streamifyResponse(handler: StreamingHandler): StreamingHandler;
    const HttpResponseStream: { from(stream: RawStream, head: ResponseHead): ResponseStream };
  }
}
