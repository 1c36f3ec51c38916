import { expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import { Fenced } from '#ports/errors';
import type { TurnRecord } from '#ports/turn-records';
import type { Beat, Turns } from '#ports/turns';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import type { Plan } from './plan.ts';
import type { TurnDeps } from './turn-deps.ts';
import { createTurnProgress } from './turn-progress.ts';

const BEFORE = { ...NO_USAGE, inputTokens: 1 };
const NOW = { ...NO_USAGE, inputTokens: 2 };
const FINE: Beat = { isFollowed: true, isStopped: false };
const running = { epoch: 2, state: 'running' } as TurnRecord;

/** The progress of epoch 2 of a turn, whose storage a test can change. */
function createProgress() {
  const telemetry = createRecordedTelemetry();
  const turns = {
    heartbeat: async (): Promise<Beat> => FINE,
    read: async (): Promise<TurnRecord | undefined> => running,
    restart: async () => true,
    appendEvents: async () => undefined,
  };
  const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' };
  const claim = { ref, epoch: 2, usage: BEFORE };
  const question = { context: { session: { expiresAt: null } } };
  const planned = { claim, question, wasShownBefore: false } as unknown as Plan<unknown, unknown>;
  const deps = { turns: turns as unknown as Turns, clock: createManualClock(), telemetry } as unknown as TurnDeps;
  return { turns, telemetry, progress: createTurnProgress(planned, deps) };
}

it('knows the usage that was stored last, which a lost lease does not change', async () => {
  const { turns, progress } = createProgress();
  expect(progress.storedUsage()).toBe(BEFORE);
  turns.heartbeat = async () => 'lost';
  expect(await progress.beat(0, NOW)).toBe('lost');
  expect(progress.storedUsage()).toBe(BEFORE);
  turns.heartbeat = async () => FINE;
  expect(await progress.beat(0, NOW)).toBe(FINE);
  expect(progress.storedUsage()).toBe(NOW);
});

it('does not take a heartbeat or a check of the epoch before for a lost lease', async () => {
  const { turns, progress } = createProgress();
  const { promise: beaten, resolve: beat } = Promise.withResolvers<Beat>();
  const { promise: found, resolve: find } = Promise.withResolvers<TurnRecord | undefined>();
  turns.heartbeat = () => beaten;
  turns.read = () => found;
  const [answer, check] = [progress.beat(0, NOW), progress.check()];
  await progress.restart();
  beat('lost');
  find(running);
  const unknown = { isFollowed: false, isStopped: false };
  expect([await answer, await check]).toEqual([unknown, unknown]);
});

it.each<[string, Partial<TurnRecord> | undefined, Beat]>([
  ['a running turn', {}, { isFollowed: false, isStopped: false }],
  ['a stop that was asked for', { stopAt: 1 }, { isFollowed: false, isStopped: true }],
  ['a turn of another epoch', { epoch: 3 }, 'lost'],
  ['a turn that has ended', { state: 'completed' }, 'lost'],
  ['a turn that is gone', undefined, 'lost'],
])('finds %s in a check', async (_, change, beat) => {
  const { turns, progress } = createProgress();
  turns.read = async () => change && { ...running, ...change };
  expect(await progress.check()).toEqual(beat);
});

it('begins the next epoch without the text, and only when the turn is still its own', async () => {
  const { turns, progress } = createProgress();
  expect(progress.hasShown()).toBe(false);
  progress.record({ type: 'contextual', stage: 's', content: 'c' });
  expect([progress.text(), progress.hasShown()]).toEqual(['', false]);
  progress.record({ type: 'chunk', text: 'Half', step: 1 });
  expect([progress.text(), progress.hasShown(), progress.epoch()]).toEqual(['Half', true, 2]);
  await progress.restart();
  expect([progress.text(), progress.hasShown(), progress.epoch()]).toEqual(['', true, 3]);
  expect(progress.opening()[0]).toEqual({ type: 'reset', epoch: 3 });
  turns.restart = async () => false;
  await expect(progress.restart()).rejects.toBeInstanceOf(Fenced);
  expect(progress.epoch()).toBe(3);
});

it('logs a checkpoint that fails', async () => {
  const { turns, telemetry, progress } = createProgress();
  const error = new Error('down');
  turns.appendEvents = () => Promise.reject(error);
  progress.record({ type: 'chunk', text: 'Half', step: 1 });
  await progress.checkpoint();
  expect(telemetry.lines[0]).toMatchObject({ severity: 'warn', facts: { error, turnId: 't' } });
});
