import { serveStream } from '#adapters/lambda/serve';
import { serveDeps } from '../streaming/ours.ts';
import { stampedText } from '../streaming/plan.ts';

const deps = serveDeps(stampedText);

/** A function for the local stack: the product without the engine. */
export const handler = awslambda.streamifyResponse((event, stream, context) =>
  serveStream(event, context, (head) => awslambda.HttpResponseStream.from(stream, head), deps),
);
