import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import type { Frame } from '#contract/sse';
import type { CoachKind } from '#domain/coach';
import { periodOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { JobOrder } from '#ports/jobs';
import type { Json } from '#ports/model';
import { runTurn } from '#services/turn/run-turn';
import type { TurnRequest } from '#services/turn/turn-request';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createMemoryObjects } from '../memory-objects.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import { createScriptedModel, type ModelStep } from '../scripted-model.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

interface Body {
  readonly text: string;
  /** Keys of images. */
  readonly images?: readonly string[];
}
interface State {
  readonly answers: number;
}

export const IDLE_MS = 600_000;

/** A coach that counts its answers, and ends the session after an answer that says goodbye. */
export const coach: CoachKind<Body, State> = {
  kind: 'coach_creator',
  limits: { maxTokens: 100, maxSteps: 2, windowMessages: 4, turnLimit: null, idleMs: IDLE_MS, images: 3 },
  state: z.object({ answers: z.number() }),
  load: async () => undefined,
  check: ({ body }) => {
    if (body.text === 'forbidden') throw new CoachError('validation_failed', 'forbidden');
  },
  imageField: 'images',
  message: ({ text, images = [] }) => [
    { type: 'text', text },
    ...images.map((key) => ({ type: 'image' as const, key })),
  ],
  prompt: () => ({ systemStatic: 'static', systemDynamic: 'dynamic', tools: [] }),
  finish: ({ session, turnId, sub }, { text }) => ({
    state: { answers: session.state.answers + 1 },
    status: text === 'Goodbye' ? 'ended' : 'active',
    title: 'A title',
    complete: { isComplete: text === 'Goodbye' },
    writes: [],
    jobs: text === 'Goodbye' ? [{ id: `build#${turnId}`, job: 'build-coach-config', payload: { sub } }] : [],
  }),
};

export const SUB = 'a-person';
export const SESSION = '01JD0000000000000000000000';
export const turnId = (number: number) => `6f1c1b1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const HELLO: readonly ModelStep[] = [{ text: 'Hel' }, { text: 'lo' }];

export type World = Awaited<ReturnType<typeof createWorld>>;

/**
 * The turn engine over real adapters and an in-memory DynamoDB; only the model and time are simulated.
 * @param changes - Replaces parts of the coach.
 */
export async function createWorld(
  scripts: readonly (readonly ModelStep[])[] = [HELLO],
  changes: Partial<CoachKind<Body, State>> = {},
) {
  const changed = { ...coach, ...changes };
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const model = createScriptedModel(scripts, clock);
  const started: JobOrder[] = [];
  const telemetry = createRecordedTelemetry();
  const objects = createMemoryObjects({ clock });
  const deps = {
    turns: createDynamoTurns(storage),
    sessions: createDynamoSessions(storage),
    generations: createDynamoGenerations(storage),
    outbox: createDynamoOutbox(storage),
    rates: createDynamoRates(storage),
    objects,
    jobs: { start: async (order: JobOrder) => void started.push(order) },
    model,
    clock,
    ids: createCountingIds(),
    telemetry,
  };
  const ref = { sub: SUB, kind: coach.kind, sessionId: SESSION };
  const sessions = createDynamoSessions(storage);
  await sessions.create({
    ref,
    now: clock.now(),
    expiresAt: new Date(clock.now() + IDLE_MS).toISOString(),
    state: { answers: 0 },
    messages: [],
    rate: { window: 'sessions#now', limit: 10, endsAt: clock.now() + 1_000 },
  });
  const deadline = new AbortController();
  const request = (number: number, text = 'hi', more: Partial<TurnRequest<Body>> = {}): TurnRequest<Body> => ({
    ref: { ...ref, turnId: turnId(number) },
    body: { text },
    bodyHash: `hash of ${text}`,
    parentTurnId: undefined,
    cursor: undefined,
    ...more,
  });
  /** Turns that were accepted, before their first event. */
  const accepted: string[] = [];
  const start = (turn: TurnRequest<Body>, followMs?: number) =>
    runTurn(
      changed,
      turn,
      {
        requestId: 'r',
        frontDoor: 'rest',
        deadline: deadline.signal,
        startedAt: clock.now(),
        followMs,
        accept: () => accepted.push(turn.ref.turnId),
      },
      deps,
    );
  /** Reads a turn to its end and advances the clock. Throws for a turn that never ends. */
  const ask = async (turn: TurnRequest<Body>) => {
    const frames: Frame[] = [];
    const reading = (async () => {
      for await (const frame of start(turn)) frames.push(frame);
    })();
    const ended = reading.then(
      () => ({ refusal: undefined }),
      (error: CoachError) => ({ refusal: { code: error.code, details: error.details } }),
    );
    await clock.advance(30_000);
    return { frames, events: frames.map(({ event }) => event), ...(await Promise.race([ended, neverEnding()])) };
  };
  /** The first turn of a session, which it opens. */
  const opening = (number: number, text = 'hi', more: Partial<TurnRequest<Body>> = {}): TurnRequest<Body> =>
    request(number, text, {
      ref: { ...ref, sessionId: turnId(number), turnId: turnId(number) },
      opensSession: true,
      ...more,
    });
  const items = (prefix: string) =>
    [...dynamo.items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix)) as Record<string, Json>[];
  return {
    storage,
    clock,
    dynamo,
    objects,
    model,
    started,
    telemetry,
    deadline,
    sessions,
    ref,
    request,
    opening,
    start,
    accepted,
    ask,
    items,
    deps,
  };
}

/** Rejects when all work that needs no more time has had its turn, so that a hang fails a test at once. */
async function neverEnding(): Promise<never> {
  for (let times = 0; times < 1_000; times += 1) await new Promise((resolve) => setImmediate(resolve));
  throw new Error('the turn has not ended after 30 s');
}

/** A producer that begins a turn and then stops for ever, because its storage does not answer any more. */
export async function dieInMidTurn(world: Pick<World, 'start' | 'dynamo' | 'clock'>, turn: TurnRequest<Body>) {
  const { start, dynamo, clock } = world;
  void Array.fromAsync(start(turn)).catch(() => undefined);
  await clock.advance(1_500);
  dynamo.hooks.beforeApply = () => new Promise(() => {});
  await clock.advance(1_500);
  delete dynamo.hooks.beforeApply;
}

/** Changes the user's row, as another process would. */
export const hasSpent = ({ storage }: Pick<World, 'storage'>, spent: number) => {
  const sk = `BUDGET#${periodOf(storage.clock.now())}`;
  const Item = { pk: `U#${SUB}`, sk, committed: spent, spent, live: 0 };
  return storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
};

/** The person's row, as somebody else has written it. */
export const becomes = ({ storage }: Pick<World, 'storage'>, user: Record<string, unknown>) =>
  storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { pk: `U#${SUB}`, sk: 'PROFILE', ...user } }));
