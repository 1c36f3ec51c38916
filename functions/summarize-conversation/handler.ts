import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { compose } from '../compose.ts';
import { openModel } from '../open-model.ts';
import { SummarizeConversationConfig } from './config.ts';
import { createSummarizeConversation } from './summarize-conversation.ts';

const { settings, storage, ...common } = compose('summarize-conversation', SummarizeConversationConfig);

export const handler = createSummarizeConversation({
  ...common,
  sessions: createDynamoSessions(storage),
  model: openModel(settings),
});
