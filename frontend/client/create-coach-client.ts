import type { WebConfig } from '#contract/web-config';
import type { CallDeps } from './call-api.ts';
import type { SessionRef } from './coach-descriptor.ts';
import { createDrafts } from './drafts.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { Message } from './message.ts';
import { createOpenTurns, type OpenTurn } from './open-turns.ts';
import { createPersonalStorage } from './personal-storage.ts';
import { type Connectivity, type GetToken, type TurnStorage, UNKNOWN_CONNECTIVITY } from './ports.ts';
import { routeOf, type SessionRoute, sessionField } from './routes.ts';
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
  /** From 0, inclusive, to 1, exclusive. */
  readonly random?: () => number;
  readonly limits?: Partial<Limits>;
}

export interface TurnRequest extends SessionRef {
  readonly message: Message;
  /** The last known turn of this session; the server refuses when the session has a later one. */
  readonly parentTurnId?: string | undefined;
  /** The session does not exist yet: this turn creates it, under the session's id. Only where first turns do that. */
  readonly startsSession?: boolean;
}

/** A running turn. It is sent when the iteration starts, which may happen once. */
export interface Turn extends AsyncIterable<TurnUpdate> {
  readonly turnId: string;
  /**
   * Ends the turn at the server. The iteration still yields its terminal event.
   *
   * @returns false when the server had no message of this turn: the message is a draft again.
   */
  stop(): Promise<boolean>;
  /** Ends only the iteration: the turn continues at the server, and stays open in the storage. */
  leave(): void;
}

export type CoachClient = ReturnType<typeof createCoachClient>;

/** Talks to Coachstream: turns over the stream, everything else over the REST API. No DOM, no framework. */
export function createCoachClient(options: CoachClientOptions) {
  const { config, userId, getToken, storage } = options;
  const personal = createPersonalStorage(storage, userId);
  const deps: RunTurnDeps = {
    config,
    getToken,
    openTurns: createOpenTurns(personal),
    drafts: createDrafts(personal),
    connectivity: options.connectivity ?? UNKNOWN_CONNECTIVITY,
    // Bound, because browsers refuse a `fetch` that is called as another object's method.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    lastPath: { number: 1, until: 0 },
    limits: { ...LIMITS, ...options.limits },
  };
  const uuid = options.uuid ?? (() => crypto.randomUUID());
  const newTurn = ({ message, parentTurnId, startsSession = false, ...request }: TurnRequest): OpenTurn => {
    const session = routeOf(request, userId);
    const turnId = startsSession ? session.sessionId : uuid();
    const sentAt = new Date(deps.now()).toISOString();
    const fields = session.coach.fieldsOf(message, { sentAt, isFirst: startsSession });
    return {
      turnId,
      ...(parentTurnId !== undefined && { parentTurnId }),
      fields: { ...fields, ...sessionField(session, turnId) },
      message,
    };
  };

  const begin = (route: SessionRoute, turn: OpenTurn, isRepeated: boolean): Turn => {
    const left = new AbortController();
    const { turnId } = turn;
    const sendStop = async () => {
      // A reload does not forget the stop.
      turn.isStopped = true;
      if (await deps.openTurns.find(route)) await deps.openTurns.keep(route, turn);
      const isAccepted = await stopTurn(route, turnId, deps, left.signal);
      // A session that was never created keeps no draft.
      if (isAccepted === false && turnId !== route.sessionId) await deps.drafts.giveBack(route, turn.message);
      return isAccepted;
    };
    let stopping = turn.isStopped ? sendStop() : undefined;
    return {
      turnId,
      async stop() {
        stopping ??= sendStop();
        return (await stopping) !== false;
      },
      leave: () => left.abort(),
      [Symbol.asyncIterator]: () => runTurn(route, turn, isRepeated, deps, left.signal, () => stopping),
    };
  };

  return {
    /** A new turn, under a new id. */
    turn: (request: TurnRequest): Turn => begin(routeOf(request, userId), newTurn(request), false),
    /**
     * Keeps the turn that creates a session, without sending it: the session's page finds it as its open turn.
     * Resolves with the id of both.
     */
    async keepFirstTurn(request: Omit<TurnRequest, 'sessionId'>): Promise<string> {
      const session = { ...request, sessionId: uuid(), startsSession: true };
      await deps.openTurns.keep(routeOf(session, userId), { ...newTurn(session), isUnsent: true });
      return session.sessionId;
    },
    /** A turn that this device has sent and whose end it has not seen. */
    openTurn: (session: SessionRef): Promise<OpenTurn | undefined> => deps.openTurns.find(routeOf(session, userId)),
    /** A message of this session that is not sent yet, or that the server did not take. */
    draft: (session: SessionRef): Promise<Message | undefined> => deps.drafts.read(routeOf(session, userId)),
    /** Keeps what a person has written; an empty message removes it. */
    keepDraft: (session: SessionRef, message: Message): Promise<void> =>
      deps.drafts.keep(routeOf(session, userId), message),
    /** Removes what other people have left on this device. */
    forgetOthers: personal.removeOthers,
    /** Removes everything that is kept on this device, for a person who signs out. */
    forgetAll: personal.removeAll,
    /** Asks for an open turn again: the same id, and everything from its beginning. One that was only kept is sent. */
    resume: (session: SessionRef, { isUnsent, ...turn }: OpenTurn): Turn =>
      begin(routeOf(session, userId), turn, !isUnsent),
    /** Ends a turn that is read elsewhere: by another product's hook, or in another tab. */
    stop: async (session: SessionRef, turnId: string): Promise<boolean> =>
      (await stopTurn(routeOf(session, userId), turnId, deps, new AbortController().signal)) !== false,
    userId,
    uuid,
    /** What `createRest` and `watchTurn` need for everything but one's own turns. */
    connection: deps as CallDeps & Pick<RunTurnDeps, 'connectivity' | 'random'>,
  };
}
