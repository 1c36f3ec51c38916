import * as z from 'zod/mini';
import { Tier } from '#contract/tiers';
import { Usage } from '#contract/usage';
import type { BudgetRecord, ReservationRecord } from '#ports/budget-records';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import type { HeldReservation } from '#ports/reservations';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { Outcome, TurnRecord, TurnRef } from '#ports/turn-records';
import type { UserRecord } from '#ports/user-records';
import type { Row } from './storage.ts';

const clamp = (value: number | bigint): number =>
  Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(value)));

/**
 * A whole number. The document client returns one that JavaScript cannot count exactly as a `bigint`; it is read as the
 * nearest that it can, so that a limit refuses it and no reader fails.
 */
const Count = z.pipe(z.pipe(z.union([z.number(), z.bigint()]), z.transform(clamp)), z.int());
/** An absent attribute is read as `null`, so that conditions can test whether it exists. */
const nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);

const UserRow = z.object({
  // The item may exist before a tier is set.
  tier: z._default(Tier, 'free'),
  name: z.optional(z.string()),
  timezone: z.optional(z.string()),
  criticalTrainingDirective: z.optional(z.string()),
  playerName: z.optional(z.string()),
  rank: z.optional(z.string()),
  trialClaim: z.optional(z.string()),
  previewClaim: z.optional(z.string()),
});

const BudgetRow = z.object({ committed: Count, spent: Count });

const ReservationRow = z.object({
  state: z.enum(['held', 'settled', 'released', 'expired']),
  amount: Count,
  version: Count,
});

const HeldReservationRow = z.extend(ReservationRow, {
  inputTokens: Count,
  isBackends: z.optional(z.boolean()),
  grant: z.optional(z.enum(['trial', 'preview'])),
  source: z.optional(z.enum(['estimate', 'meter', 'report'])),
  report: z.optional(z.string()),
  partial: z.optional(z.object({ from: Count, count: Count, tokensIn: Count, tokensOut: Count })),
});

const TurnRow = z.object({
  turnId: z.string(),
  state: z.enum(['running', 'parked', 'completed', 'aborted', 'failed']),
  epoch: Count,
  owner: z._default(z.string(), ''),
  leaseUntil: z._default(Count, 0),
  bodyHash: z.string(),
  messageSeq: Count,
  period: z.string(),
  usage: Usage,
  createdAt: z.string(),
  outcome: z.optional(z.custom<Outcome>()),
  isTombstone: z.optional(z.boolean()),
  followedUntil: z.optional(Count),
  stopAt: z.optional(Count),
  wasShown: z.optional(z.boolean()),
  grant: z.optional(z.enum(['trial', 'preview'])),
});

const SessionRow = z.object({
  kind: z.string(),
  sessionId: z.string(),
  parents: z.optional(z.record(z.string(), z.string())),
  status: z.enum(['active', 'ended', 'expired']),
  expiresAt: nullable(z.string()),
  title: nullable(z.string()),
  givenTitle: z.optional(z.string()),
  pinned: z.optional(z.boolean()),
  assetCount: z.optional(Count),
  activeTurn: nullable(z.string()),
  parkedTurn: nullable(z.string()),
  lastTurn: nullable(z.string()),
  lastCompletedTurn: nullable(z.string()),
  turnsUsed: Count,
  tokensIn: z._default(Count, 0),
  tokensOut: z._default(Count, 0),
  summary: z.optional(z.object({ text: z.string(), upTo: Count })),
  windowMessages: z.optional(Count),
  nextSeq: Count,
  skipped: z.optional(Count),
  version: Count,
  createdAt: z.string(),
  updatedAt: z.string(),
  state: nullable(z.custom<Json>()),
});

/**
 * Parses a row, but only the attributes that code depends on. Blocks, outcomes and the coach's own state are trusted.
 * @throws {CoachError} `internal`, which names the row but never its content.
 */
export function parseRow<Schema extends z.ZodMiniType>(schema: Schema, row: Row): z.output<Schema> {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new CoachError('internal', `row ${String(row['pk'])} ${String(row['sk'])} is not as expected: ${faults}`, {
    isLasting: true,
  });
}

export const userOf = (row: Row | undefined): UserRecord =>
  row ? (parseRow(UserRow, row) as UserRecord) : { tier: 'free' };

export const budgetOf = (row: Row | undefined): BudgetRecord =>
  row ? parseRow(BudgetRow, row) : { committed: 0, spent: 0 };

export const reservationOf = (row: Row | undefined): ReservationRecord | undefined =>
  row && parseRow(ReservationRow, row);

/** Whether a reservation with the turn's id is of another session's turn, or of work that is not a turn. */
export const isOfOthers = ({ kind, sessionId }: TurnRef, row: Row | undefined): boolean =>
  row !== undefined && (row['sessionId'] !== sessionId || row['kind'] !== kind || row['inputTokens'] !== undefined);

/**
 * Reservations of turns are left out because turns settle them. Rows that are older than `source` may have been settled
 * by a report, so that is what a settled one counts as: nobody is charged twice.
 */
export function heldReservationOf(row: Row, period: string): HeldReservation | undefined {
  if (row['inputTokens'] === undefined) return undefined;
  const { source, ...reservation } = parseRow(HeldReservationRow, row);
  const unnamed = reservation.state === 'settled' ? 'report' : 'estimate';
  return { ...reservation, source: source ?? unnamed, period } as HeldReservation;
}

export const turnOf = (row: Row | undefined): TurnRecord | undefined => row && (parseRow(TurnRow, row) as TurnRecord);

/** A turn of another coach counts as missing. The key does not have its kind, because a session id belongs to one coach. */
export const turnFor = ({ kind }: TurnRef, row: Row | undefined): TurnRecord | undefined =>
  row?.['kind'] === kind ? turnOf(row) : undefined;

/** A deleted session counts as missing for every reader, and one with other parents for a reader that names parents. */
export function sessionOf(row: Row | undefined, { parents = {} }: Partial<SessionRef> = {}): SessionRecord | undefined {
  if (!row || row['deletedAt'] !== undefined) return undefined;
  const { givenTitle, ...parsed } = parseRow(SessionRow, row);
  const session = { ...parsed, title: givenTitle ?? parsed.title, used: countersIn(row) } as SessionRecord;
  return Object.entries(parents).every(([name, id]) => session.parents?.[name] === id) ? session : undefined;
}

/** Each counter is an attribute of its own, so that counting is one conditional update. */
export const counterAttribute = (counter: string): string => `used_${counter}`;

const countersIn = (row: Row): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (name.startsWith('used_') ? [[name.slice(5), Number(value)]] : [])),
  );
