import type * as z from 'zod/mini';
import type { CoachEvent } from '../events.ts';
import type { Frame } from '../sse.ts';

/** What a person said in a request that another product's client has written. */
export interface DialectRequest {
  /** The client's id of the person's last message, and with it of the turn; see `turnIdOf`. */
  readonly messageId: string;
  /** The same of the first one in the conversation: where that opened a session, it is known by it. */
  readonly firstMessageId: string;
  /** The client's id of the conversation: what its message ids are unique in, where no session is known yet. */
  readonly chatId: string;
  readonly text: string;
  /** ISO 8601; `undefined` when the client does not say. */
  readonly sentAt: string | undefined;
  /** What the client was told to send along. Whatever a coach has no use for is ignored. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** How the client itself calls this run, and what it shows; where its format wants to hear that again. */
  readonly run?: {
    readonly threadId: string;
    readonly runId: string;
    /** Up to the person's last message. */
    readonly history: readonly unknown[];
    /** What it shows after that message: the remains of an earlier attempt at the same turn. */
    readonly remains: readonly { readonly id: string; readonly role: string }[];
  };
}

/** Which turn a stream is of. */
export interface StreamOf {
  readonly turnId: string;
  readonly sessionId: string;
  /** `undefined` for a stream that was asked for without a message. */
  readonly said?: DialectRequest | undefined;
}

/** One stream on its way: it remembers which parts are open, and nothing else. The same frames give the same bytes. */
export interface Encoder {
  /** Server-sent events for one frame. Empty when the dialect has nothing to say of it. */
  encode(frame: Frame): string;
  /** What follows the last frame, whether or not the turn is over by then. */
  /** @param isToContinue - The stream ends before its turn does, because the reader had its time. */
  end(isToContinue?: boolean): string;
}

/** A way to say a turn. The engine does not know which one is in use. */
export interface Dialect {
  /** Beside those of every stream of ours. */
  readonly headers: Readonly<Record<string, string>>;
  /** DialectRequest when nothing else has been for a while. */
  readonly heartbeat: string;
  /** Reads a request of the dialect; `undefined` when requests are our own. */
  readonly request?: z.ZodMiniType<DialectRequest>;
  /** Its clients know a finished turn already, so following one is answered with 204. */
  readonly omitsFinished?: boolean;
  createEncoder(stream: StreamOf): Encoder;
}

/** What a client without our words for it is told when a stream ends before its turn does: ask again, same message. */
export const UNFINISHED = {
  code: 'turn_in_progress',
  message: 'The answer is not finished yet. Please try again.',
  retryable: true,
  retryAfterMs: 1_000,
} as const;

export const sse = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** An event without its type, and without the text that has been streamed already. */
export function factsOf(event: CoachEvent): Readonly<Record<string, unknown>> {
  const { type: _type, aiResponse: _text, ...facts } = { aiResponse: '', ...event };
  return facts;
}
