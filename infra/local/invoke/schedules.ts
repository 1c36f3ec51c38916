import type { LocalClock } from '../clock.ts';
import type { ScheduleSpec } from '../template/jobs.ts';
import { startDueLoop } from './due-loop.ts';

export interface Schedules {
  close(): void;
}

/**
 * Fires schedules by the local clock. A schedule that was due several times, because the machine slept, fires once.
 *
 * @param fire - Submits the event for asynchronous invocation.
 */
export function startSchedules(
  specs: readonly ScheduleSpec[],
  clock: LocalClock,
  fire: (spec: ScheduleSpec) => void,
): Schedules {
  const startedAt = clock.now();
  const entries = specs.map((spec) => ({ spec, dueAt: startedAt + spec.everyMs }));
  const run = () => {
    const now = clock.now();
    for (const entry of entries.filter(({ dueAt }) => dueAt <= now)) {
      entry.dueAt += Math.ceil((now - entry.dueAt + 1) / entry.spec.everyMs) * entry.spec.everyMs;
      fire(entry.spec);
    }
  };
  const nextDue = () => (entries.length > 0 ? Math.min(...entries.map(({ dueAt }) => dueAt)) : undefined);
  return startDueLoop(clock, nextDue, run);
}
