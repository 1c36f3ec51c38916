import type { JobOrder, Jobs, Outbox } from '#ports/jobs';
import type { Telemetry } from '#ports/telemetry';

export interface StartJobsDeps {
  readonly jobs: Jobs;
  readonly outbox: Outbox;
  readonly telemetry: Telemetry;
}

/**
 * Invokes the Lambdas of stored orders and removes the accepted orders from the outbox. A failure is only logged,
 * because the sweeper repeats the order later.
 */
export async function startJobs(
  orders: readonly JobOrder[],
  { jobs, outbox, telemetry }: StartJobsDeps,
): Promise<void> {
  await Promise.all(
    orders.map(async (order) => {
      try {
        await jobs.start(order);
        await outbox.done(order);
      } catch (error) {
        telemetry.log('warn', 'a job was not handed over', { error, job: order.job, order: order.id });
      }
    }),
  );
}
