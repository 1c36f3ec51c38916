import type * as z from 'zod/mini';
import type { CoachEvent } from '../events.ts';
import type { Frame } from '../sse.ts';

/** A person's message in a request of another product's client. */
export interface DialectRequest {
  /** The client's id of the person's last message, and with it of the turn; see `turnIdOf`. */
  readonly messageId: string;
  /** The client's id of the first message: where that message created the session, the session has an id made of it. */
  readonly firstMessageId: string;
  /** The client's id of the conversation: the scope of its message ids while no session exists. */
  readonly chatId: string;
  readonly text: string;
  /** ISO 8601; `undefined` when the client does not send it. */
  readonly sentAt: string | undefined;
  /** Other fields that the application sends. Those that a coach does not use are ignored. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The client's own names for this run, and the messages that it shows, where its format repeats them. */
  readonly run?: {
    readonly threadId: string;
    readonly runId: string;
    /** Up to the person's last message. */
    readonly history: readonly unknown[];
    /** Messages after that one: partial ones of an earlier attempt at the same turn. */
    readonly remains: readonly { readonly id: string; readonly role: string }[];
  };
}

/** The turn that a stream belongs to. */
export interface StreamOf {
  readonly turnId: string;
  readonly sessionId: string;
  /** `undefined` for a stream that was requested without a message. */
  readonly message?: DialectRequest | undefined;
}

/** Encodes one stream. It remembers only which parts are open. The same frames give the same bytes. */
export interface Encoder {
  /** Server-sent events for one frame. Empty when the dialect has none for it. */
  encode(frame: Frame): string;
  /**
   * The bytes after the last frame, whether or not the turn has ended.
   *
   * @param isToContinue - The stream ends before its turn does, because the reader had its time.
   */
  end(isToContinue?: boolean): string;
}

/** An encoding of a turn's events. The engine does not know which one is in use. */
export interface Dialect {
  /** Response headers beside those of every stream. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent when nothing else was sent for a while. */
  readonly heartbeat: string;
  /** Parses a request of the dialect; `undefined` when requests are our own. */
  readonly request?: z.ZodMiniType<DialectRequest>;
  /** Its clients know a finished turn already, so following one is answered with 204. */
  readonly omitsFinished?: boolean;
  createEncoder(stream: StreamOf): Encoder;
}

/** The error that other clients receive when a stream ends before its turn: send the same message again. */
export const UNFINISHED = {
  code: 'turn_in_progress',
  message: 'The answer is not finished yet. Please try again.',
  retryable: true,
  retryAfterMs: 1_000,
} as const;

export const sse = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** The fields of an event, without its type and the text that was streamed already. */
export function factsOf(event: CoachEvent): Readonly<Record<string, unknown>> {
  const { type: _type, aiResponse: _text, ...facts } = { aiResponse: '', ...event };
  return facts;
}
