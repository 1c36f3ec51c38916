import { describe, expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import { createMeter } from '#services/metering/meter';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel, type ModelStep } from '#testing/scripted-model';
import { ampleHold } from '#testing/simulation/production-world';
import { ASSESS, question, reported } from '#testing/simulation/side-work-world';
import { createWork, type SideCallsDeps } from './side-calls.ts';

interface Options {
  readonly script?: readonly ModelStep[];
  readonly countUse?: () => Promise<'counted' | 'refused'>;
  readonly isClaimed?: boolean;
  readonly asksBesideClaim?: boolean;
}

function createSideCalls({
  script = reported('new'),
  countUse,
  isClaimed = true,
  asksBesideClaim = false,
}: Options = {}) {
  const clock = createManualClock();
  const telemetry = createRecordedTelemetry();
  const model = createScriptedModel([script], clock);
  const stop = new AbortController();
  const work = createWork(
    {
      ...{ model, clock, telemetry, asksBesideClaim, hold: ampleHold, meter: createMeter() },
      turns: { countUse: countUse ?? (async () => 'counted' as const) },
      ref: { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' },
      claimed: isClaimed ? Promise.resolve() : new Promise<void>(() => {}),
    } as unknown as SideCallsDeps,
    stop.signal,
  );
  return { work, clock, telemetry, model, stop };
}

describe('the use of a counter', () => {
  it('is what storage says', async () => {
    for (const counted of ['counted', 'refused'] as const) {
      const { work } = createSideCalls({ countUse: async () => counted });
      expect(await work.take('searches', 3)).toBe(counted === 'counted');
    }
  });

  it('is refused and logged when storage does not answer', async () => {
    const error = new CoachError('dependency_unavailable', 'down');
    const { work, telemetry } = createSideCalls({ countUse: () => Promise.reject(error) });
    expect(await work.take('searches', 3)).toBe(false);
    expect(telemetry.lines).toMatchObject([{ severity: 'warn', facts: { error, counter: 'searches' } }]);
  });

  it('rethrows a programming error', async () => {
    const bug = new TypeError('a bug');
    await expect(createSideCalls({ countUse: () => Promise.reject(bug) }).work.take('searches', 3)).rejects.toBe(bug);
  });

  it('is refused when the work ends before the claim is acknowledged, or has ended already', async () => {
    const { work, stop } = createSideCalls({ isClaimed: false });
    const taking = work.take('searches', 3);
    stop.abort();
    expect([await taking, await work.take('searches', 3)]).toEqual([false, false]);
  });
});

describe('a side call', () => {
  it('asks the small model to report by the tool of the question', async () => {
    const { work, model } = createSideCalls();
    expect(await work.ask(question())).toBe('new');
    const { system, text, tool, maxTokens } = question();
    expect(model.calls[0]?.request).toEqual({
      role: 'small',
      systemStatic: system,
      systemDynamic: '',
      messages: [{ role: 'user', content: [{ type: 'text', text }] }],
      tools: [tool],
      forcedTool: ASSESS,
      maxTokens,
    });
  });

  it('waits for the claim, unless the plan allows it beside the claim', async () => {
    const waiting = createSideCalls({ isClaimed: false });
    const asking = waiting.work.ask(question());
    await waiting.clock.advance(1_000);
    expect(waiting.model.calls).toHaveLength(0);
    waiting.stop.abort();
    expect(await asking).toBeUndefined();
    expect(waiting.model.calls).toHaveLength(0);
    expect(await createSideCalls({ isClaimed: false, asksBesideClaim: true }).work.ask(question())).toBe('new');
  });

  it('returns nothing, and is counted and logged, when the model fails', async () => {
    const { work, telemetry } = createSideCalls({ script: [{ fail: 'refused' }] });
    expect(await work.ask(question())).toBeUndefined();
    expect(telemetry.counts.get('SideCallsFailed')).toBe(1);
    expect(telemetry.dimensions).toEqual([{ tool: ASSESS }]);
    expect(telemetry.lines).toMatchObject([{ severity: 'warn', facts: { tool: ASSESS, error: { kind: 'refused' } } }]);
  });

  it('returns nothing when the work ends or its time is over', async () => {
    const ended = createSideCalls({ script: [{ hang: true }] });
    const asking = ended.work.ask(question());
    await ended.clock.advance(100);
    ended.stop.abort();
    expect(await asking).toBeUndefined();
    const late = createSideCalls({ script: [{ hang: true }] });
    const waiting = late.work.ask(question(1_500));
    await late.clock.advance(1_500);
    expect(await waiting).toBeUndefined();
    expect(late.model.calls[0]?.wasAborted()).toBe(true);
  });
});
