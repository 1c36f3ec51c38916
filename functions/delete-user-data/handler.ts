import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { compose } from '../compose.ts';
import { DeleteUserDataConfig } from './config.ts';
import { createDeleteUserData } from './delete-user-data.ts';

const { storage } = compose('delete-user-data', DeleteUserDataConfig);

export const handler = createDeleteUserData({ sessions: createDynamoSessions(storage) });
