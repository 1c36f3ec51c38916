/** `function_url` is path 1 and always streams. `rest` is paths 2 and 3. */
export type FrontDoor = 'function_url' | 'rest';

/** A request independent of Lambda's event formats, so that a new front door needs only one adapter. */
export interface HttpRequest {
  readonly frontDoor: FrontDoor;
  readonly method: string;
  /** Not decoded, without stage prefix and query. */
  readonly path: string;
  /** Decoded. The last value of a repeated name wins. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case, repeated ones joined by `,`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes of the body, empty when there is none. */
  readonly body: Uint8Array;
  /** Aborted when the function has only enough time left to end the turn. */
  readonly deadline: AbortSignal;
  /** A trusted backend whose signature the API has verified. It acts for the user in the path. */
  readonly isService?: boolean;
}

/**
 * The response of a handler. The first part of a streamed body is awaited before the head is sent, so that a failure
 * until then can still set the status.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncGenerator<string, void, undefined>;
  /** May be written between any two parts of a streamed body after a long silence. */
  readonly heartbeat?: string;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;
