import * as z from 'zod/mini';
import type { Access } from '../iam/permissions.ts';
import { readAsync, readMappings } from './jobs.ts';
import type { Resolver } from './resolve.ts';

/** What a service of AWS does by itself with a role of the product. */
export interface ServiceUse {
  /** Whose role it is: the physical name of a function, or of a schedule. */
  readonly principal: string;
  readonly accesses: readonly Access[];
  /** Completes "…, which AWS needs". */
  readonly purpose: string;
}

const FunctionProperties = z.object({
  FunctionName: z.string(),
  LoggingConfig: z.object({ LogGroup: z.string() }),
  TracingConfig: z.optional(z.object({ Mode: z.string() })),
});

const accesses = (actions: readonly string[], resource: string): readonly Access[] =>
  actions.map((action) => ({ action, resource }));

/**
 * Every such use. Lambda refuses to deploy a queue or a destination that its function's role may not use; logs, traces
 * and scheduled runs would be lost without a word.
 */
export function readServiceUses(resolver: Resolver): readonly ServiceUse[] {
  const functions = resolver
    .find('AWS::Lambda::Function')
    .map((resource) => FunctionProperties.parse(resolver.properties(resource)));
  const groups = new Map(resolver.find('AWS::Logs::LogGroup').map((group) => [resolver.ref(group), group]));
  const streamIn = (name: string): string => {
    const group = groups.get(name);
    return group ? resolver.arn(group).replace(/\*$/, 'log-stream:one') : name;
  };
  return [
    ...functions.map(({ FunctionName, LoggingConfig }) => ({
      principal: FunctionName,
      accesses: accesses(['logs:CreateLogStream', 'logs:PutLogEvents'], streamIn(LoggingConfig.LogGroup)),
      purpose: 'to write its logs',
    })),
    ...functions
      .filter(({ TracingConfig }) => TracingConfig?.Mode === 'Active')
      .map(({ FunctionName }) => ({
        principal: FunctionName,
        accesses: accesses(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'),
        purpose: 'to store its traces',
      })),
    ...[...readAsync(resolver)].flatMap(([principal, { onFailure }]) =>
      onFailure === undefined
        ? []
        : [{ principal, accesses: accesses(['sqs:SendMessage'], onFailure), purpose: 'to keep what has failed' }],
    ),
    ...readMappings(resolver).map(({ functionName, queueArn }) => ({
      principal: functionName,
      accesses: accesses(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queueArn),
      purpose: 'to read its queue',
    })),
    ...resolver.find('AWS::Scheduler::Schedule').map((schedule) => {
      const { Target } = ScheduleProperties.parse(resolver.properties(schedule));
      return {
        principal: resolver.ref(schedule),
        accesses: accesses(['lambda:InvokeFunction'], Target.Arn),
        purpose: 'to start it',
      };
    }),
  ];
}

const ScheduleProperties = z.object({ Target: z.object({ Arn: z.string() }) });
