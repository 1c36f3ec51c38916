import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createLambdaJobs } from '#adapters/lambda/jobs';
import { compose } from '../compose.ts';
import { createCleanupExpiredSessions } from './cleanup-expired-sessions.ts';
import { CleanupExpiredSessionsConfig } from './config.ts';

const { settings, storage, ...common } = compose('cleanup-expired-sessions', CleanupExpiredSessionsConfig);

export const handler = createCleanupExpiredSessions({
  ...common,
  turns: createDynamoTurns(storage),
  due: createDynamoDue(storage),
  sessions: createDynamoSessions(storage),
  generations: createDynamoGenerations(storage),
  outbox: createDynamoOutbox(storage),
  jobs: createLambdaJobs({ functionPrefix: settings.JOB_FUNCTION_PREFIX }),
});
