import { isTerminal } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import { CoachError } from '#ports/errors';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import { abortTurn } from '#services/abort-turn';
import { BudgetExhausted } from '#services/limits';
import { deleteSession } from '#services/sessions';
import { FOLLOW_SEGMENT_MS } from '#services/turn/parameters';
import { runTurn } from '#services/turn/run-turn';
import { watchTurn } from '#services/turn/watch-turn';
import { turnStatus } from '#services/turn-status';
import type { Actor } from './actor.ts';
import { type CoachWith, hashOf } from './coach.ts';
import { SKEW_MS } from './faults.ts';
import { createJobs } from './jobs.ts';
import { portsOf } from './ports.ts';
import { createSideWork } from './side-work.ts';
import { endsWithWhatItSent, noteSent, noteShown } from './stop-checks.ts';
import { itemsOf, partitionAt, partitionOf } from './stored.ts';
import { createTools } from './tools.ts';
import { checkClaimed, checkHoldsAlive } from './usage-checks.ts';
import { isForeseen, type World } from './world.ts';

/** The time limit of a function, and how long before it the function is aborted, in milliseconds. */
const FUNCTION_MS = 90_000;
const TOLD_BEFORE_MS = 12_000;

/** Everything that a server sends to its client. */
export type Sent =
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'head' }
  | { readonly type: 'refused'; readonly error: CoachError }
  | { readonly type: 'closed' };

export interface Post {
  readonly ref: TurnRef;
  readonly text: string;
  readonly parentTurnId: string | undefined;
  readonly cursor: EventId | undefined;
  /** Path 3: the head after the claim, then only the terminal record. */
  readonly isBuffered: boolean;
}

/** Starts the time limit of a function. */
function startFunction(name: string, send: (sent: Sent) => void, world: World) {
  const server = world.spawn(name);
  const deadline = new AbortController();
  server.deliver(FUNCTION_MS - TOLD_BEFORE_MS, () => deadline.abort());
  server.deliver(FUNCTION_MS, () => server.die());
  server.onDeath(() => world.random.chance(0.5) && send({ type: 'closed' }));
  return { server, deadline: deadline.signal };
}

/** One invocation of the stream function. Nothing runs after its answer. */
export function serve(coachWith: CoachWith, post: Post, send: (sent: Sent) => void, world: World): Actor {
  const { server, deadline } = startFunction('server', send, world);
  const { ref, text, parentTurnId, cursor, isBuffered } = post;

  const answer = async () => {
    const openMeter = world.mutant?.openMeters?.();
    const deps = { ...portsOf(server, world), jobs: createJobs(server, world), ...(openMeter && { openMeter }) };
    const made = coachWith(createTools(server, world), createSideWork(server, world));
    const coach: typeof made = world.previews ? { ...made, feature: 'gameCoach' } : made;
    const request = { ref, body: { text }, bodyHash: hashOf(text), parentTurnId, cursor };
    let hasBegun = false;
    const check = endsWithWhatItSent(ref, ref.turnId, world);
    const leave = (frame: Frame) => {
      checkClaimed(ref, world);
      noteSent(ref.turnId, frame, world);
      send({ type: 'frame', frame });
    };
    const accept = () => {
      if (!hasBegun) send({ type: 'head' });
      hasBegun = true;
    };
    const asked = {
      requestId: server.name,
      frontDoor: 'rest',
      deadline,
      startedAt: 0,
      followMs: isBuffered ? undefined : FOLLOW_SEGMENT_MS,
      accept,
    } as const;
    try {
      if (world.mutant?.firstEvent) leave(world.mutant.firstEvent);
      for await (const frame of runTurn(coach, request, asked, deps)) {
        accept();
        noteShown(ref.turnId, frame, world);
        check(frame);
        if (!isBuffered || isTerminal(frame.event)) leave(frame);
      }
      send({ type: 'closed' });
    } catch (error) {
      if (!isForeseen(error)) world.violate('foreseen', `${server.name}: ${(error as Error).stack}`);
      if (hasBegun) world.violate('P27', `${server.name} failed after its head: ${(error as Error).message}`);
      checkRefusal(error as CoachError, ref, server, world);
      send({ type: 'refused', error: error as CoachError });
      world.note(server.name, `refuses ${ref.turnId}: ${(error as CoachError).code}, ${(error as Error).message}`);
    }
    server.die();
  };
  world.note(
    server.name,
    `is asked for ${ref.turnId} of ${ref.sessionId} from ${cursor?.epoch ?? 0}-${cursor?.seq ?? 0}`,
  );
  void answer();
  return server;
}

/**
 * P9, P10: a refusal is true. The turn in progress is another one of this session, and an expired session is past its
 * expiry.
 */
function checkRefusal(error: CoachError, ref: TurnRef, server: Actor, world: World): void {
  const { code, details } = error;
  const { turnId, expiresAt } = details ?? {};
  const early = Date.parse(String(expiresAt)) - server.clock.now();
  // A sweeper with a fast clock may have expired the session for a server with a slow clock.
  const isMarked = itemsOf(world, 'SESSION#').some(
    (item) => partitionAt(item) === partitionOf(ref) && item['status'] === 'expired',
  );
  if (code === 'session_expired' && early > (isMarked ? 2 * SKEW_MS : 0)) {
    world.violate('P10', `${ref.turnId}: refused as expired before ${String(expiresAt)}`);
  }
  if (error instanceof BudgetExhausted) checkHoldsAlive(error.need, world);
  if (code !== 'turn_in_progress' || turnId === undefined) return;
  const isThere = itemsOf(world, `TURN#${String(turnId)}`).some(({ pk }) => pk === `S#${ref.sub}#${ref.sessionId}`);
  if (!isThere) world.violate('P9', `${ref.turnId}: refused for ${String(turnId)}, which is not in its session`);
}

/** One invocation of the route that watches a turn. It may find nothing to stream. */
export function serveWatch(
  watching: { readonly ref: TurnRef; readonly cursor: EventId | undefined },
  send: (sent: Sent) => void,
  world: World,
): Actor {
  const { server, deadline } = startFunction('watcher', send, world);
  const watch = async () => {
    let hasBegun = false;
    const check = endsWithWhatItSent(watching.ref, watching.ref.turnId, world);
    const accept = () => {
      if (!hasBegun) send({ type: 'head' });
      hasBegun = true;
    };
    try {
      for await (const frame of watchTurn(portsOf(server, world), {
        ...watching,
        deadline,
        followMs: FOLLOW_SEGMENT_MS,
        accept,
      })) {
        hasBegun = true;
        check(frame);
        send({ type: 'frame', frame });
      }
      send({ type: 'closed' });
    } catch (error) {
      if (!isForeseen(error)) world.violate('foreseen', `${server.name}: ${(error as Error).stack}`);
      if (hasBegun) world.violate('P27', `${server.name} failed after its head: ${(error as Error).message}`);
      world.note(server.name, `finds no ${watching.ref.turnId}: ${(error as CoachError).code}`);
      send({ type: 'refused', error: error as CoachError });
    }
    server.die();
  };
  world.note(server.name, `reads along with ${watching.ref.turnId}`);
  void watch();
  return server;
}

/** One invocation of the abort route. @param done - Called with the answered status. */
export function serveAbort(ref: TurnRef, done: (status: string) => void, world: World): void {
  const stop = async (deps: ReturnType<typeof portsOf>) => (await abortTurn(ref, deps)).status;
  serveCall({ name: 'aborter', is: `is to stop ${ref.turnId}`, call: stop, done }, world);
}

/** One invocation of the route that reads a turn's state. @param done - Called with it, or the code of a problem. */
export function serveStatus(ref: TurnRef, done: (status: string) => void, world: World): void {
  const read = async (deps: ReturnType<typeof portsOf>) => (await turnStatus(ref, deps)).status;
  serveCall({ name: 'reader', is: `is to read ${ref.turnId}`, call: read, done }, world);
}

/** One invocation of the route that deletes a session. @param done - Called with `gone`, or the code of a problem. */
export function serveDelete(ref: SessionRef, done: (status: string) => void, world: World): void {
  const remove = async (deps: ReturnType<typeof portsOf>, server: Actor) => {
    await deleteSession(ref, { ...deps, jobs: createJobs(server, world) });
    return 'gone';
  };
  serveCall({ name: 'deleter', is: `is to delete ${ref.sessionId}`, call: remove, done }, world);
}

interface ServedCall {
  readonly name: string;
  readonly is: string;
  readonly call: (deps: ReturnType<typeof portsOf>, server: Actor) => Promise<string>;
  readonly done: (status: string) => void;
}

function serveCall({ name, is, call, done }: ServedCall, world: World): void {
  const server = world.spawn(name);
  const answer = async () => {
    try {
      const status = await call(portsOf(server, world), server);
      world.note(server.name, `answers: ${status}`);
      done(status);
    } catch (error) {
      if (!isForeseen(error)) world.violate('foreseen', `${server.name}: ${(error as Error).stack}`);
      world.note(server.name, `answers: ${error instanceof CoachError ? error.code : 'internal'}`);
      done(error instanceof CoachError ? error.code : 'internal');
    }
    server.die();
  };
  world.note(server.name, is);
  void answer();
}
