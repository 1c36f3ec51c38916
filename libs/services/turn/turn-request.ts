import type { EventId } from '#contract/ids';
import type { TurnRef } from '#ports/turn-records';

/** A turn as the client requests it. */
export interface TurnRequest<Body> {
  readonly ref: TurnRef;
  /** Further parameters of the path, for example `coachId`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body: Body;
  /** Hash of the whole body except the cursor. */
  readonly bodyHash: string;
  readonly parentTurnId: string | undefined;
  /** The request names no session, so its turn creates one, under the turn's id. */
  readonly opensSession?: boolean;
  /** The last event that the client has received. */
  readonly cursor: EventId | undefined;
}

/** What a request has done so far for its turn, before it decides again. */
export interface SoFar {
  /** Only the first try asks the model beside its claim, so that a request sends at most one that is not its own. */
  readonly isFirstTry: boolean;
  /** Whether it has shown any output of the turn, possibly after the last heartbeat of an earlier attempt. */
  readonly hasShown: boolean;
}
