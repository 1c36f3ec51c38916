import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatFrame } from '#contract/sse';
import { deltas } from '../streaming/deltas.ts';
import { measureServer } from '../streaming/measure-server.ts';
import { textOf } from '../streaming/plan.ts';

/** A generator of events and Node's `pipeline`: the shortest streaming code with back-pressure. */
await measureServer((_request, response, plan) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  pipeline(Readable.from(deltas(plan, eventOf)), response).catch(() => undefined); // the reader has disconnected
});

function eventOf(index: number): string {
  return formatFrame({ id: { epoch: 1, seq: index + 1 }, event: { type: 'chunk', text: textOf(index), step: 1 } });
}
