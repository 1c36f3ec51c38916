import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { readConfig } from '#adapters/environment/read-config';
import { systemClock } from '#adapters/system/clock';
import { MarkFailedJobConfig } from './config.ts';
import { createMarkFailedJob } from './mark-failed-job.ts';

const config = readConfig(MarkFailedJobConfig, process.env);

export const handler = createMarkFailedJob({
  coaches: createDynamoCoaches({ client: createDocumentClient(), tableName: config.TABLE_NAME, clock: systemClock }),
  clock: systemClock,
  telemetry: createTelemetry({
    stage: config.STAGE,
    function: 'mark-failed-job',
    now: systemClock.now,
    write: (line) => process.stdout.write(`${line}\n`),
  }),
});
