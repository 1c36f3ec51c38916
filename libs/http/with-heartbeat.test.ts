import { expect, it } from 'vitest';
import { createManualClock } from '#testing/manual-clock';
import { withHeartbeat } from './with-heartbeat.ts';

it('beats in every silence of the given length, and never beside a value', async () => {
  const clock = createManualClock();
  const source = (async function* () {
    yield 'a';
    await clock.sleep(25_000);
    yield 'b';
  })();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const part of withHeartbeat(source, { beat: 'beat', everyMs: 10_000, clock })) seen.push(part);
  })();
  await clock.advance(30_000);
  await reading;
  expect(seen).toEqual(['a', 'beat', 'beat', 'b']);
  expect(clock.sleepers).toBe(0);
});

it('passes on what the source throws, and closes the source when the reader leaves', async () => {
  const clock = createManualClock();
  let isClosed = false;
  const source = async function* () {
    try {
      yield 1;
      throw new Error('broken');
    } finally {
      isClosed = true;
    }
  };
  const options = { beat: 'beat', everyMs: 10_000, clock };
  await expect(Array.fromAsync(withHeartbeat(source(), options))).rejects.toThrow('broken');
  isClosed = false;
  for await (const part of withHeartbeat(source(), options)) if (part === 1) break;
  expect(isClosed).toBe(true);
  expect(clock.sleepers).toBe(0);
});
