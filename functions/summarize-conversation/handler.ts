import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { readConfig } from '#adapters/environment/read-config';
import { systemClock } from '#adapters/system/clock';
import { SummarizeConversationConfig } from './config.ts';
import { createSummarizeConversation } from './summarize-conversation.ts';

const config = readConfig(SummarizeConversationConfig, process.env);
const storage = {
  client: createDocumentClient(),
  tableName: config.TABLE_NAME,
  eventsTableName: config.EVENTS_TABLE_NAME,
  clock: systemClock,
};

export const handler = createSummarizeConversation({
  sessions: createDynamoSessions(storage),
  model: createBedrockModel({
    client: createBedrockClient(),
    main: { modelId: config.COACH_MODEL_ID, traits: config.COACH_MODEL_TRAITS },
    small: { modelId: config.COACH_SMALL_MODEL_ID, traits: config.COACH_SMALL_MODEL_TRAITS },
  }),
  clock: systemClock,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'summarize-conversation',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});
