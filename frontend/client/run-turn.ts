import { isTerminal } from '#contract/events';
import { type EventId, formatEventId } from '#contract/ids';
import type { WebConfig } from '#contract/web-config';
import { type ConnectDeps, connect } from './connect.ts';
import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import type { OpenTurn, OpenTurns } from './open-turns.ts';
import { createPathOrder, type LastPath, type PathOrder, turnPaths } from './paths.ts';
import type { Connectivity, GetToken } from './ports.ts';
import type { ReceivedEvent } from './read-events.ts';
import { Interrupted, isRunning, Refusal, Unreachable } from './refusal.ts';
import type { SessionRoute } from './routes.ts';
import type { TurnUpdate } from './updates.ts';

export interface RunTurnDeps extends ConnectDeps {
  readonly config: WebConfig;
  readonly getToken: GetToken;
  readonly openTurns: OpenTurns;
  readonly connectivity: Connectivity;
  readonly random: () => number;
  readonly lastPath: LastPath;
}

/** How often a retryable refusal is met with the same request again before the person is told. */
const REFUSED_REPEATS = 2;

/** A connection that went on for a while counts less against the attempts than one that failed; but it counts. */
const LASTED_WEIGHT = 0.25;

/** What has happened to the turn so far, over all of its attempts. */
interface Progress {
  /** The last stored event that was seen. */
  cursor: EventId | undefined;
  /** Attempts in a row that brought nothing new. */
  failures: number;
  refusals: number;
  renewed: boolean;
  /** The server may know of this turn already. */
  maybeClaimed: boolean;
  /** The path broke in the middle, and was given another try. */
  repeatedHere: boolean;
  readonly paths: PathOrder;
}

/** Shown before: a cut stream may begin again a little earlier. */
export const isSeen = (id: EventId | undefined, cursor: EventId | undefined): boolean =>
  id !== undefined &&
  cursor !== undefined &&
  (id.epoch < cursor.epoch || (id.epoch === cursor.epoch && id.seq <= cursor.seq));

/** The same bytes at every attempt, but for the cursor, which the server leaves out of its comparison. */
const bodyOf = ({ turnId, parentTurnId, fields }: OpenTurn, cursor: EventId | undefined): string =>
  JSON.stringify({ turnId, parentTurnId, ...fields, cursor: cursor && formatEventId(cursor) });

/** @returns false for what was shown before. */
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
 * @throws what the person has to be told, when there shall be none.
 */
async function waitBefore(error: unknown, turnId: string, progress: Progress, deps: RunTurnDeps): Promise<number> {
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
  if (!(error instanceof Unreachable)) throw error;
  progress.maybeClaimed = true;
  if (deps.connectivity.online()) progress.failures += error.lasted ? LASTED_WEIGHT : 1;
  if (progress.failures >= limits.attempts) throw error;
  // A path that worked gets one more try; one that does not answer is left at once, until all have been tried.
  progress.repeatedHere = error.begun && !progress.repeatedHere;
  if (!progress.repeatedHere) progress.paths.next();
  const isAtOnce = !progress.repeatedHere && progress.failures < progress.paths.count;
  return isAtOnce ? 0 : backoffMs(progress.failures, limits, deps.random);
}

/** By such a refusal the server says that it doesn't want to look now, and not that there is no such turn. */
const leavesOpen = (error: unknown): boolean =>
  error instanceof Refusal ? error.retryable || error.status === 401 : error instanceof Unreachable;

/**
 * Asks for one turn, as often as it takes, always with the same id, until its terminal event.
 *
 * @param isRepeated - The turn was sent before, by a page that is gone: the server may know it.
 * @throws {Refusal} the server doesn't have this turn and doesn't want it; the text is the person's again.
 * @throws {Interrupted} the turn may live on at the server, and stays open here.
 */
export async function* runTurn(
  route: SessionRoute,
  turn: OpenTurn,
  isRepeated: boolean,
  deps: RunTurnDeps,
  leave: AbortSignal,
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
  yield { type: 'transport', stage: 'connecting', path: paths.current().number };
  await deps.openTurns.keep(route, turn);
  while (!leave.aborted) {
    try {
      const token = await deps.getToken(false);
      const request = { path: paths.current(), token, body: bodyOf(turn, progress.cursor) };
      for await (const received of connect(request, deps, leave)) {
        if (leave.aborted) return;
        if (!take(received, progress)) continue;
        const { event } = received;
        if (isTerminal(event)) await deps.openTurns.drop(route, turn.turnId);
        yield event;
        if (isTerminal(event)) return;
        if (event.type === 'start') yield { type: 'clock', skewMs: Date.parse(event.serverTime) - deps.now() };
      }
      throw Object.assign(new Unreachable('the stream ended without a terminal event'), { begun: true });
    } catch (error) {
      if (leave.aborted) return;
      const waitMs = await waitBefore(error, turn.turnId, progress, deps).catch(async (reason: unknown) => {
        if (progress.maybeClaimed && leavesOpen(reason))
          throw new Interrupted('the turn may live on', { cause: reason });
        await deps.openTurns.drop(route, turn.turnId);
        throw reason;
      });
      yield { type: 'transport', stage: 'reconnecting', path: paths.current().number };
      await pause(waitMs, deps.connectivity.onRetryNow, leave);
    }
  }
}
