import { isShown } from '#contract/events';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import type { CoachKind } from '#domain/coach';
import { imageKeys } from '#domain/uploads/request-images';
import { isOwnKey } from '#domain/uploads/upload-key';
import { periodOf } from '#ports/clock';
import { CoachError, codeOf } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { messageRate, sessionRate } from '../rates.ts';
import { claimTurn } from './claim-turn.ts';
import { type Decision, decide } from './decide.ts';
import { countFollow, follow, type StreamEnd } from './follow.ts';
import { giveUp, parkIfDead } from './give-up.ts';
import { MAX_DECISIONS, MAX_EPOCHS } from './parameters.ts';
import { type Claimed, produceTurn } from './produce-turn.ts';
import { replay } from './replay.ts';
import { createSent, type Sent } from './sent.ts';
import { notFound, withOpening } from './session-of-turn.ts';
import type { Asked, TurnDeps } from './turn-deps.ts';
import type { SoFar, TurnRequest } from './turn-request.ts';

/**
 * One turn of any coach, as a stream of events.
 *
 * Yields nothing until the claim is durable, or the turn is found finished or with another producer. A caller that
 * reads the first event sees a refusal while it can still choose the HTTP status. From the first event on the turn is
 * never lost. A stream that ends without a terminal event is not finished: request the turn again with the same id. When
 * the session is deleted meanwhile, the stream ends with `aborted` and what it has sent, and stores nothing.
 *
 * @throws {CoachError} every refusal, before the first event.
 */
export async function* runTurn<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, StreamEnd, undefined> {
  let cursor = request.cursor;
  let hasAnswered = false;
  let hasShown = false;
  const sent = createSent(request.ref);
  for (let reads = 1; reads <= MAX_DECISIONS + MAX_EPOCHS; reads += 1) {
    const soFar = { isFirstTry: reads === 1, hasShown };
    const source = await readAndDecide(coach, { ...request, cursor }, soFar, deps).catch(async (error: unknown) => {
      if (!hasAnswered) throw error;
      if (codeOf(error) === 'not_found' && (await isDeleted(request.ref, deps))) return 'deleted' as const;
      deps.telemetry.log('warn', 'a turn could not be read any more', { error, turnId: request.ref.turnId });
      return 'over' as const;
    });
    if (source === 'deleted') yield sent.aborted();
    if (source === 'over' || source === 'deleted') return undefined;
    if (source === 'again') continue;
    if (source.do === 'follow') {
      if (!hasAnswered) await countFollow(request.ref.sub, asked.followMs, deps);
      asked.accept();
      hasAnswered = true; // The response head may have been sent already, so the status is fixed.
    }
    const streaming = stream(coach, source, { ...request, cursor, sent }, asked, deps);
    for (;;) {
      const { value, done } = await streaming.next();
      if (done) {
        if (value === 'again') return value;
        if (value || asked.deadline.aborted) return undefined;
        break; // fenced, or the producer that was followed has died
      }
      hasAnswered = true;
      hasShown ||= isShown(value.event);
      cursor = value.id ?? cursor;
      sent.add(value);
      yield value;
    }
  }
  if (!hasAnswered) throw new CoachError('turn_in_progress', 'too many turns at once', { retryAfterMs: 1_000 });
  return undefined;
}

/** The source of a turn's events. */
type Source<Body, State> =
  | Extract<Decision, { do: 'replay' | 'follow' }>
  | ({ readonly do: 'produce' } & Claimed<Body, State>);

/** Reads, decides and claims. `again`: something has changed, so read again. */
async function readAndDecide<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  soFar: SoFar,
  deps: TurnDeps,
): Promise<Source<Body, State> | 'again'> {
  const now = deps.clock.now();
  const loading = loadOwn(coach, request);
  const loaded = await load(coach, request, deps.turns, now);
  const decision = decide(coach, request, loaded, now);
  switch (decision.do) {
    case 'replay':
    case 'follow':
      return decision;
    case 'wait':
      await parkIfDead({ ...request.ref, turnId: decision.turnId }, deps);
      return 'again';
    case 'giveUp':
      await giveUp(request.ref, { code: decision.code, hasShown: soFar.hasShown }, deps);
      return 'again';
    case 'unresolved':
      await checkIsThere(request.ref, deps);
      return 'again';
    case 'claim': {
      const own = await loading;
      const session = withOpening(coach, decision.session, request.body, own);
      const read = { ...decision, session, loaded, own, now, soFar };
      const claimed = await claimTurn(coach, request, read, deps);
      return claimed ? { do: 'produce', ...claimed } : 'again';
    }
    default:
      return decision satisfies never;
  }
}

/** @returns whether the turn's terminal event was sent; `again` when a follower had its time. */
async function* stream<Body, State>(
  coach: CoachKind<Body, State>,
  source: Source<Body, State>,
  { ref, cursor, sent }: { readonly ref: TurnRef; readonly cursor: EventId | undefined; readonly sent: Sent },
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean | 'again', undefined> {
  deps.telemetry.count('TurnsAsked', { kind: coach.kind, source: source.do });
  switch (source.do) {
    case 'replay':
      yield* replay(deps.turns, ref, source.turn, cursor);
      return true;
    case 'follow':
      return yield* follow(deps, { ...asked, ref, turn: source.turn, cursor, sent });
    case 'produce':
      try {
        return yield* produceTurn(source, asked, deps);
      } finally {
        sent.used(source.attempt.used());
      }
    default:
      return source satisfies never;
  }
}

const load = <Body, State>(
  coach: CoachKind<Body, State>,
  { ref, opensSession, body }: TurnRequest<Body>,
  turns: Turns,
  now: number,
): Promise<Loaded> => {
  const keys = imageKeys(coach.message(body)).filter((key) => isOwnKey(key, ref.sub));
  return turns.load({
    ref,
    period: periodOf(now),
    rateWindow: messageRate(now, 0).window,
    ...(opensSession && { sessionRate: sessionRate(now, 0).window }),
    windowMessages: coach.limits.windowMessages,
    ...(keys.length > 0 && { uploads: [...new Set(keys)] }),
  });
};

/**
 * Starts beside the reads of admission. Its failure fails only a claim, because a replay or a follow does not need it.
 */
function loadOwn<Body, State>(
  coach: CoachKind<Body, State>,
  { ref: { sub, sessionId }, params = {}, body }: TurnRequest<Body>,
): Promise<unknown> {
  const loading = coach.load({ sub, sessionId, params, body });
  loading.catch(() => undefined);
  return loading;
}

/**
 * A hold is stored with its turn, so a later read finds the turn unless it was removed. @throws {CoachError}
 * `not_found`
 */
async function checkIsThere(ref: TurnRef, deps: TurnDeps): Promise<void> {
  if (await isGone(ref, deps)) throw notFound();
}

async function isGone(ref: TurnRef, { turns }: TurnDeps): Promise<boolean> {
  const { turn, session } = await turns.find(ref);
  return !turn && !session;
}

/** Other things that a turn needs may be missing as well. Without an answer of storage nothing is known. */
const isDeleted = (ref: TurnRef, deps: TurnDeps): Promise<boolean> => isGone(ref, deps).catch(() => false);
