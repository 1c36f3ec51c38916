import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createCognitoTokens } from '#adapters/cognito/tokens';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { readConfig } from '#adapters/environment/read-config';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { serveStream } from '#adapters/lambda/serve';
import { openConnections } from '#adapters/start-up/open-connections';
import { systemClock, systemIds } from '#adapters/system/clock';
import { StreamCoachCreatorSessionConfig } from './config.ts';
import { createStreamCoachCreatorSession } from './stream-coach-creator-session.ts';

const config = readConfig(StreamCoachCreatorSessionConfig, process.env);
const bedrock = createBedrockClient();
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
const handle = createStreamCoachCreatorSession({
  tokens,
  turns: createDynamoTurns(storage),
  outbox: createDynamoOutbox(storage),
  jobs: createLambdaJobs({ functionPrefix: config.JOB_FUNCTION_PREFIX }),
  model: createBedrockModel({
    client: bedrock,
    main: { modelId: config.COACH_MODEL_ID, traits: config.COACH_MODEL_TRAITS },
    small: { modelId: config.COACH_SMALL_MODEL_ID, traits: config.COACH_SMALL_MODEL_TRAITS },
  }),
  clock: systemClock,
  ids: systemIds,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'stream-coach-creator-session',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});

// What the first turn would otherwise wait for, all at once.
await Promise.all([tokens.hydrate(), openConnections({ model: bedrock, tables: storage.client })]);

export const handler = awslambda.streamifyResponse((event, stream, context) =>
  serveStream(event, context, (head) => awslambda.HttpResponseStream.from(stream, head), {
    handle,
    allowedOrigins: config.ALLOWED_ORIGINS,
    clock: systemClock,
  }),
);
