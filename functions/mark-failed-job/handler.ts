import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { compose } from '../compose.ts';
import { MarkFailedJobConfig } from './config.ts';
import { createMarkFailedJob } from './mark-failed-job.ts';

const { storage, ...common } = compose('mark-failed-job', MarkFailedJobConfig);

export const handler = createMarkFailedJob({
  ...common,
  coaches: createDynamoCoaches(storage),
  generations: createDynamoGenerations(storage),
});
