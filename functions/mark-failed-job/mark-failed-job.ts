import * as z from 'zod/mini';
import { BuildOrder, GenerationOrder } from '#domain/job-payloads';
import { type FailPicturesDeps, failPictures } from '#services/fail-pictures';
import { type MarkFailedDeps, markFailedBuild } from '#services/mark-failed-job';

const QueueEvent = z.object({ Records: z.array(z.object({ body: z.string() })) });

/**
 * What Lambda sends when an asynchronous invocation has failed for good.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const FailedInvocation = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.optional(z.string()) }),
  requestPayload: z.looseObject({ job: z.optional(z.string()), orderId: z.optional(z.string()) }),
});
type FailedInvocation = z.infer<typeof FailedInvocation>;

type Deps = MarkFailedDeps & FailPicturesDeps;
type Code = Parameters<typeof failPictures>[1];

/** What becomes of the work of each job that a person waits for. */
const MARKS: Readonly<Record<string, (payload: unknown, code: Code, deps: Deps) => Promise<unknown>>> = {
  'build-coach-config': (payload, code, deps) => markFailedBuild({ order: BuildOrder.parse(payload), code }, deps),
  'generate-asset': (payload, code, deps) => failPictures(GenerationOrder.parse(payload), code, deps),
};

/**
 * Consumes the queue of failed invocations. Throws for a message that it cannot read, so that the message ends in the
 * dead-letter queue.
 */
export const createMarkFailedJob = (deps: Deps) => async (event: unknown) => {
  for (const { body } of QueueEvent.parse(event).Records) {
    await mark(FailedInvocation.parse(JSON.parse(body)), deps);
  }
};

async function mark({ requestContext, requestPayload }: FailedInvocation, deps: Deps): Promise<void> {
  const job = requestPayload.job ?? jobOf(requestContext.functionArn);
  const { condition } = requestContext;
  deps.telemetry.count('JobsGivenUp', { job });
  deps.telemetry.log('error', 'a job was given up', { job, order: requestPayload.orderId, condition });
  const code = condition === 'EventAgeExceeded' ? 'deadline_exceeded' : 'attempts_exhausted';
  await MARKS[job]?.(requestPayload, code, deps);
}

/** `arn:aws:lambda:<region>:<account>:function:coachstream-<stage>-<job>`, with or without a version at its end. */
function jobOf(functionArn: string): string {
  const name = functionArn.split(':')[6] ?? '';
  return Object.keys(MARKS).find((job) => name.endsWith(`-${job}`)) ?? name;
}
