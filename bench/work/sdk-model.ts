import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { given, measureModel } from '../model/measure-model.ts';

/** Only the SDK's loop: with its defaults, or with HTTP/1.1. */
const { endpoint, count } = given();
const client = new BedrockRuntimeClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  ...(process.argv[6] === 'http1' && { requestHandler: new NodeHttpHandler() }),
});

await measureModel(async function* (modelId) {
  const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
  const { stream = [] } = await client.send(new ConverseStreamCommand({ modelId, messages }));
  for await (const { contentBlockDelta } of stream) if (contentBlockDelta) yield contentBlockDelta.delta?.text ?? '';
}, count);
