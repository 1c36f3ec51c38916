import { isTerminal } from '#contract/events';
import { type EventId, formatEventId } from '#contract/ids';
import type { WebConfig } from '#contract/web-config';
import { asFailure, type ConnectDeps, connect } from './connect.ts';
import { pause } from './deadline.ts';
import type { Drafts } from './drafts.ts';
import { backoffMs } from './limits.ts';
import type { OpenTurn, OpenTurns } from './open-turns.ts';
import { createPathOrder, type LastPath, type PathOrder, turnPaths } from './paths.ts';
import { pollTurn } from './poll-turn.ts';
import type { GetToken } from './ports.ts';
import type { ReceivedEvent } from './read-events.ts';
import { Interrupted, isRunning, Refusal, Unreachable } from './refusal.ts';
import type { SessionRoute } from './routes.ts';
import type { TransportNotice, TurnUpdate } from './updates.ts';

export interface RunTurnDeps extends ConnectDeps {
  readonly config: WebConfig;
  readonly getToken: GetToken;
  readonly openTurns: OpenTurns;
  readonly drafts: Drafts;
  readonly random: () => number;
  readonly lastPath: LastPath;
}

/**
 * False when the server had no message of this turn, and will not take it any more. `undefined` when no server answered.
 */
export type StopAnswer = Promise<boolean | undefined>;

/** How often a request is repeated after a retryable refusal before the refusal is thrown. */
const REFUSED_REPEATS = 2;

/** A connection that lasted for a while counts less against the attempts than one that failed at once. */
const LASTED_WEIGHT = 0.25;

/** The state of a turn over all of its attempts. */
interface Progress {
  /** The last stored event that was yielded. */
  cursor: EventId | undefined;
  /** Attempts in a row without a new event. */
  failures: number;
  refusals: number;
  renewed: boolean;
  /** The server may have claimed this turn. */
  maybeClaimed: boolean;
  /** The current path broke in the middle of a stream, and is tried once more. */
  repeatedHere: boolean;
  readonly paths: PathOrder;
}

/** Whether an event was yielded before: a resumed stream may start earlier than the cursor. */
export const isSeen = (id: EventId | undefined, cursor: EventId | undefined): boolean =>
  id !== undefined &&
  cursor !== undefined &&
  (id.epoch < cursor.epoch || (id.epoch === cursor.epoch && id.seq <= cursor.seq));

/** The same bytes at every attempt, except for the cursor, which the server does not compare. */
const bodyOf = ({ turnId, parentTurnId, fields }: OpenTurn, cursor: EventId | undefined): string =>
  JSON.stringify({ turnId, parentTurnId, ...fields, cursor: cursor && formatEventId(cursor) });

/** @returns false for an event that was yielded before. */
function take({ id }: ReceivedEvent, progress: Progress): boolean {
  progress.paths.worked();
  if (isSeen(id, progress.cursor)) return false;
  progress.maybeClaimed = true;
  if (id) {
    progress.cursor = id;
    progress.failures = 0;
    progress.repeatedHere = false;
  }
  return true;
}

/**
 * How long to wait before the next attempt, in milliseconds.
 *
 * @throws the error to show when there is no other attempt.
 */
async function waitBefore(
  error: Refusal | Unreachable,
  turnId: string,
  progress: Progress,
  deps: RunTurnDeps,
): Promise<number> {
  const { limits } = deps;
  if (error instanceof Refusal) {
    if (isRunning(error, turnId)) {
      progress.maybeClaimed = true;
      return error.retryAfterMs ?? limits.runningMs;
    }
    if (error.status === 401 && error.code !== 'missing_token' && !progress.renewed) {
      progress.renewed = true;
      await deps.getToken(true);
      return 0;
    }
    const worthIt = error.retryable && (error.status >= 500 || error.retryAfterMs !== undefined);
    const waitMs = error.retryAfterMs ?? backoffMs(progress.refusals, limits, deps.random);
    if (!worthIt || waitMs > limits.patienceMs || progress.refusals === REFUSED_REPEATS) throw error;
    progress.refusals += 1;
    if (error.status === 503) progress.paths.next();
    return waitMs;
  }
  progress.maybeClaimed = true;
  if (error.isFree) return 0;
  // Without a network no path works: such an attempt does not count, and the next one is the longest wait away.
  if (!deps.connectivity.online()) return backoffMs(limits.attempts, limits, deps.random);
  progress.failures += error.lasted ? LASTED_WEIGHT : 1;
  if (progress.failures >= limits.attempts) throw error;
  // A path that answered gets one more attempt. One that did not is left at once, until all have been tried.
  progress.repeatedHere = error.begun && !progress.repeatedHere;
  if (!progress.repeatedHere) progress.paths.next();
  const isAtOnce = !progress.repeatedHere && progress.failures < progress.paths.count;
  return isAtOnce ? 0 : backoffMs(progress.failures, limits, deps.random);
}

/** After such an error the server may still have the turn. */
const leavesOpen = (error: unknown): boolean =>
  error instanceof Refusal ? error.retryable || error.status === 401 : error instanceof Unreachable;

/**
 * Requests one turn, as often as needed and always with the same id, until its terminal event.
 *
 * @param isRepeated - An earlier page has sent the turn, so the server may have claimed it.
 * @param stopped - The answer to the turn's stop, once it was asked for. The turn is not requested before that answer.
 * @throws {Refusal} when the server refuses a turn that it does not have; the text goes back to the person.
 * @throws {Interrupted} when the turn may continue at the server; it stays open here.
 */
export async function* runTurn(
  route: SessionRoute,
  turn: OpenTurn,
  isRepeated: boolean,
  deps: RunTurnDeps,
  leave: AbortSignal,
  stopped: () => StopAnswer | undefined,
): AsyncGenerator<TurnUpdate, void, undefined> {
  const paths = createPathOrder(turnPaths(deps.config, route, turn.turnId), deps.lastPath, deps.now);
  const progress: Progress = {
    cursor: undefined,
    failures: 0,
    refusals: 0,
    renewed: false,
    maybeClaimed: isRepeated,
    repeatedHere: false,
    paths,
  };
  const notice = (stage: TransportNotice['stage']): TransportNotice => {
    isReconnecting = stage === 'reconnecting';
    return { type: 'transport', stage, path: paths.current().number };
  };
  let isReconnecting = false;
  yield notice('connecting');
  await deps.openTurns.keep(route, turn);
  while (!leave.aborted) {
    const stop = stopped();
    if (stop && (await stop) === undefined) throw new Interrupted('the turn may continue at the server');
    try {
      const token = await deps.getToken(false);
      const request = { path: paths.current(), token, body: bodyOf(turn, progress.cursor) };
      for await (const received of connect(request, deps, leave)) {
        if (leave.aborted) return;
        if (isReconnecting && received !== 'silent') yield notice('connected');
        if (received === 'silent') yield notice('reconnecting');
        if (received === 'silent' || received === 'heard' || !take(received, progress)) continue;
        const { event } = received;
        if (isTerminal(event)) await deps.openTurns.drop(route, turn.turnId);
        yield event;
        if (isTerminal(event)) return;
        if (event.type === 'start') yield { type: 'clock', skewMs: Date.parse(event.serverTime) - deps.now() };
      }
      throw Object.assign(new Unreachable('the stream ended without a terminal event'), { begun: true });
    } catch (reason) {
      const error = asFailure(reason);
      // A turn that the server refuses after the page has left is no open turn, either.
      if (leave.aborted && !(error instanceof Refusal)) return;
      const isFollowRefused = progress.maybeClaimed && error instanceof Refusal && error.code === 'rate_limited';
      // The end of a turn that is over may be read at any time.
      if (isFollowRefused && (await pollTurn(route, turn.turnId, deps, leave))) continue;
      const waitMs = await waitBefore(error, turn.turnId, progress, deps).catch(async (cause: unknown) => {
        if (progress.maybeClaimed && leavesOpen(cause))
          throw new Interrupted('the turn may continue at the server', { cause });
        await deps.openTurns.drop(route, turn.turnId);
        await deps.drafts.giveBack(route, turn.message);
        throw cause;
      });
      if (leave.aborted) return;
      if (error instanceof Refusal || !error.isFree) yield notice('reconnecting');
      await pause(waitMs, deps.connectivity.onRetryNow, leave);
    }
  }
}
