import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { compose } from '../compose.ts';
import { openModel } from '../open-model.ts';
import { createBuildCoachConfig } from './build-coach-config.ts';
import { BuildCoachConfigConfig } from './config.ts';

const { settings, storage, ...common } = compose('build-coach-config', BuildCoachConfigConfig);

export const handler = createBuildCoachConfig({
  ...common,
  coaches: createDynamoCoaches(storage),
  sessions: createDynamoSessions(storage),
  model: openModel(settings),
});
