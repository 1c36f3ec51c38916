import { describe, expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import type { Turns, UseAnswer } from '#ports/turns';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel } from '#testing/scripted-model';
import { ampleHold } from '#testing/simulation/production-world';
import { createMeter } from '../metering/meter.ts';
import { createWork } from './side-calls.ts';

const PACE = { name: 'SEARCH', everyMs: 1_000, waitMs: 1_000 };

/** Counts by a script: each use gets the answer of its time. */
function createWorld(answerAt: (ms: number) => UseAnswer | Error) {
  const clock = createManualClock();
  const begunAt = clock.now();
  const counted: number[] = [];
  const stop = new AbortController();
  const countUse: Turns['countUse'] = async () => {
    const ms = clock.now() - begunAt;
    counted.push(ms);
    const answer = answerAt(ms);
    if (answer instanceof Error) throw answer;
    return typeof answer === 'string' ? answer : { freeAt: begunAt + answer.freeAt };
  };
  const work = createWork(
    {
      model: createScriptedModel([], clock),
      turns: { countUse } as Turns,
      clock,
      telemetry: createRecordedTelemetry(),
      ref: { sub: 'a-person', kind: 'prompt_coach', sessionId: 'session', turnId: 'turn' },
      meter: createMeter(),
      hold: ampleHold,
      claimed: Promise.resolve(),
      asksBesideClaim: true,
    },
    stop.signal,
  );
  return { clock, counted, stop, work };
}

describe('a use with a limiter', () => {
  it('waits for the place that becomes free in time', async () => {
    const { clock, counted, work } = createWorld((ms) => (ms < 400 ? { freeAt: 400 } : 'counted'));
    const taking = work.take('searches', 3, PACE);
    await clock.advance(5_000);
    expect([await taking, counted]).toEqual([true, [0, 400]]);
  });

  it('waits again when others took the place, and gives up when the next one is too late', async () => {
    const { clock, counted, work } = createWorld((ms) => (ms < 300 ? { freeAt: 300 } : { freeAt: ms + 1_000 }));
    const taking = work.take('searches', 3, PACE);
    await clock.advance(5_000);
    expect([await taking, counted]).toEqual([false, [0, 300]]);
  });

  it('takes a place that becomes free at the end of its waiting time, and none after it', async () => {
    for (const [freeAt, isTaken] of [
      [1_000, true],
      [1_001, false],
    ] as const) {
      const { clock, work } = createWorld((ms) => (ms < freeAt ? { freeAt } : 'counted'));
      const taking = work.take('searches', 3, PACE);
      await clock.advance(5_000);
      expect(await taking).toBe(isTaken);
    }
  });

  it('gives up after its waiting time, also when the limiter names a time that is over', async () => {
    const { clock, work } = createWorld((ms) => ({ freeAt: ms - 10 }));
    const taking = work.take('searches', 3, PACE);
    await clock.advance(1_001);
    expect(await taking).toBe(false);
  });

  it('is not retried when its session has none left', async () => {
    const { counted, work } = createWorld(() => 'refused');
    expect([await work.take('searches', 3, PACE), counted]).toEqual([false, [0]]);
  });

  it('stops waiting with the turn', async () => {
    const { clock, counted, stop, work } = createWorld((ms) => (ms < 400 ? { freeAt: 400 } : 'counted'));
    const taking = work.take('searches', 3, PACE);
    await clock.advance(100);
    stop.abort();
    expect([await taking, counted, clock.sleepers]).toEqual([false, [0], 0]);
  });

  it('is not taken when storage does not answer', async () => {
    const { work } = createWorld(() => new CoachError('dependency_unavailable', 'DynamoDB did not answer'));
    expect(await work.take('searches', 3, PACE)).toBe(false);
  });
});
