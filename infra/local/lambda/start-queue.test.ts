import { expect, it } from 'vitest';
import type { ResponseSink } from './backend.ts';
import { createStartQueue } from './start-queue.ts';

const sink = (): ResponseSink => ({ open: () => {}, write: () => {}, end: () => {}, fail: () => {} });

function createQueue(atOnce: number) {
  let now = 0;
  const slow: number[] = [];
  const queue = createStartQueue({ atOnce, slowMs: 5_000, now: () => now, onSlow: (waiting) => slow.push(waiting) });
  const begun: { readonly sink: ResponseSink; readonly finish: () => void }[] = [];
  const start = () =>
    void queue.run(sink(), (inner) => new Promise<void>((finish) => begun.push({ sink: inner, finish })));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const wait = (ms: number) => {
    now += ms;
  };
  return { start, slow, begun, settled, wait };
}

it('starts the next invocation when one has begun to answer, not when it has ended', async () => {
  const { start, begun, settled } = createQueue(2);
  for (let place = 0; place < 4; place += 1) start();
  await settled();
  expect(begun).toHaveLength(2);
  begun[0]?.sink.open('text/plain');
  await settled();
  expect(begun).toHaveLength(3);
  begun[0]?.sink.end();
  begun[0]?.finish();
  await settled();
  expect(begun).toHaveLength(3);
});

it.each([
  ['fails', (one: { sink: ResponseSink }) => one.sink.fail({ errorType: 'Error', errorMessage: 'x' })],
  ['ends without an answer', (one: { finish: () => void }) => one.finish()],
] as const)('starts the next invocation when one %s', async (_, end) => {
  const { start, begun, settled } = createQueue(1);
  start();
  start();
  await settled();
  end(begun[0] as never);
  await settled();
  expect(begun).toHaveLength(2);
});

it('says when an invocation had to wait for long, and not for each of them', async () => {
  const { start, begun, settled, slow, wait } = createQueue(1);
  for (let place = 0; place < 4; place += 1) start();
  await settled();
  wait(6_000);
  for (const place of [0, 1]) {
    begun[place]?.finish();
    await settled();
  }
  expect(slow).toEqual([2]);
});
