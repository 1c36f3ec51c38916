import type { WebConfig } from '#contract/web-config';
import type { CallDeps } from './call-api.ts';
import { LIMITS, type Limits } from './limits.ts';
import { createOpenTurns, type OpenTurn, type TurnFields } from './open-turns.ts';
import { type Connectivity, type GetToken, type TurnStorage, UNKNOWN_CONNECTIVITY } from './ports.ts';
import { type CoachKind, type SessionRoute, sessionFields } from './routes.ts';
import { type RunTurnDeps, runTurn } from './run-turn.ts';
import { stopTurn } from './stop-turn.ts';
import type { TurnUpdate } from './updates.ts';

export interface CoachClientOptions {
  readonly config: WebConfig;
  /** Whose data: the `sub` of the tokens. */
  readonly userId: string;
  readonly getToken: GetToken;
  readonly storage: TurnStorage;
  readonly connectivity?: Connectivity;
  readonly fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly uuid?: () => string;
  /** From 0 up to, but without, 1. */
  readonly random?: () => number;
  readonly limits?: Partial<Limits>;
}

export interface SessionId {
  readonly kind: CoachKind;
  readonly sessionId: string;
}

export interface TurnRequest extends SessionId {
  /** The coach's own fields, for example `userResponse`. */
  readonly fields: TurnFields;
  /** The last turn that is known of this session; the server refuses when it has moved on since. */
  readonly parentTurnId?: string | undefined;
  /** There is no such session yet: this turn begins it, and lends it its id. Only of coaches that begin so. */
  readonly startsSession?: boolean;
}

/** A turn on its way. It is sent when the iteration begins, which may happen once. */
export interface Turn extends AsyncIterable<TurnUpdate> {
  readonly turnId: string;
  /** Ends the turn for good. Its terminal event still comes, through the iteration. */
  stop(): Promise<void>;
  /** Ends the iteration alone: the turn goes on at the server, and stays open in the storage. */
  leave(): void;
}

export type CoachClient = ReturnType<typeof createCoachClient>;

/** Talks to Coachstream: turns over the stream, everything else over the REST API. No DOM, no framework. */
export function createCoachClient(options: CoachClientOptions) {
  const { config, userId, getToken, storage } = options;
  const deps: RunTurnDeps = {
    config,
    getToken,
    openTurns: createOpenTurns(storage),
    connectivity: options.connectivity ?? UNKNOWN_CONNECTIVITY,
    // Bound, since browsers refuse a `fetch` that is called as another object's method.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    lastPath: { number: 1, until: 0 },
    limits: { ...LIMITS, ...options.limits },
  };
  const uuid = options.uuid ?? (() => crypto.randomUUID());
  const routeOf = ({ kind, sessionId }: SessionId): SessionRoute => ({ kind, userId, sessionId });

  const begin = (route: SessionRoute, turn: OpenTurn, isRepeated: boolean): Turn => {
    const left = new AbortController();
    return {
      turnId: turn.turnId,
      stop: () => stopTurn(route, turn.turnId, deps, left.signal),
      leave: () => left.abort(),
      [Symbol.asyncIterator]: () => runTurn(route, turn, isRepeated, deps, left.signal),
    };
  };

  return {
    /** A new turn, under a new id. */
    turn({ fields, parentTurnId, startsSession, ...session }: TurnRequest): Turn {
      const turnId = startsSession ? session.sessionId : uuid();
      const said = { ...fields, ...sessionFields(session, turnId) };
      return begin(
        routeOf(session),
        { turnId, fields: said, ...(parentTurnId !== undefined && { parentTurnId }) },
        false,
      );
    },
    /** A turn that this device has sent and not seen the end of. */
    openTurn: (session: SessionId): Promise<OpenTurn | undefined> => deps.openTurns.find(routeOf(session)),
    /** Asks for an open turn again: the same id, and everything from its beginning. */
    resume: (session: SessionId, turn: OpenTurn): Turn => begin(routeOf(session), turn, true),
    /** Ends a turn that something else reads: another product's hook, another tab. */
    stop: (session: SessionId, turnId: string): Promise<void> =>
      stopTurn(routeOf(session), turnId, deps, new AbortController().signal),
    userId,
    /** What `createRest` and `watchTurn` need for everything that isn't a turn of one's own. */
    connection: deps as CallDeps & Pick<RunTurnDeps, 'connectivity' | 'random'>,
  };
}
