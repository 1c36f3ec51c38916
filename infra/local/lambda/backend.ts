/** How a function failed, in the shape in which Lambda reports it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Where the answer of one invocation goes: `open`, any number of `write`, then `end`; or `fail` at any point. */
export interface ResponseSink {
  /** The handler has begun to answer. @param contentType - What it or its runtime said, before any prelude. */
  open(contentType: string): void;
  /** @returns a promise while the reader is behind. */
  write(chunk: Uint8Array): void | Promise<void>;
  end(): void;
  fail(failure: FunctionFailure): void;
}

/** One Lambda function, however it is run. */
export interface FunctionBackend {
  readonly name: string;
  readonly functionArn: string;
  /**
   * Starts an invocation; what comes of it goes to `sink`. Nobody can take it back, as on Lambda.
   *
   * @param payload - The event as JSON.
   * @returns when nothing of it runs any more, which may be after the answer has ended.
   */
  invoke(payload: string, sink: ResponseSink): Promise<void>;
}

export interface BufferedAnswer {
  readonly payload: Buffer;
  /** Then the payload is the failure as JSON. */
  readonly failure?: FunctionFailure;
}

/** Invokes and keeps the whole answer, as Lambda's Invoke API does. Never rejects: failures are answers. */
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
