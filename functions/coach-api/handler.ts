import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createCognitoTokens } from '#adapters/cognito/tokens';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoRecaps } from '#adapters/dynamodb/recaps';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { readConfig } from '#adapters/environment/read-config';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { type LambdaContext, serveBuffered } from '#adapters/lambda/serve';
import { systemClock, systemIds } from '#adapters/system/clock';
import { createCoachApi } from './coach-api.ts';
import { CoachApiConfig } from './config.ts';

const config = readConfig(CoachApiConfig, process.env);
const storage = {
  client: createDocumentClient(),
  tableName: config.TABLE_NAME,
  eventsTableName: config.EVENTS_TABLE_NAME,
  clock: systemClock,
};
const tokens = createCognitoTokens({
  issuer: config.TOKEN_ISSUER,
  clientId: config.TOKEN_CLIENT_ID,
  jwksUri: config.TOKEN_JWKS_URI,
});
const handle = createCoachApi({
  tokens,
  sessions: createDynamoSessions(storage),
  turns: createDynamoTurns(storage),
  users: createDynamoUsers(storage),
  coaches: createDynamoCoaches(storage),
  games: createDynamoGames(storage),
  notes: createDynamoNotes(storage),
  rates: createDynamoRates(storage),
  recaps: createDynamoRecaps(storage),
  reservations: createDynamoReservations(storage),
  maxSteps: config.COACH_MAX_STEPS,
  model: createBedrockModel({
    client: createBedrockClient(),
    main: { modelId: config.COACH_MODEL_ID, traits: config.COACH_MODEL_TRAITS },
    small: { modelId: config.COACH_SMALL_MODEL_ID, traits: config.COACH_SMALL_MODEL_TRAITS },
  }),
  outbox: createDynamoOutbox(storage),
  jobs: createLambdaJobs({ functionPrefix: config.JOB_FUNCTION_PREFIX }),
  clock: systemClock,
  ids: systemIds,
  notice: config.COACH_NOTICE,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'coach-api',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});

await tokens.hydrate();

export const handler = (event: unknown, context: LambdaContext) =>
  serveBuffered(event, context, { handle, allowedOrigins: config.ALLOWED_ORIGINS });
