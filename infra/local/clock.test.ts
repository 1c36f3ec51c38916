import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createLocalClock } from './clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'coachstream-clock-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is ahead of the machine’s clock by the advanced time', () => {
  const clock = createLocalClock();
  const expectAhead = (ms: number) => {
    const before = Date.now();
    const ahead = clock.now() - ms;
    expect(ahead).toBeGreaterThanOrEqual(before);
    expect(ahead).toBeLessThanOrEqual(Date.now());
  };
  expectAhead(0);
  clock.advance(60_000);
  clock.advance(1_000);
  expectAhead(61_000);
});

it('calls its listeners after each advance until they unsubscribe', () => {
  const clock = createLocalClock();
  const seen: number[] = [];
  const stop = clock.onAdvance(() => seen.push(Math.round((clock.now() - Date.now()) / 1000)));
  clock.advance(5_000);
  stop();
  clock.advance(5_000);
  expect(seen).toEqual([5]);
});

it('keeps its offset after a restart', () => {
  const file = join(folder, 'clock');
  createLocalClock(file).advance(3_600_000);
  expect(createLocalClock(file).now() - Date.now()).toBeGreaterThan(3_599_000);
});
