import type { CoachEvent, TerminalEvent } from '#contract/events';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { chargeOf, type Usage } from '#contract/usage';
import { type CoachKind, expiryOf, type SideResults } from '#domain/coach';
import { isoOf } from '#ports/clock';
import { codeOf } from '#ports/errors';
import { type Json, ModelFailure, type ModelFailureKind } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import type { Finish } from '#ports/turn-endings';
import type { Outcome, TurnRef } from '#ports/turn-records';
import type { Claim } from '#ports/turns';
import type { Production } from './answer.ts';
import type { Plan } from './plan.ts';

/** How a turn ends: its terminal event, and what is stored with it. */
export interface Ending {
  /** Sent after the commit and before `event`. */
  readonly events: readonly CoachEvent[];
  readonly event: TerminalEvent;
  readonly changes: Pick<Finish, 'state' | 'messages' | 'writes' | 'jobs' | 'session'>;
  readonly counts: Readonly<Record<string, number>>;
}

export interface EndingFacts {
  readonly usage: Usage;
  readonly now: number;
  readonly newId: () => string;
}

/** The coach's part of the answer, and the fields that every answer has. */
export function completed<Body, State>(
  coach: CoachKind<Body, State>,
  { question, claim, reservation, ...planned }: Plan<Body, State>,
  production: Production,
  side: SideResults<unknown, unknown>,
  { usage, now, newId }: EndingFacts,
): Ending {
  const {
    state,
    status,
    title,
    complete,
    writes,
    jobs,
    events = [],
    groundingUsed = false,
    counts = {},
  } = coach.finish(question.context, production, side);
  const expiresAt = expiryOf(planned.sessionLimits, planned.createdAt, now);
  const { turnId, sessionId } = claim.ref;
  const last = production.messages.length - 1;
  const messages = production.messages.map(
    (message, place): MessageRecord => ({
      ...message,
      messageId: newId(),
      seq: claim.message.seq + 1 + place,
      turnId,
      ...(place === last && { ...tokensOf(usage), ...(groundingUsed && { groundingUsed }) }),
      createdAt: isoOf(now),
    }),
  );
  return {
    events,
    event: {
      ...complete,
      type: 'complete',
      turnId,
      sessionId,
      messageId: messages.at(-1)?.messageId ?? '',
      aiResponse: production.text,
      stopReason: production.stopReason,
      usage,
      budgetRemaining: Math.max(0, planned.budgetRemaining + reservation.amount - chargeOf(usage)),
      turnsUsed: planned.turnsUsed,
      turnsRemaining: planned.turnsRemaining,
      // Only an active session expires.
      expiresAt: status === 'active' ? expiresAt : null,
    },
    changes: {
      state: 'completed',
      messages,
      session: { state: state as Json, status, title, expiresAt },
      writes: [...production.writes, ...writes],
      jobs,
    },
    counts,
  };
}

/** Tokens of a turn as they are shown with its answer. Cached input counts as input. */
const tokensOf = ({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: Usage) => ({
  tokensIn: inputTokens + cacheReadTokens + cacheWriteTokens,
  tokensOut: outputTokens,
});

/** A stop keeps the text that was sent, as a partial message, and drops the staged writes. */
export function stopped({ ref, message }: Claim, text: string, { usage, now, newId }: EndingFacts): Ending {
  const { turnId, sessionId } = ref;
  const partial = partialMessage(ref, { text, seq: message.seq + 1, messageId: newId(), now });
  return {
    events: [],
    event: { type: 'aborted', turnId, sessionId, aiResponse: text, usage },
    changes: { state: 'aborted', messages: partial ? [partial] : [], writes: [], jobs: [] },
    counts: {},
  };
}

/** The answer of a stopped turn; `undefined` when no text was sent. */
export const partialMessage = (
  { turnId }: TurnRef,
  { text, seq, messageId, now }: { text: string; seq: number; messageId: string; now: number },
): MessageRecord | undefined =>
  text === ''
    ? undefined
    : {
        messageId,
        seq,
        role: 'assistant',
        content: [{ type: 'text', text }],
        turnId,
        partial: true,
        turnStatus: 'aborted',
        createdAt: isoOf(now),
      };

/** A failure keeps the user's message, stores no answer, and leaves the session's state unchanged. */
export function failed({ turnId, sessionId }: TurnRef, error: unknown): Ending {
  const code = problemOf(error);
  const { message, retryable } = PROBLEMS[code];
  return {
    events: [],
    event: { type: 'error', turnId, sessionId, code, message, retryable, ...(retryable && { retryAfterMs: 1_000 }) },
    changes: { state: 'failed', messages: [], writes: [], jobs: [] },
    counts: {},
  };
}

/** A request that the model rejects as invalid is our bug. Do not retry. */
const PROBLEM_OF = {
  busy: 'model_unavailable',
  refused: 'model_refused',
  too_long: 'conversation_too_long',
  invalid: 'internal',
  unusable: 'model_unavailable',
} as const satisfies Record<ModelFailureKind, ProblemCode>;

function problemOf(error: unknown): ProblemCode {
  if (!(error instanceof ModelFailure)) return codeOf(error);
  return PROBLEM_OF[error.kind];
}

/** The event as stored in the turn. Its text is stored in the messages. */
export function outcomeOf(event: TerminalEvent): Outcome {
  if (event.type === 'error') return event;
  const { aiResponse: _, ...outcome } = event;
  return outcome;
}
