import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { compose, openModel } from '../compose.ts';
import { SummarizeConversationConfig } from './config.ts';
import { createSummarizeConversation } from './summarize-conversation.ts';

const { settings, storage, ...common } = compose('summarize-conversation', SummarizeConversationConfig);

export const handler = createSummarizeConversation({
  ...common,
  sessions: createDynamoSessions(storage),
  model: openModel(settings),
});
