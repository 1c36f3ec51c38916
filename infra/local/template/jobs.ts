import * as z from 'zod/mini';
import { arnOf } from './local-values.ts';
import type { Resolver } from './resolve.ts';

/** How asynchronous invocations of one function are retried, and where failed ones are sent. */
export interface AsyncSpec {
  readonly retryAttempts: number;
  readonly maxAgeMs: number;
  /** ARN of a queue. */
  readonly onFailure: string | undefined;
}

/** Lambda's default, for a function without a configuration. */
export const DEFAULT_ASYNC: AsyncSpec = { retryAttempts: 2, maxAgeMs: 6 * 3_600_000, onFailure: undefined };

const EventInvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z._default(z.number(), 2),
  MaximumEventAgeInSeconds: z._default(z.number(), 21_600),
  DestinationConfig: z.optional(z.object({ OnFailure: z.optional(z.object({ Destination: z.string() })) })),
});

/** By physical function name. */
export function readAsync(resolver: Resolver): Map<string, AsyncSpec> {
  return new Map(
    resolver.find('AWS::Lambda::EventInvokeConfig').map((resource) => {
      const config = EventInvokeConfig.parse(resolver.properties(resource));
      return [
        config.FunctionName,
        {
          retryAttempts: config.MaximumRetryAttempts,
          maxAgeMs: config.MaximumEventAgeInSeconds * 1000,
          onFailure: config.DestinationConfig?.OnFailure?.Destination,
        },
      ];
    }),
  );
}

export interface QueueSpec {
  readonly arn: string;
  readonly visibilityMs: number;
  readonly retentionMs: number;
  /** The queue that gets a message after this many receives. */
  readonly redrive: { readonly arn: string; readonly maxReceives: number } | undefined;
}

const Queue = z.object({
  VisibilityTimeout: z._default(z.number(), 30),
  MessageRetentionPeriod: z._default(z.number(), 345_600),
  RedrivePolicy: z.optional(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })),
});

export function readQueues(resolver: Resolver): QueueSpec[] {
  return resolver.find('AWS::SQS::Queue').map((resource) => {
    const queue = Queue.parse(resolver.properties(resource));
    return {
      arn: arnOf(resource.type, resolver.ref(resource)),
      visibilityMs: queue.VisibilityTimeout * 1000,
      retentionMs: queue.MessageRetentionPeriod * 1000,
      redrive: queue.RedrivePolicy && {
        arn: queue.RedrivePolicy.deadLetterTargetArn,
        maxReceives: queue.RedrivePolicy.maxReceiveCount,
      },
    };
  });
}

/** A function that consumes a queue. */
export interface MappingSpec {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** The function reports the messages that failed. The other messages of the batch are deleted. */
  readonly reportsFailures: boolean;
}

const Mapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z._default(z.number(), 10),
  FunctionResponseTypes: z._default(z.array(z.string()), []),
});

export function readMappings(resolver: Resolver): MappingSpec[] {
  return resolver.find('AWS::Lambda::EventSourceMapping').map((resource) => {
    const mapping = Mapping.parse(resolver.properties(resource));
    return {
      queueArn: mapping.EventSourceArn,
      functionName: mapping.FunctionName,
      batchSize: mapping.BatchSize,
      reportsFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    };
  });
}

export interface ScheduleSpec {
  readonly functionArn: string;
  readonly everyMs: number;
  /** The event, as JSON. */
  readonly input: string;
}

const Schedule = z.object({
  ScheduleExpression: z.string(),
  State: z._default(z.string(), 'ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z._default(z.string(), '{}') }),
});

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** @throws Error for an expression that is not a rate, because the product has no other. */
export function readSchedules(resolver: Resolver): ScheduleSpec[] {
  return resolver.find('AWS::Scheduler::Schedule').flatMap((resource) => {
    const { ScheduleExpression, State, Target } = Schedule.parse(resolver.properties(resource));
    if (State !== 'ENABLED') return [];
    const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
    const unitMs = UNIT_MS[unit ?? ''];
    if (unitMs === undefined) throw new Error(`the local stack knows schedules by rate only: ${ScheduleExpression}`);
    return [{ functionArn: Target.Arn, everyMs: Number(count) * unitMs, input: Target.Input }];
  });
}
