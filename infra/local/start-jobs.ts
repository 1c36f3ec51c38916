import type { LocalClock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import { type AsyncInvocations, openAsyncInvocations } from './invoke/async-invocations.ts';
import { createJobs, type JobRun } from './invoke/jobs.ts';
import { startQueueConsumers } from './invoke/queue-consumers.ts';
import { openQueues } from './invoke/queues.ts';
import { startSchedules } from './invoke/schedules.ts';
import type { LocalFunctions } from './start-functions.ts';
import type { Product } from './template/product.ts';

export interface LocalJobs {
  readonly invocations: AsyncInvocations;
  /** @returns `undefined` for an unknown job. */
  run(name: string): Promise<JobRun | undefined>;
  close(): void;
}

export interface StartJobsOptions {
  readonly product: Product;
  readonly functions: LocalFunctions;
  readonly data: DataFolder;
  readonly clock: LocalClock;
  readonly hasSchedules: boolean;
}

/** Starts asynchronous invocations, the failure queue and schedules, and continues the pending ones of the last run. */
export function startJobs({ product, functions, data, clock, hasSchedules }: StartJobsOptions): LocalJobs {
  const { byFunctionName, byArn } = functions;
  const queues = openQueues({ file: data.state('queues.log'), specs: product.queues, clock });
  const consumers = startQueueConsumers({ specs: product.mappings, functions: byFunctionName, queues, clock });
  const invocations = openAsyncInvocations({
    file: data.state('invocations.log'),
    functions: byFunctionName,
    specs: product.asyncs,
    clock,
    sendToQueue: queues.send,
  });
  const schedules = startSchedules(hasSchedules ? product.schedules : [], clock, ({ functionArn, input }) => {
    const host = byArn.get(functionArn);
    if (host) invocations.submit(host.spec.functionName, input);
  });
  return {
    invocations,
    run: createJobs({ functions: byFunctionName, schedules: product.schedules, invocations, consumers }),
    close() {
      schedules.close();
      invocations.close();
      consumers.close();
      queues.close();
    },
  };
}
