import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { createHttpSink } from './http-sink.ts';

it('waits once for a slow reader, however much a function has to say', async () => {
  const response = new ServerResponse(new IncomingMessage(new Socket())); // nobody reads it
  const sink = createHttpSink({ response, gatewayHeaders: [], answerFailure: () => undefined, needsPrelude: false });
  sink.open('text/plain');
  const waits = Array.from({ length: 30 }, () => sink.write(Buffer.alloc(64 * 1024)));
  expect(waits.every((wait) => wait instanceof Promise)).toBe(true);
  expect([response.listenerCount('drain'), response.listenerCount('close')]).toEqual([1, 1]);
  response.emit('drain');
  await Promise.all(waits);
  expect(response.listenerCount('drain')).toBe(0);
});
