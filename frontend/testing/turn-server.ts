import type { CreatorTurn as Body } from '#contract/requests';
import type { Frame } from '#contract/sse';
import { problem } from '#http/answers';
import { dialectOf } from '#http/dialect-of';
import { type ReadTurn, readTurn } from '#http/read-turn';
import { coachCreatorTurn } from '#http/routes/coach-creator-turn-routes';
import { answerTurn } from '#http/turn-answer';
import { CoachError } from '#ports/errors';
import type { HttpAnswer, HttpRequest } from '#ports/http';
import { createHttpServer, type LoopbackServer } from '#testing/http-server';
import { createManualClock } from '#testing/manual-clock';

/** A turn as the server has understood it. */
export interface ScriptedTurn {
  readonly body: Body;
  /** The last event that this reader has seen. */
  readonly cursor: string | undefined;
  /** How often it has been asked for, this time included. */
  readonly times: number;
  /** Resolves when its abort has been asked for. */
  readonly stopped: Promise<void>;
}

/** Says how a turn goes; throws what refuses it. */
export type Play = (turn: ScriptedTurn) => AsyncGenerator<Frame, void, undefined>;

export interface TurnServer extends LoopbackServer {
  readonly clock: ReturnType<typeof createManualClock>;
  /** What was asked, in order: `POST` with a turn id, `GET` with one, `ABORT` with one. */
  readonly seen: readonly string[];
  readonly turns: ReadonlyMap<string, ScriptedTurn>;
}

const SESSION = /^\/users\/me\/coach-creator-sessions\/(?<sessionId>\w+)(?:\/turns\/(?<turnId>[\w-]+))?\/(?<end>\w+)$/;

/**
 * The way to a turn with only the engine left out: requests are read, refused and answered by our own code, over real
 * HTTP, but what happens in the turn is played.
 */
export async function createTurnServer(play: Play): Promise<TurnServer> {
  const clock = createManualClock();
  const seen: string[] = [];
  const turns = new Map<string, ScriptedTurn & { stop: () => void }>();

  const enter = (turnId: string, body: Body, cursor: string | undefined) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const known = turns.get(turnId) ?? { stopped: promise, stop: resolve, times: 0 };
    const turn = { ...known, body, cursor, times: known.times + 1 };
    turns.set(turnId, turn);
    return turn;
  };
  const answer = async (
    request: HttpRequest,
    turn: ScriptedTurn,
    sessionId: string,
    message?: ReadTurn<Body>['message'],
  ) =>
    answerTurn(
      play(turn),
      { dialect: await dialectOf(request), stream: { turnId: turn.body.turnId, sessionId, message } },
      new Promise<void>(() => undefined),
    );

  const handle = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { sessionId = '', turnId = '', end } = SESSION.exec(request.path)?.groups ?? {};
    if (end === 'abort') {
      seen.push(`ABORT ${turnId}`);
      turns.get(turnId)?.stop();
      return { status: 200, headers: {}, body: '{}' };
    }
    if (request.method === 'GET') {
      seen.push(`GET ${turnId}`);
      const turn = turns.get(turnId);
      return turn
        ? answer(request, enter(turnId, turn.body, request.headers['last-event-id']), sessionId)
        : { status: 204, headers: {}, body: '' };
    }
    if (end !== 'stream') throw new CoachError('not_found', request.path);
    const call = { request, requestId: 'r', startedAt: clock.now(), sub: 'me', params: { sessionId } };
    const { body, cursor, message } = readTurn(call, coachCreatorTurn, await dialectOf(request));
    seen.push(`POST ${body.turnId}`);
    return answer(request, enter(body.turnId, body, cursor), sessionId, message);
  };

  const server = await createHttpServer((request) => handle(request).catch(problem));
  return { ...server, clock, seen, turns };
}

/** Plays these frames, whoever asks. */
export const playing = (frames: readonly Frame[]): Play =>
  async function* () {
    yield* frames;
  };
