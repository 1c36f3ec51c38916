import type { Recap } from '#contract/game-chat';
import { MIN_RECAP_MESSAGES, parseRecap, RECAP_MESSAGES, recapRequest } from '#domain/game-coach/recap';
import { historyOf } from '#domain/history';
import { hasText } from '#domain/transcript';
import { CoachError } from '#ports/errors';
import { ModelFailure } from '#ports/model';
import type { Recaps } from '#ports/recaps';
import type { SessionRef } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import { callTool } from './call-tool.ts';
import { type ChargedDeps, charged } from './charged.ts';
import type { Meter } from './metering/meter.ts';
import { within } from './within.ts';

export interface RecapDeps extends ChargedDeps {
  readonly recaps: Recaps;
  readonly sessions: Sessions;
}

export interface RecapRequest {
  readonly ref: SessionRef;
  /** Time of the request, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
}

/** API Gateway's timeout is 29 seconds. The difference is for settling. */
const ANSWER_MS = 25_000;

/** How long one attempt excludes others, in milliseconds. No attempt takes longer. */
const LEASE_MS = 30_000;

/** Poll interval while another request makes the recap, in milliseconds. */
const POLL_MS = 500;

const MAX_ASKS = 2;
const PAUSE_MS = 300;

/**
 * The recap of a conversation at its current number of messages. It is made once per number of messages, and the
 * request that makes it is charged.
 *
 * @throws {CoachError} `not_found`; `validation_failed` when the conversation is too short; `budget_exhausted`;
 *   `dependency_unavailable` when the model made none; `deadline_exceeded` when it took too long.
 */
export async function recapOf({ ref, startedAt, signal }: RecapRequest, deps: RecapDeps): Promise<Recap> {
  const { sessions, clock } = deps;
  const session = await sessions.get(ref);
  if (!session) throw noSession();
  const { nextSeq, skipped = 0 } = session;
  const size = { messageCount: nextSeq - skipped, nextSeq };
  if (size.messageCount < MIN_RECAP_MESSAGES) throw tooShort(size.messageCount);
  return within(startedAt + ANSWER_MS - clock.now(), clock, (expired) =>
    findOrMake(ref, size, AbortSignal.any([signal, expired]), deps),
  );
}

/** A conversation's number of messages, and its next message number. Numbers may be unused. */
interface Size {
  readonly messageCount: number;
  readonly nextSeq: number;
}

/** One request makes the recap. All others wait for its result, or make it when the first one gives up. */
async function findOrMake(ref: SessionRef, size: Size, signal: AbortSignal, deps: RecapDeps): Promise<Recap> {
  const { recaps, clock, ids } = deps;
  const owner = ids.uuid();
  let request: ReturnType<typeof recapRequest> | undefined;
  for (;;) {
    const kept = await recaps.get(ref);
    if (kept && kept.messageCount >= size.messageCount) return kept;
    // Before the claim, so that a refusal has written nothing.
    request ??= await requestOf(ref, size, deps);
    const now = clock.now();
    const claimed = await recaps.claim(ref, { owner, now, leaseUntil: now + LEASE_MS });
    if (claimed === 'gone') throw noSession();
    if (claimed === 'ours') return makeOnce(ref, size, { owner, request, signal }, deps);
    await clock.sleep(POLL_MS, signal);
    signal.throwIfAborted();
  }
}

interface Attempt {
  readonly owner: string;
  readonly request: ReturnType<typeof recapRequest>;
  readonly signal: AbortSignal;
}

/** Reads again, because the recap may have been made between the read and the claim. */
async function makeOnce(ref: SessionRef, { messageCount }: Size, attempt: Attempt, deps: RecapDeps): Promise<Recap> {
  const { recaps, telemetry } = deps;
  const { owner, request, signal } = attempt;
  try {
    const kept = await recaps.get(ref);
    if (kept && kept.messageCount >= messageCount) return kept;
    signal.throwIfAborted();
    const made = await charged(ref, request, deps, (meter) => ask(request, meter, signal, deps));
    const recap = { ...made, messageCount };
    // The recap is already charged, so return it even when it cannot be stored.
    await recaps.keep(ref, owner, recap).catch((error: unknown) => {
      telemetry.log('warn', 'a recap was not kept', { error, sessionId: ref.sessionId });
    });
    telemetry.count('RecapsMade');
    return recap;
  } finally {
    await recaps.giveUp(ref, owner).catch((error: unknown) => {
      telemetry.log('warn', 'a recap claim was not released and will expire', { error, sessionId: ref.sessionId });
    });
  }
}

/** @throws {CoachError} `validation_failed` when the messages contain no text. */
async function requestOf(ref: SessionRef, { messageCount, nextSeq }: Size, { sessions }: RecapDeps) {
  const newest = { count: RECAP_MESSAGES, of: 'newest' } as const;
  const history = historyOf(await sessions.messagesBetween(ref, { from: 0, before: nextSeq }, newest));
  if (!hasText(history)) throw tooShort(messageCount);
  return recapRequest(history);
}

/** Calls the model again after an unusable answer. */
async function ask(
  request: ReturnType<typeof recapRequest>,
  meter: Meter,
  signal: AbortSignal,
  { model, clock, telemetry }: RecapDeps,
) {
  for (let asked = 1; ; asked += 1) {
    let cause: unknown;
    try {
      const input = await callTool(request, { model, meter }, signal);
      const recap = input === undefined ? undefined : parseRecap(input);
      if (recap) return recap;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelFailure)) throw error;
      cause = error;
    }
    telemetry.count('RecapsUnusable');
    const isHopeless = cause instanceof ModelFailure && cause.kind !== 'busy';
    if (isHopeless || asked === MAX_ASKS) {
      throw new CoachError('dependency_unavailable', 'the model wrote no recap', { cause, retryAfterMs: 5_000 });
    }
    await clock.sleep(PAUSE_MS, signal);
    signal.throwIfAborted();
  }
}

/** Also when it has messages, but of failed turns only. */
const tooShort = (messageCount: number) =>
  new CoachError('validation_failed', 'the conversation is too short for a recap', {
    details: { messageCount, minimum: MIN_RECAP_MESSAGES },
  });

const noSession = () => new CoachError('not_found', 'no such session');
