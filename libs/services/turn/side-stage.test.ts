import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createEventQueue } from './event-queue.ts';
import { startSideStage, withSideEvents } from './side-stage.ts';

const said = (content: string): CoachEvent => ({ type: 'contextual', stage: 's', content });
const chunk = (text: string): CoachEvent => ({ type: 'chunk', text, step: 1 });
type Work = Parameters<typeof startSideStage<CoachEvent, string>>[0];

function createStage(work: Work, limitMs?: number, parent = new AbortController()) {
  const clock = createManualClock();
  const telemetry = createRecordedTelemetry();
  const signals: AbortSignal[] = [];
  const begin: Work = (signal) => {
    signals.push(signal);
    return work(signal);
  };
  const stage = startSideStage(begin, {
    ...{ name: 'prepare', parent: parent.signal, clock, telemetry },
    ...(limitMs !== undefined && { limitMs }),
  });
  return { ...stage, clock, telemetry, parent, signal: () => signals[0] };
}

/** Work that never ends, and says whether it was asked to. */
const endless: Work = async function* () {
  yield said('begun');
  return new Promise<string>(() => {});
};

/** Of the work, in virtual time. */
const LIMIT_MS = 1_000;

describe('work in the background', () => {
  it('returns its result after its events, and is neither late nor aborted afterwards', async () => {
    const { events, result, clock, telemetry, parent, signal } = createStage(async function* () {
      yield said('a');
      return 'found';
    }, LIMIT_MS);
    expect([await events.next(), await events.next(), await result]).toEqual([said('a'), undefined, 'found']);
    expect(clock.sleepers).toBe(0);
    await clock.advance(2_000);
    parent.abort();
    expect(signal()?.aborted).toBe(false);
    expect(telemetry.counts.size).toBe(0);
  });

  it('is given up when its time is over, and that is counted by its name', async () => {
    const { result, events, clock, telemetry, signal } = createStage(endless, 1_000);
    await clock.advance(999);
    expect(signal()?.aborted).toBe(false);
    await clock.advance(1);
    expect([await events.next(), await events.next(), await result]).toEqual([said('begun'), undefined, undefined]);
    expect(signal()?.aborted).toBe(true);
    expect([...telemetry.counts]).toEqual([['SideWorkLate', 1]]);
    expect(telemetry.dimensions).toEqual([{ stage: 'prepare' }]);
  });

  it('ends with its turn, and with a stop, for the same reason', async () => {
    const reason = new Error('over');
    const ended = createStage(endless);
    ended.parent.abort(reason);
    expect([await ended.result, ended.signal()?.reason]).toEqual([undefined, reason]);
    const stopped = createStage(endless);
    stopped.stop(reason);
    expect([await stopped.result, stopped.signal()?.reason]).toEqual([undefined, reason]);
    const late = new AbortController();
    late.abort(reason);
    const { result, signal } = createStage(endless, undefined, late);
    expect([await result, signal()?.reason]).toEqual([undefined, reason]);
  });

  it('logs and counts a failure, but none of work that was ended', async () => {
    const error = new Error('broken');
    const failing: Work = async function* () {
      yield said('a');
      throw error;
    };
    const { result, events, telemetry } = createStage(failing);
    expect([await events.next(), await events.next(), await result]).toEqual([said('a'), undefined, undefined]);
    expect(telemetry.lines).toMatchObject([{ severity: 'warn', facts: { error, stage: 'prepare' } }]);
    expect([...telemetry.counts]).toEqual([['SideWorkFailed', 1]]);
    expect(telemetry.dimensions).toEqual([{ stage: 'prepare' }]);
    const obedient = createStage(async function* (signal) {
      yield said('a');
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return 'never';
    });
    await obedient.events.next();
    obedient.parent.abort(new Error('over'));
    expect(await obedient.result).toBeUndefined();
    await obedient.clock.advance(0);
    expect([obedient.telemetry.lines, obedient.telemetry.counts.size]).toEqual([[], 0]);
  });
});

describe('the events of an answer with those of side work', () => {
  it('has side events until the answer begins with an event that is the last for them', async () => {
    const queue = createEventQueue();
    const { promise: written, resolve: write } = Promise.withResolvers<void>();
    const main = (async function* () {
      yield { type: 'thinking', text: 'hm', step: 1 } as CoachEvent;
      await written;
      yield chunk('a');
      yield chunk('b');
      return 'whole';
    })();
    const all = withSideEvents(main, queue, ({ type }) => type === 'chunk');
    const types: unknown[] = [];
    const next = async () => types.push((await all.next()).value);
    await next();
    queue.push(said('after a thought'));
    await next();
    write();
    await next();
    queue.push(said('too late'));
    await next();
    expect(types).toEqual([{ type: 'thinking', text: 'hm', step: 1 }, said('after a thought'), chunk('a'), chunk('b')]);
    expect(await all.next()).toEqual({ done: true, value: 'whole' });
  });

  it('ends the answer when its reader leaves', async () => {
    let isClosed = false;
    const main = (async function* () {
      try {
        yield chunk('a');
        yield chunk('b');
        return undefined;
      } finally {
        isClosed = true;
      }
    })();
    for await (const _ of withSideEvents(main, createEventQueue(), () => false)) break;
    expect(isClosed).toBe(true);
  });
});
