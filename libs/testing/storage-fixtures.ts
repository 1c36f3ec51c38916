import { randomUUID } from 'node:crypto';
import type { Frame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import type { BrandKits } from '#ports/brand-kits';
import type { Clock } from '#ports/clock';
import type { Coaches } from '#ports/coaches';
import type { Drafts } from '#ports/drafts';
import type { Due } from '#ports/due';
import type { Games, Notes } from '#ports/games';
import type { Generations } from '#ports/generations';
import type { Outbox } from '#ports/jobs';
import type { Recaps } from '#ports/recaps';
import type { Reservations } from '#ports/reservations';
import type { SearchCache } from '#ports/search';
import type { MessageRecord, SessionRef } from '#ports/session-records';
import type { NewSession, Sessions, Users } from '#ports/sessions';
import type { StagedWrites } from '#ports/staged-writes';
import type { Finish } from '#ports/turn-endings';
import type { TurnRef } from '#ports/turn-records';
import type { Claim, Turns } from '#ports/turns';
import type { Uploads } from '#ports/uploads';

export type StoredItem = Readonly<Record<string, unknown>>;

/** All ports of the store, and what a suite needs to read behind them. */
export interface StoreUnderTest {
  readonly turns: Turns;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly coaches: Coaches;
  readonly games: Games;
  readonly notes: Notes;
  readonly stagedWrites: StagedWrites;
  readonly recaps: Recaps;
  readonly brandKits: BrandKits;
  readonly drafts: Drafts;
  readonly generations: Generations;
  readonly uploads: Uploads;
  readonly searchCache: SearchCache;
  readonly outbox: Outbox;
  readonly due: Due;
  readonly reservations: Reservations;
  /** The clock that the store uses. */
  readonly clock: StoreClock;
  /** All items of one partition of the main table. */
  itemsOf(pk: string): Promise<readonly StoredItem[]>;
  /** Stores an item in the main table unchanged. */
  put(item: StoredItem): Promise<void>;
}

export const NOW = Date.parse('2026-11-21T10:15:00Z');
export const PERIOD = '2026-11';
export const MINUTE = 60_000;

export interface StoreClock extends Clock {
  move(ms: number): void;
}

/** Time advances only by `sleep` and by `move`. */
export function createStoreClock(): StoreClock {
  let now = NOW;
  const move = (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep: async (ms) => move(ms), move };
}

/** A new user id, so that suites can share an engine. */
export const somebody = (): string => randomUUID();

export const message = (seq: number, text: string, fields: Partial<MessageRecord> = {}): MessageRecord => ({
  messageId: `message-${seq}-${randomUUID()}`,
  seq,
  role: 'user',
  content: [{ type: 'text', text }],
  createdAt: new Date(NOW).toISOString(),
  ...fields,
});

export const newSession = (ref: SessionRef, fields: Partial<NewSession> = {}): NewSession => ({
  ref,
  now: NOW,
  expiresAt: new Date(NOW + 30 * MINUTE).toISOString(),
  state: { phase: 'collecting' },
  messages: [],
  rate: { window: 'sessions#2026-11-21T10', limit: 1_000, endsAt: NOW + 45 * MINUTE },
  ...fields,
});

/** @returns an open session without messages. */
export async function openSession(
  store: Pick<StoreUnderTest, 'sessions'>,
  sub = somebody(),
  fields: Partial<NewSession> = {},
): Promise<SessionRef> {
  const ref: SessionRef = { sub, kind: 'coach_creator', sessionId: randomUUID() };
  if (!(await store.sessions.create(newSession(ref, fields)))) throw new Error('the session was not created');
  return ref;
}

export const turnOf = (session: SessionRef): TurnRef => ({ ...session, turnId: randomUUID() });

/** Deep changes of a claim for tests: single fields of its parts. */
interface ClaimChange extends Partial<Omit<Claim, 'session' | 'reservation' | 'rate'>> {
  readonly session?: Partial<Claim['session']>;
  readonly reservation?: Partial<Claim['reservation']>;
  readonly rate?: Partial<Claim['rate']>;
}

/** The first claim of a turn in a session made by {@link openSession}. */
export function aClaim(ref: TurnRef, { session, reservation, rate, ...fields }: ClaimChange = {}): Claim {
  return {
    ref,
    owner: randomUUID(),
    epoch: 1,
    now: NOW,
    leaseUntil: NOW + 10_000,
    bodyHash: 'hash',
    usage: NO_USAGE,
    session: { version: 1, turnLimit: null, expiresAt: null, ...session },
    message: message(0, 'hello', { turnId: ref.turnId }),
    reservation: {
      period: PERIOD,
      tokens: 1_000,
      limit: 100_000,
      expiresAt: NOW + 15 * MINUTE,
      ...(fields.previous && { previous: { state: 'held' as const, amount: 1_000, version: 1 } }),
      ...reservation,
    },
    rate: { window: 'messages#2026-11-21T10:15', limit: 1_000, endsAt: NOW + MINUTE, ...rate },
    ...fields,
  };
}

export const chunk = (epoch: number, seq: number, text: string, step = 0): Frame => ({
  id: { epoch, seq },
  event: { type: 'chunk', text, step },
});

const usage = { ...NO_USAGE, inputTokens: 300, outputTokens: 100 };

/** The end of a turn claimed by {@link aClaim}, with one answer. */
export function aFinish(ref: TurnRef, fields: Partial<Finish> = {}): Finish {
  return {
    ref,
    epoch: 1,
    now: NOW + 5_000,
    messageSeq: 0,
    countsAsTurn: true,
    state: 'completed',
    outcome: {
      type: 'complete',
      turnId: ref.turnId,
      sessionId: ref.sessionId,
      messageId: 'answer',
      stopReason: 'end_turn',
      usage,
      budgetRemaining: 99_600,
      turnsUsed: 1,
      turnsRemaining: null,
      expiresAt: null,
    },
    usage,
    charge: 400,
    reservation: { period: PERIOD, state: 'held', amount: 1_000, version: 1 },
    messages: [message(1, 'welcome', { role: 'assistant', turnId: ref.turnId })],
    tail: { batch: 0, frames: [chunk(1, 1, 'wel'), chunk(1, 2, 'come')] },
    session: {
      state: { phase: 'collecting', heard: 1 },
      status: 'active',
      title: 'Hello',
      expiresAt: new Date(NOW + 60 * MINUTE).toISOString(),
    },
    writes: [],
    jobs: [],
    ...fields,
  };
}

export const load = (store: Pick<StoreUnderTest, 'turns'>, ref: TurnRef) =>
  store.turns.load({ ref, period: PERIOD, rateWindow: 'messages#2026-11-21T10:15', windowMessages: 20 });

/** The outbox items with these ids. */
export async function ordersIn(store: StoreUnderTest, ...ids: readonly string[]): Promise<readonly StoredItem[]> {
  const shards = await Promise.all(
    Array.from({ length: store.due.shards }, (_, shard) => store.itemsOf(`OUT#${shard}`)),
  );
  return shards.flat().filter(({ sk }) => ids.includes(String(sk)));
}

/**
 * The stored sums of a user's ledger, and the sums that they must equal.
 *
 * @throws when the budget does not name exactly the holds that are held.
 */
export async function ledger(store: StoreUnderTest, sub: string, period = PERIOD) {
  const items = await store.itemsOf(`U#${sub}`);
  const budget = items.find(({ sk }) => sk === `BUDGET#${period}`) ?? { committed: 0, spent: 0, live: 0 };
  const reservations = items.filter(({ sk }) => String(sk).startsWith(`RES#${period}#`));
  const sumOf = (rows: readonly StoredItem[]) => rows.reduce((sum, { amount }) => sum + Number(amount), 0);
  const held = reservations.filter(({ state }) => state === 'held');
  const named = Object.keys(budget).filter((name) => name.startsWith('hold#'));
  const due = held.map(({ turnId }) => `hold#${String(turnId)}`);
  if (named.sort().join() !== due.sort().join()) throw new Error(`the budget names ${named}, and ${due} are held`);
  return {
    kept: { committed: budget['committed'], spent: budget['spent'], live: budget['live'] },
    due: {
      committed: sumOf(reservations),
      spent: sumOf(reservations) - sumOf(held),
      live: held.length,
    },
  };
}
