import type { Jobs } from '#ports/jobs';

export interface LambdaJobsDeps {
  /** Before the job's name it gives the function's. */
  readonly functionPrefix: string;
}

/**
 * Starts jobs by asynchronous invocation: accepted means that Lambda keeps it, repeats it, and says where it failed.
 * The client is loaded with the first job: few turns order one, and none should wait for it.
 */
export function createLambdaJobs({ functionPrefix }: LambdaJobsDeps): Jobs {
  return {
    async start({ id, job, payload }) {
      const { invokeAsync } = await import('./invoke-async.ts');
      await invokeAsync(`${functionPrefix}${job}`, { job, orderId: id, ...payload });
    },
  };
}
