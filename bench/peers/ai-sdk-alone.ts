import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { streamText } from 'ai';

const bedrock = createAmazonBedrock({ region: 'us-east-1', accessKeyId: 'bench', secretAccessKey: 'bench' });

/** A stream of the AI SDK without storage. */
export const handler = (prompt: string) => streamText({ model: bedrock('main'), prompt }).textStream;
