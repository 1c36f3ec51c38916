/** `function_url` is path 1 and always streams; `rest` is paths 2 and 3. */
export type FrontDoor = 'function_url' | 'rest';

/** A request as our code sees it: never a Lambda event, so a new front door is one adapter. */
export interface HttpRequest {
  readonly frontDoor: FrontDoor;
  readonly method: string;
  /** Undecoded, without stage prefix and query. */
  readonly path: string;
  /** Decoded; the last value wins where a name repeats. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case, repeated ones joined by `,`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes of the body, empty when there is none. */
  readonly body: Uint8Array;
  /** Aborted when so little of the function's time is left that only closing is possible. */
  readonly deadline: AbortSignal;
  /** A backend of the deployer's, whose signature the API has verified: it speaks for the person in its path. */
  readonly isService?: boolean;
}

/**
 * What a handler answers. A streamed body is asked for its first part before the head goes out,
 * so a failure until then can still choose the status.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncGenerator<string, void, undefined>;
  /** What may be said between any two parts of a streamed body, when it has been silent for long. */
  readonly heartbeat?: string;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;
