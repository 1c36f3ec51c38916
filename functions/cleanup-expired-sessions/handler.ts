import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { readConfig } from '#adapters/environment/read-config';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { systemClock, systemIds } from '#adapters/system/clock';
import { createCleanupExpiredSessions } from './cleanup-expired-sessions.ts';
import { CleanupExpiredSessionsConfig } from './config.ts';

const config = readConfig(CleanupExpiredSessionsConfig, process.env);
const storage = {
  client: createDocumentClient(),
  tableName: config.TABLE_NAME,
  eventsTableName: config.EVENTS_TABLE_NAME,
  clock: systemClock,
};

export const handler = createCleanupExpiredSessions({
  turns: createDynamoTurns(storage),
  due: createDynamoDue(storage),
  outbox: createDynamoOutbox(storage),
  jobs: createLambdaJobs({ functionPrefix: config.JOB_FUNCTION_PREFIX }),
  clock: systemClock,
  ids: systemIds,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'cleanup-expired-sessions',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});
