import { createDocumentClient } from '#adapters/dynamodb/client';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { readConfig } from '#adapters/environment/read-config';
import { systemClock } from '#adapters/system/clock';
import { DeleteUserDataConfig } from './config.ts';
import { createDeleteUserData } from './delete-user-data.ts';

const config = readConfig(DeleteUserDataConfig, process.env);

export const handler = createDeleteUserData({
  sessions: createDynamoSessions({
    client: createDocumentClient(),
    tableName: config.TABLE_NAME,
    eventsTableName: config.EVENTS_TABLE_NAME,
    clock: systemClock,
  }),
});
