import { type FunctionBackend, invokeBuffered } from '../lambda/backend.ts';
import type { ScheduleSpec } from '../template/jobs.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { QueueConsumers } from './queue-consumers.ts';

/** The result of a job that was run by name. */
export interface JobRun {
  readonly name: string;
  /** The return value of a schedule's function, or why it failed. */
  readonly result?: unknown;
  readonly failed: boolean;
}

export interface JobsDeps {
  /** Functions by physical name. */
  readonly functions: ReadonlyMap<string, FunctionBackend>;
  readonly schedules: readonly ScheduleSpec[];
  readonly invocations: AsyncInvocations;
  readonly consumers: QueueConsumers;
}

/**
 * Runs a schedule now, or waits until no invocation of a job is waiting or running. A failed invocation waits for its
 * retry, so the promise resolves only after the delay, unless the clock is advanced.
 *
 * @returns a function that takes the name of a function's folder. It resolves to `undefined` for an unknown name.
 */
export function createJobs({ functions, schedules, invocations, consumers }: JobsDeps) {
  return async (name: string): Promise<JobRun | undefined> => {
    const [functionName, fn] = [...functions].find(([, candidate]) => candidate.name === name) ?? [];
    if (!fn || functionName === undefined) return undefined;
    const schedule = schedules.find(({ functionArn }) => functionArn === fn.functionArn);
    const answer = schedule && (await invokeBuffered(fn, schedule.input));
    const busy = () => invocations.size(functionName) + consumers.size(functionName) > 0;
    await new Promise<void>((resolve) => {
      const look = () => void (busy() || resolve());
      invocations.onSettled(look);
      consumers.onSettled(look);
      look();
    });
    if (!answer) return { name, failed: false };
    return { name, failed: answer.failure !== undefined, result: JSON.parse(answer.payload.toString()) as unknown };
  };
}
