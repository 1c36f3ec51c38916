import type { Jobs } from '#ports/jobs';

export interface LambdaJobsDeps {
  /** Prefix of a function name. The job's name follows it. */
  readonly functionPrefix: string;
}

/**
 * Starts jobs by asynchronous invocation. Once Lambda accepts an event it stores and retries it, and reports its
 * failure. The client is loaded with the first job, because few turns start a job and the others should not wait for
 * it.
 */
export function createLambdaJobs({ functionPrefix }: LambdaJobsDeps): Jobs {
  return {
    async start({ id, job, payload }) {
      const { invokeAsync } = await import('./invoke-async.ts');
      await invokeAsync(`${functionPrefix}${job}`, { job, orderId: id, ...payload });
    },
  };
}
