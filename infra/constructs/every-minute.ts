import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

export interface EveryMinuteProps {
  readonly fn: ProductFunction;
  /** Queue for events that could not be delivered. */
  readonly deadLetters: Queue;
}

/** Invokes a function every minute. A missed invocation is not repeated, because the next one finds the same work. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { fn, deadLetters }: EveryMinuteProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.handler.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(fn.handler, {
        role: role.withoutPolicyUpdates(), // otherwise CDK would allow every version of the function
        retryAttempts: 1,
        maxEventAge: Duration.minutes(1),
        deadLetterQueue: deadLetters,
      }),
    });
  }
}
