import { randomUUID } from 'node:crypto';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { systemClock } from '#adapters/system/clock';
import { INITIAL_STATE } from '#domain/coach-creator/state';
import { createFakeBedrock } from '#infra/local/bedrock/fake-bedrock';
import { EVENTS_TABLE_NAME, TABLE_NAME } from '#testing/tables';
import { startIssuer } from './issuer.ts';
import { certificate, startTlsProxy } from './tls-proxy.ts';
import { startWireDynamo } from './wire-dynamo.ts';

const MODEL_MS = 150;
const TOKEN_MS = 1;
const HOUR_MS = 3_600_000;
const ANSWER = 'Good. And how many days a week would you like to train with me, and for how long?';
const TRAITS = JSON.stringify({
  forcedTool: true,
  sampling: true,
  reasoning: 'none',
  bindsThoughts: false,
  cacheMinTokens: null,
});

/** A person with a session and an access token. */
export interface SignedInPerson {
  readonly sub: string;
  readonly sessionId: string;
  readonly token: string;
}

/** The environment of a function, and the people who talk to it. */
export interface Given {
  /** Time before the model's first token, in milliseconds. */
  readonly modelMs: number;
  readonly env: Readonly<Record<string, string>>;
  /** The certificate to trust. */
  readonly cert: string;
  readonly people: readonly SignedInPerson[];
}

export interface World {
  readonly given: Given;
  /** TLS connections that the tables and the model have accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts tables, model and issuer on loopback, behind TLS and with real latencies, and one session per person. */
export async function startWorld(howMany: number): Promise<World> {
  const [tables, issuer] = await Promise.all([startWireDynamo(), startIssuer()]);
  const bedrock = createFakeBedrock({
    mainModelId: 'main',
    models: [() => [{ text: ANSWER }]],
    seed: 1,
    latency: { firstMs: MODEL_MS, tokenMs: TOKEN_MS },
  });
  const proxies = await Promise.all([startTlsProxy(tables.origin), startTlsProxy(await bedrock.listen())]);
  const storage = {
    client: tables.client,
    tableName: TABLE_NAME,
    eventsTableName: EVENTS_TABLE_NAME,
    clock: systemClock,
  };
  const sessions = createDynamoSessions(storage);
  const people = await Promise.all(
    Array.from({ length: howMany }, async (_, index) => {
      const [sub, sessionId, now] = [randomUUID(), `01JD${String(index).padStart(22, '0')}`, Date.now()];
      await sessions.create({
        ref: { sub, kind: 'coach_creator', sessionId },
        now,
        expiresAt: new Date(now + HOUR_MS).toISOString(),
        state: { ...INITIAL_STATE },
        messages: [],
        rate: { window: 'sessions#now', limit: 1_000, endsAt: now + HOUR_MS },
      });
      return { sub, sessionId, token: issuer.tokenFor(sub) };
    }),
  );
  return {
    given: {
      modelMs: MODEL_MS,
      env: environment(proxies[0].origin, proxies[1].origin, issuer),
      cert: certificate().cert,
      people,
    },
    connections: () => proxies[0].connections() + proxies[1].connections(),
    async close() {
      for (const proxy of proxies) proxy.close();
      tables.close();
      issuer.close();
      await bedrock.close();
    },
  };
}

const environment = (
  tables: string,
  model: string,
  issuer: { readonly origin: string; readonly clientId: string },
) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: tables,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: model,
  STAGE: 'bench',
  TABLE_NAME,
  EVENTS_TABLE_NAME,
  TOKEN_ISSUER: issuer.origin,
  TOKEN_CLIENT_ID: issuer.clientId,
  TOKEN_JWKS_URI: `${issuer.origin}/jwks`,
  COACH_MODEL_ID: 'main',
  COACH_MODEL_TRAITS: TRAITS,
  COACH_SMALL_MODEL_ID: 'small',
  COACH_SMALL_MODEL_TRAITS: TRAITS,
  COACH_MAX_STEPS: '6',
  JOB_FUNCTION_PREFIX: 'bench-',
  ALLOWED_ORIGINS: 'https://app.example.com',
});
