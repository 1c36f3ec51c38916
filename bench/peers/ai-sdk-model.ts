import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { streamText } from 'ai';
import { given, measureModel } from '../model/measure-model.ts';

/** The AI SDK's Bedrock provider and `streamText`, encoded as server-sent events. */
const { endpoint, count } = given();
const bedrock = createAmazonBedrock({
  region: 'us-east-1',
  baseURL: endpoint,
  accessKeyId: 'bench',
  secretAccessKey: 'bench',
});

await measureModel(async function* (modelId) {
  const { textStream } = streamText({ model: bedrock(modelId), prompt: 'Hello' });
  for await (const text of textStream) yield `data: ${JSON.stringify({ type: 'chunk', text })}\n\n`;
}, count);
