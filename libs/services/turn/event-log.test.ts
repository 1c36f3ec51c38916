import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoachEvent, TerminalEvent } from '#contract/events';
import type { Frame } from '#contract/sse';
import { WriteRefused } from '#ports/errors';
import { createEventLog } from './event-log.ts';

const chunk = (text: string): CoachEvent => ({ type: 'chunk', text, step: 1 });
const end: TerminalEvent = {
  type: 'error',
  turnId: 't',
  sessionId: 's',
  code: 'internal',
  message: '',
  retryable: true,
};

/** A store of batches, which may fail before or after it has stored. */
function createStore(outcomes: ('ok' | 'lost' | 'failed' | 'refused')[] = []) {
  const batches = new Map<number, readonly Frame[]>();
  const failures: unknown[] = [];
  /** The numbers of the events of every write. */
  const appended: number[][] = [];
  const log = createEventLog({
    epoch: 3,
    append: async (batch, frames) => {
      const outcome = outcomes.shift() ?? 'ok';
      appended.push(frames.map(({ id }) => id?.seq ?? 0));
      if (outcome === 'refused') throw new WriteRefused('too large');
      if (outcome !== 'failed') batches.set(batch, frames);
      if (outcome !== 'ok') throw new Error(outcome);
    },
    onFailure: (error) => failures.push(error),
  });
  const stored = () => [...batches.entries()].sort(([a], [b]) => a - b).flatMap(([, frames]) => frames);
  return { log, batches, stored, failures, appended };
}

describe('the event log', () => {
  it('stores the first event at once, and the others with the next checkpoint', async () => {
    const { log, stored } = createStore();
    expect(log.record(chunk('a')).id).toEqual({ epoch: 3, seq: 1 });
    log.record(chunk('b'));
    expect(stored().map(({ id }) => id?.seq)).toEqual([1]);
    await log.checkpoint();
    expect(stored().map(({ id }) => id?.seq)).toEqual([1, 2]);
  });

  it.each(['x'.repeat(20), 'ü'.repeat(10)])(
    'stores events of %j before the next checkpoint at 768 bytes',
    async (text) => {
      const { log, stored } = createStore();
      log.record(chunk('a'));
      await log.checkpoint();
      for (let index = 0; index < 40; index += 1) log.record(chunk(text));
      expect(stored()).toHaveLength(1 + Math.ceil(768 / (20 + 3)));
    },
  );

  it('counts 768 bytes from the last checkpoint, and only of events that are not stored', async () => {
    const { log, appended } = createStore();
    log.record(chunk('a'));
    await log.checkpoint();
    for (let times = 0; times < 3; times += 1) {
      log.record(chunk('x'.repeat(600)));
      await log.checkpoint();
    }
    expect(appended).toEqual([[1], [2], [3], [4]]);
    log.record(chunk('x'.repeat(768 - 3 - 1)));
    expect(appended).toHaveLength(4);
    log.record(chunk(''));
    await log.checkpoint();
    expect(appended.slice(4)).toEqual([[5, 6]]);
  });

  it.each(['chunk', 'thinking'] as const)('starts a checkpoint at exactly 768 bytes of %s', async (type) => {
    for (const [bytes, isDue] of [
      [764, false],
      [765, true],
    ] as const) {
      const { log, appended } = createStore();
      log.record({ type, text: 'a', step: 1 });
      await log.checkpoint();
      log.record({ type, text: 'x'.repeat(bytes), step: 1 });
      expect(appended).toEqual(isDue ? [[1], [2]] : [[1]]);
    }
  });

  it('counts events that come during a checkpoint toward the next one, and does not start two at once', async () => {
    const { promise: stored, resolve: store } = Promise.withResolvers<void>();
    const appended: number[][] = [];
    const log = createEventLog({
      epoch: 1,
      append: (_batch, frames) => {
        appended.push(frames.map(({ id }) => id?.seq ?? 0));
        return stored;
      },
      onFailure: () => undefined,
    });
    log.record(chunk('a'));
    log.record(chunk('x'.repeat(760)));
    log.record(chunk('x'.repeat(760)));
    store();
    await new Promise((resolve) => setImmediate(resolve));
    expect(appended).toEqual([[1]]);
    log.record(chunk(''));
    expect(appended).toEqual([[1], [2, 3, 4]]);
  });

  it('does not write when every event is stored', async () => {
    const { log, appended } = createStore();
    await log.checkpoint();
    log.record(chunk('a'));
    await log.checkpoint();
    await log.checkpoint();
    expect(appended).toEqual([[1]]);
  });

  it('reports a failed checkpoint and stores its events with the next, but drops what storage refuses', async () => {
    const { log, appended, failures } = createStore(['failed', 'failed', 'refused']);
    log.record(chunk('a'));
    await log.checkpoint();
    log.record(chunk('b'));
    await log.checkpoint();
    log.record(chunk('c'));
    const { tail } = await log.close([end]);
    expect(failures).toEqual([expect.any(Error), expect.any(Error), expect.any(WriteRefused)]);
    expect(appended).toEqual([[1], [1], [1, 2]]);
    expect(tail).toMatchObject({ batch: 0, frames: [{ id: { seq: 3 } }, { id: { seq: 4 } }] });
  });

  it('numbers several last events in their order', async () => {
    const { log } = createStore();
    log.record(chunk('a'));
    const { frames } = await log.close([chunk('b'), chunk('c'), end]);
    expect(frames.map(({ id }) => id?.seq)).toEqual([2, 3, 4]);
  });

  it('gives no id to events that are not stored', () => {
    const { log } = createStore();
    expect(log.record({ type: 'contextual', stage: 's', content: 'c' }).id).toBeUndefined();
    expect(log.record(chunk('a')).id?.seq).toBe(1);
  });

  it('keeps the terminal event for the closing transaction', async () => {
    const { log, stored } = createStore();
    log.record(chunk('a'));
    const { frames, tail } = await log.close([end]);
    expect(frames.at(-1)?.id).toEqual({ epoch: 3, seq: 2 });
    expect(stored().some(({ event }) => event.type === 'error')).toBe(false);
    expect(tail.frames.at(-1)).toEqual(frames.at(-1));
  });

  it('closes only after a checkpoint that is under way, which would otherwise replace the last batch', async () => {
    const { promise: stored, resolve: store } = Promise.withResolvers<void>();
    const log = createEventLog({ epoch: 1, append: () => stored, onFailure: () => undefined });
    log.record(chunk('a'));
    log.record(chunk('b'));
    const closing = log.close([end]);
    store();
    const { tail } = await closing;
    expect([tail.batch, tail.frames.map(({ id }) => id?.seq)]).toEqual([1, [2, 3]]);
  });

  it('loses and repeats no event and leaves no gap in the numbers when storage fails', async () => {
    const outcome = fc.constantFrom('ok' as const, 'lost' as const, 'failed' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }),
        async (outcomes, sizes) => {
          const { log, batches, stored } = createStore([...outcomes]);
          for (const [index, size] of sizes.entries()) {
            log.record(chunk('x'.repeat(size)));
            if (index % 5 === 0) await log.checkpoint();
          }
          const { tail } = await log.close([end]);
          batches.set(tail.batch, tail.frames);
          expect(stored().map(({ id }) => id?.seq)).toEqual(
            Array.from({ length: sizes.length + 1 }, (_, index) => index + 1),
          );
        },
      ),
    );
  });
});
