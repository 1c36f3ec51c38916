import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createS3Objects } from '#adapters/s3/objects';
import { compose } from '../compose.ts';
import { DeleteUserDataConfig } from './config.ts';
import { createDeleteUserData } from './delete-user-data.ts';

const { settings, storage, clock } = compose('delete-user-data', DeleteUserDataConfig);

export const handler = createDeleteUserData({
  sessions: createDynamoSessions(storage),
  uploads: createDynamoUploads(storage),
  objects: createS3Objects({ bucketName: settings.BUCKET_NAME, clock }),
});
