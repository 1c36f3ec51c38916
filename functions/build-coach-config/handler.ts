import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { readConfig } from '#adapters/environment/read-config';
import { systemClock, systemIds } from '#adapters/system/clock';
import { createBuildCoachConfig } from './build-coach-config.ts';
import { BuildCoachConfigConfig } from './config.ts';

const config = readConfig(BuildCoachConfigConfig, process.env);
const storage = {
  client: createDocumentClient(),
  tableName: config.TABLE_NAME,
  eventsTableName: config.EVENTS_TABLE_NAME,
  clock: systemClock,
};

export const handler = createBuildCoachConfig({
  coaches: createDynamoCoaches(storage),
  sessions: createDynamoSessions(storage),
  model: createBedrockModel({
    client: createBedrockClient(),
    main: { modelId: config.COACH_MODEL_ID, traits: config.COACH_MODEL_TRAITS },
    small: { modelId: config.COACH_SMALL_MODEL_ID, traits: config.COACH_SMALL_MODEL_TRAITS },
  }),
  clock: systemClock,
  ids: systemIds,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'build-coach-config',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});
