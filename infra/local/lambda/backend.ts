/** A function's failure in the format in which Lambda reports it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Lambda refused to start the function, because its reserved concurrency is in use. The function did not run. */
export const THROTTLED: FunctionFailure = { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' };

/** Receives the response of one invocation: `open`, any number of `write`, then `end`; or `fail` at any point. */
export interface ResponseSink {
  /** The handler has started to respond. @param contentType - Set by the handler or its runtime, before any prelude. */
  open(contentType: string): void;
  /** @returns a promise while the reader is slower than the function. */
  write(chunk: Uint8Array): void | Promise<void>;
  end(): void;
  fail(failure: FunctionFailure): void;
}

/** One Lambda function, regardless of how it runs. */
export interface FunctionBackend {
  readonly name: string;
  readonly functionArn: string;
  /** Its reserved concurrency is 0. */
  readonly isStopped?: boolean;
  /**
   * Starts an invocation and passes its response to `sink`. As on Lambda, an invocation cannot be cancelled.
   *
   * @param payload - The event as JSON.
   * @returns a promise that resolves when the invocation has finished, which may be after the response has ended.
   */
  invoke(payload: string, sink: ResponseSink): Promise<void>;
}

export interface BufferedAnswer {
  readonly payload: Buffer;
  /** Set when the function failed; then the payload is the failure as JSON. */
  readonly failure?: FunctionFailure;
}

/** Invokes a function and returns its whole response, as Lambda's Invoke API does. Failures do not reject. */
export async function invokeBuffered(backend: FunctionBackend, payload: string): Promise<BufferedAnswer> {
  const chunks: Uint8Array[] = [];
  let failure: FunctionFailure | undefined;
  await new Promise<void>((resolve, reject) => {
    const sink: ResponseSink = {
      open: () => undefined,
      write: (chunk) => void chunks.push(chunk),
      end: resolve,
      fail: (reason) => {
        failure = reason;
        resolve();
      },
    };
    backend.invoke(payload, sink).catch(reject);
  });
  return failure ? { payload: Buffer.from(JSON.stringify(failure)), failure } : { payload: Buffer.concat(chunks) };
}
