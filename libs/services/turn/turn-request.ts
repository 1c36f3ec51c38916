import type { EventId } from '#contract/ids';
import type { TurnRef } from '#ports/turn-records';

/** A turn as a client asks for it. */
export interface TurnRequest<Body> {
  readonly ref: TurnRef;
  /** Further parameters of the path, for example `coachId`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Of everything in the body but the cursor. */
  readonly bodyHash: string;
  readonly parentTurnId: string | undefined;
  /** It names no session, so it creates one, under its own id. */
  readonly opensSession?: boolean;
  /** The last event that the client has seen. */
  readonly cursor: EventId | undefined;
}
