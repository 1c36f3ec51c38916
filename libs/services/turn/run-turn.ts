import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { CoachKind } from '#domain/coach';
import { periodOf } from '#ports/clock';
import { CoachError, Fenced } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { messageRate, sessionRate } from '../rates.ts';
import { attempt, type Claimed } from './attempt.ts';
import { abandonOf, closeTurn, isUnfinished, parkTurn, type Unfinished } from './close-turn.ts';
import { follow } from './follow.ts';
import { inProgress, isAlive, type Look, look, notFound, type TurnRequest } from './look.ts';
import { beginCall } from './model-call.ts';
import { MAX_EPOCHS, MAX_LOOKS } from './parameters.ts';
import { plan } from './plan.ts';
import { replay } from './replay.ts';
import type { Asked, TurnDeps } from './turn-deps.ts';

/**
 * One turn of any coach, as a stream of events.
 *
 * Nothing is yielded until the turn is durably ours, or is found with another producer, or finished: whoever asks for the
 * first event learns of a refusal while there still is a status to choose. From the first event on the turn is never lost.
 * A stream that ends without a terminal event is not finished: ask again, with the same turn id.
 *
 * @throws {CoachError} every refusal, before the first event.
 */
export async function* runTurn<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, void, undefined> {
  let cursor = request.cursor;
  let hasSpoken = false;
  for (let looks = 1; looks <= MAX_LOOKS + MAX_EPOCHS; looks += 1) {
    const way = await lookAgain(coach, { ...request, cursor }, deps).catch((error: unknown) => {
      if (!hasSpoken) throw error;
      deps.telemetry.log('warn', 'a turn went out of sight', { error, turnId: request.ref.turnId });
      return 'over' as const;
    });
    if (way === 'over') return;
    if (way === 'again') continue;
    if (way.do === 'follow') {
      asked.accept();
      hasSpoken = true; // there may be a head by now, and no status to choose any more
    }
    const speaking = speak(coach, way, { ...request, cursor }, asked, deps);
    for (;;) {
      const { value, done } = await speaking.next();
      if (done) {
        if (value || asked.deadline.aborted) return;
        break; // fenced, or whom we followed has died
      }
      hasSpoken = true;
      cursor = value.id ?? cursor;
      yield value;
    }
  }
  if (!hasSpoken) throw new CoachError('turn_in_progress', 'too many turns at once', { retryAfterMs: 1_000 });
}

/** What can be said of a turn now. */
type Way<Body, State> =
  | Extract<Look, { do: 'replay' | 'follow' }>
  | ({ readonly do: 'attempt' } & Claimed<Body, State>);

/** Reads, decides and claims. `again`: something has changed, by us or by others, and has to be read anew. */
async function lookAgain<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  deps: TurnDeps,
): Promise<Way<Body, State> | 'again'> {
  const now = deps.clock.now();
  const [loaded, facts] = await Promise.all([
    load(coach, request, deps.turns, now),
    coach.load(request.ref.sub, request.body),
  ]);
  const found = look(coach, request, loaded, now);
  switch (found.do) {
    case 'replay':
    case 'follow':
      return found;
    case 'wait':
      await parkIfDead({ ...request.ref, turnId: found.turnId }, deps);
      return 'again';
    case 'giveUp':
      await giveUp(request.ref, found.code, deps);
      return 'again';
    case 'doubt':
      await checkIsThere(request.ref, deps);
      return 'again';
    case 'claim': {
      const claimed = await claim(coach, request, { ...found, loaded, facts, now }, deps);
      return claimed ? { do: 'attempt', ...claimed } : 'again';
    }
    default:
      return found satisfies never;
  }
}

/** @returns whether the turn's end was said. */
async function* speak<Body, State>(
  coach: CoachKind<Body, State>,
  way: Way<Body, State>,
  { ref, cursor }: { readonly ref: TurnRef; readonly cursor: EventId | undefined },
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean, undefined> {
  deps.telemetry.count('TurnsAsked', { kind: coach.kind, way: way.do });
  switch (way.do) {
    case 'replay':
      yield* replay(deps.turns, ref, way.turn, cursor);
      return true;
    case 'follow':
      return yield* follow(deps, { ref, turn: way.turn, cursor, deadline: asked.deadline });
    case 'attempt':
      return yield* attempt(coach, way, asked, deps);
    default:
      return way satisfies never;
  }
}

const load = <Body, State>(
  coach: CoachKind<Body, State>,
  { ref, opensSession }: TurnRequest<Body>,
  turns: Turns,
  now: number,
): Promise<Loaded> =>
  turns.load({
    ref,
    period: periodOf(now),
    rateWindow: messageRate(now, 0).window,
    ...(opensSession && { sessionRate: sessionRate(now, 0).window }),
    windowMessages: coach.windowMessages,
  });

/** @throws {CoachError} `turn_in_progress` when its producer is alive. */
async function parkIfDead(ref: TurnRef, deps: TurnDeps): Promise<void> {
  const found = await deps.turns.find(ref);
  if (found.turn && isAlive(found.turn, deps.clock.now())) throw inProgress(ref.turnId);
  if (found.turn?.state !== 'running' || !isUnfinished(found)) return;
  if (await parkTurn(ref, found as Unfinished, deps)) deps.telemetry.count('TurnsParked', { kind: ref.kind });
}

/** What was paid for was stored with it, so a later read finds it, unless it was removed. @throws {CoachError} `not_found` */
async function checkIsThere(ref: TurnRef, { turns }: TurnDeps): Promise<void> {
  const { turn, session } = await turns.find(ref);
  if (!turn && !session) throw notFound();
}

async function giveUp(ref: TurnRef, code: CoachError['code'], deps: TurnDeps): Promise<void> {
  const found = await deps.turns.find(ref);
  if (isUnfinished(found)) await closeTurn(ref, found as Unfinished, deps, code);
}

/** What was read, and when. */
interface Read {
  readonly loaded: Loaded;
  readonly facts: unknown;
  readonly now: number;
}

/**
 * Claims the turn, and asks the model at the same time: what was read says that the claim will pass, and if it does not,
 * the model's request is aborted before anybody has heard of it. Not where the hold has to be extended first.
 *
 * @returns `undefined` when something has changed since it was read, or the turn could not go on and was ended.
 */
async function claim<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  { loaded, facts, now, session, previous }: Extract<Look, { do: 'claim' }> & Read,
  deps: TurnDeps,
): Promise<Claimed<Body, State> | undefined> {
  const { turns, model, ids } = deps;
  const abandon = previous ? undefined : await leftBehind(request.ref, session.parkedTurn, turns);
  const messageId = ids.ulid();
  let planned: Claimed<Body, State>['planned'];
  try {
    const owner = ids.uuid();
    planned = plan(coach, request, loaded, { session, previous, abandon, facts, now, owner, messageId });
  } catch (error) {
    if (!previous || !(error instanceof CoachError)) throw error;
    await giveUp(request.ref, error.code, deps); // it was accepted once, so it has to end
    return undefined;
  }
  const stop = new AbortController();
  const begun = planned.isCovered ? beginCall(model, planned.request, stop.signal) : undefined;
  try {
    if (await turns.claim(planned.claim)) return { planned, stop, begun };
    stop.abort(new Fenced('the claim did not pass'));
    return undefined;
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

/** The turn that was put aside in this session, if there is one: read only then. */
async function leftBehind(ref: TurnRef, turnId: string | null, turns: Turns) {
  const turn = turnId === null ? undefined : await turns.read({ ...ref, turnId });
  return turn?.state === 'parked' ? abandonOf(ref, turn) : undefined;
}
