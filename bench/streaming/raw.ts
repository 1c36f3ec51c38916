import type { ServerResponse } from 'node:http';
import { deltas } from './deltas.ts';
import { type Plan, textOf } from './plan.ts';

const MOST = 2_000;

/** Encoded events, prepared before the first request. */
const READY = Array.from(
  { length: MOST },
  (_, index) => `id: 1-${index + 1}\ndata: {"type":"chunk","text":"${textOf(index)}","step":1}\n\n`,
);

const readyOf = (index: number): string => READY[index] ?? '';

/** The fastest that Node can do: prepared strings, each written at once. */
export async function answerRaw(response: ServerResponse, plan: Plan): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  for await (const event of deltas(plan, readyOf)) response.write(event);
  response.end();
}
