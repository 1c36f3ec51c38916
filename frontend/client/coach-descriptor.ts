import type { CoachRow } from '#contract/coaches';
import type { CoachEvent } from '#contract/events';
import type { Message, TurnFields } from './message.ts';
import type { AnySession, SessionReads } from './session-reads.ts';

/** The part of a session's state that only one coach has. */
export interface OwnState<Own> {
  readonly initial: Own;
  /** Pure. Sees every event of a turn, and returns the same object for events that do not concern it. */
  reduce(own: Own, event: CoachEvent): Own;
}

/** For coaches whose sessions have no state of their own. */
export const NO_OWN_STATE: OwnState<object> = { initial: {}, reduce: (own) => own };

/**
 * Everything that the client knows about one coach. Nothing else in the client or in the hooks knows a coach by name.
 * Its file is loaded with the coach's screens.
 */
export interface CoachDescriptor<
  Sent extends Message = Message,
  Own extends object = object,
  Session extends AnySession = AnySession,
> {
  /** Key of its stream URL in `/config.json`. */
  readonly name: string;
  /** Its paths. */
  readonly row: CoachRow;
  /** The body of a turn that carries `message`. A first turn creates its session. */
  fieldsOf(message: Sent, turn: { readonly sentAt: string; readonly isFirst: boolean }): TurnFields;
  readonly own: OwnState<Own>;
  readonly sessions: SessionReads<Session, Own>;
}

/** Path parameters of a session beside `:userId` and `:sessionId`, such as the `:coachId` of a conversation. */
export type PathParams = Readonly<Record<string, string>>;

/** Which session of which coach. */
export interface SessionRef<Coach = CoachDescriptor> {
  readonly coach: Coach;
  readonly sessionId: string;
  readonly params?: PathParams | undefined;
}
