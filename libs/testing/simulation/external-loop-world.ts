import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import type { GivenMessage } from '#contract/given-message';
import type { Frame } from '#contract/sse';
import type { Tier } from '#contract/tiers';
import { NO_USAGE, type Usage } from '#contract/usage';
import type { CoachKind } from '#domain/coach';
import type { JobOrder } from '#ports/jobs';
import { abortWork } from '#services/external-loop/abort-work';
import { preflight } from '#services/external-loop/preflight';
import { recordWork } from '#services/external-loop/record-work';
import { sweep } from '#services/sweep';
import { runTurn } from '#services/turn/run-turn';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import { createScriptedModel, type ModelStep } from '../scripted-model.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';
import { coach as creator, HELLO } from './turn-world.ts';

export const PERSON = 'a-player';

interface Body {
  readonly text: string;
  readonly sessionId?: string;
}

/** A coach whose sessions are opened by their first turn, and which a free user has once. */
const player: CoachKind<Body, { readonly answers: number }> = {
  ...creator,
  kind: 'game_coach',
  feature: 'gameCoach',
  open: () => ({ answers: 0 }),
  limits: { ...creator.limits, idleMs: null },
};

export interface Place {
  readonly sessionId: string;
  readonly reservationId: string;
}

export const said = (text = 'How was I?', answer = 'Good.'): readonly GivenMessage[] => [
  { role: 'user', content: text },
  { role: 'assistant', content: [{ type: 'text', text: answer }] },
];

const hashOf = (body: unknown) => createHash('sha256').update(JSON.stringify(body)).digest('base64url');

export const used = (inputTokens: number, outputTokens: number): Usage => ({ ...NO_USAGE, inputTokens, outputTokens });

/**
 * Requests of an external loop beside turns, over real adapters and an in-memory DynamoDB.
 * @param changes - Replaces parts of the coach.
 */
export async function createExternalLoopWorld(
  tier: Tier = 'pro',
  scripts: readonly (readonly ModelStep[])[] = [HELLO],
  changes: Partial<typeof player> = {},
) {
  const coach = { ...player, ...changes };
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const started: JobOrder[] = [];
  const deps = {
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    reservations: createDynamoReservations(storage),
    sessions: createDynamoSessions(storage),
    generations: createDynamoGenerations(storage),
    outbox: createDynamoOutbox(storage),
    due: createDynamoDue(storage),
    jobs: { start: async (order: JobOrder) => void started.push(order) },
    model: createScriptedModel(scripts, clock),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
  };
  const putItem = async (Item: Readonly<Record<string, unknown>>) =>
    void (await storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item })));
  await putItem({ pk: `U#${PERSON}`, sk: 'PROFILE', tier });
  const refOf = ({ sessionId, reservationId }: Place, sub = PERSON) =>
    ({ sub, kind: coach.kind, sessionId, turnId: reservationId }) as const;
  const deadline = new AbortController().signal;
  const items = (prefix: string) => [...dynamo.items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix));
  return {
    clock,
    dynamo,
    storage,
    deps,
    started,
    items,
    putItem,
    preflight: (sessionId?: string, text = 'How was I?') =>
      preflight(coach, { sub: PERSON, body: { text, ...(sessionId !== undefined && { sessionId }) } }, deps),
    record: (place: Place, usage = used(300, 50), messages = said(), sub = PERSON) =>
      recordWork(refOf(place, sub), { messages: [...messages], usage, hash: hashOf({ messages, usage }) }, deps),
    abort: (place: Place, partial: readonly GivenMessage[] = [], sub = PERSON) =>
      abortWork(refOf(place, sub), partial, deps),
    sweep: () => sweep({ dryRun: false, deadline }, deps),
    /** Starts a turn; the reader of its frames drives it. */
    turn: (turnId: string, sessionId?: string): AsyncGenerator<Frame, unknown, undefined> =>
      runTurn(
        coach,
        {
          ref: { sub: PERSON, kind: coach.kind, sessionId: sessionId ?? turnId, turnId },
          body: { text: 'hi' },
          bodyHash: 'hash',
          parentTurnId: undefined,
          cursor: undefined,
          opensSession: sessionId === undefined,
        },
        { requestId: 'r', frontDoor: 'rest', deadline, startedAt: clock.now(), accept: () => undefined },
        deps,
      ),
    /** The ledger of each month: what is stored, and what it must be. */
    ledger() {
      const sumOf = (rows: readonly Readonly<Record<string, unknown>>[]) =>
        rows.reduce((sum, { amount }) => sum + Number(amount), 0);
      return items('BUDGET#').map(({ sk, committed, spent, live, ...rest }) => {
        const rows = items(`RES#${String(sk).slice('BUDGET#'.length)}#`);
        const held = rows.filter(({ state }) => state === 'held');
        const all = sumOf(rows);
        const named = Object.keys(rest).filter((name) => name.startsWith('hold#'));
        const names = held.map(({ turnId }) => `hold#${String(turnId)}`);
        return {
          kept: { committed, spent, live, names: named.sort() },
          due: { committed: all, spent: all - sumOf(held), live: held.length, names: names.sort() },
        };
      });
    },
  };
}
