import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { deltas } from '../streaming/deltas.ts';
import { measureServer } from '../streaming/measure-server.ts';
import { planOf, textOf } from '../streaming/plan.ts';

const app = new Hono().get('*', (context) =>
  streamSSE(context, async (stream) => {
    for await (const { id, event } of deltas(planOf(context.req.url), frameOf)) {
      if (stream.aborted) return;
      await stream.writeSSE({ id, data: JSON.stringify(event) });
    }
  }),
);

const listener = getRequestListener(app.fetch);

await measureServer((request, response) => void listener(request, response));

function frameOf(index: number) {
  return { id: `1-${index + 1}`, event: { type: 'chunk', text: textOf(index), step: 1 } };
}
