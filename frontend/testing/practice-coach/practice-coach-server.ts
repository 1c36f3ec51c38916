import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { systemClock, systemIds } from '#adapters/system/clock';
import { createRouter } from '#http/router';
import { type TurnReadings, turnRoutes } from '#http/routes/turn-routes';
import { turnStateRoutes } from '#http/routes/turn-state-routes';
import type { HttpRequest } from '#ports/http';
import type { Model } from '#ports/model';
import { createHttpServer } from '#testing/http-server';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel, type ModelStep } from '#testing/scripted-model';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { PRACTICE_ROW, PracticeStart, PracticeTurn } from './contract.ts';
import { type PracticeBody, practiceKind } from './practice-coach-kind.ts';

const READINGS: TurnReadings<PracticeBody> = {
  first: { body: PracticeStart, fieldsOf: ({ text }) => ({ piece: text, minutes: 30 }) },
  next: { body: PracticeTurn, fieldsOf: ({ text }) => ({ message: text }) },
};

/** A front door that does not let requests through. */
export type DownPath = 1 | 2;

export interface PracticeServerOptions {
  /** Of the answers, one after another. */
  readonly answers: readonly (readonly ModelStep[])[];
  /** Of side calls: the fact that each is answered with, by the tool's name. */
  readonly facts: Readonly<Record<string, string>>;
  readonly down: readonly DownPath[];
}

/** The product's own engine, routes and storage adapters behind a real HTTP server, for a coach that no table lists. */
export async function createPracticeServer({ answers, facts, down }: PracticeServerOptions) {
  const dynamo = createMemoryDynamo(tableDefinitions, systemClock.now);
  const storage = {
    client: dynamo.client,
    tableName: TABLE_NAME,
    eventsTableName: EVENTS_TABLE_NAME,
    clock: systemClock,
  };
  const main = createScriptedModel(answers, systemClock);
  const deps = {
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    outbox: createDynamoOutbox(storage),
    jobs: { start: async () => undefined },
    model: {
      stream(request, signal) {
        if (request.forcedTool === undefined) return main.stream(request, signal);
        const { forcedTool: name } = request;
        return createScriptedModel([[{ tool: { name, input: { fact: facts[name] ?? '' } } }]], systemClock).stream(
          request,
          signal,
        );
      },
    } satisfies Model,
    clock: systemClock,
    ids: systemIds,
    telemetry: createRecordedTelemetry(),
    tokens: { verify: async () => ({ sub: 'me' }) },
  };
  const handle = createRouter(
    [...turnRoutes(PRACTICE_ROW, practiceKind, READINGS, deps), ...turnStateRoutes(PRACTICE_ROW, deps)],
    deps,
  );
  const paths: number[] = [];
  const atDoor = (request: HttpRequest) => {
    const [, door, path = ''] = /^\/(stream|api)(\/.*)$/.exec(request.path) ?? [];
    const number = door === 'stream' ? 1 : request.query['stream'] === 'true' ? 2 : 3;
    paths.push(number);
    if (down.some((one) => one === number)) return Promise.resolve({ status: 502, headers: {}, body: 'bad gateway' });
    return handle({ ...request, frontDoor: number === 1 ? 'function_url' : 'rest', path });
  };
  const server = await createHttpServer(atDoor);
  return {
    ...server,
    paths,
    model: main,
    items: (prefix: string) => [...dynamo.items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix)),
  };
}
