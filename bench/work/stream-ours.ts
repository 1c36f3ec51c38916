import { type LambdaContext, type ResponseHead, serveStream } from '#adapters/lambda/serve';
import { measureServer } from '../streaming/measure-server.ts';
import { serveDeps, textFor } from '../streaming/ours.ts';

const CONTEXT: LambdaContext = { getRemainingTimeInMillis: () => 300_000 };
const deps = serveDeps(textFor(process.argv[2]));

/** The product without the engine, in Node's own server instead of Lambda's. */
await measureServer(({ method, url = '', headers }, response) => {
  const [rawPath, rawQueryString] = url.split('?');
  const event = { version: '2.0', rawPath, rawQueryString, headers, requestContext: { http: { method } } };
  const open = (head: ResponseHead) => response.writeHead(head.statusCode, head.headers);
  void serveStream(event, CONTEXT, open, deps);
});
