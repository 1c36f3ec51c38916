import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import type { ProductFunction } from './product-function.ts';

export interface EveryMinuteProps {
  readonly fn: ProductFunction;
  /** Absent where nobody is to be alarmed. */
  readonly alarms: Alarms | undefined;
}

/** For {@link ProductFunction}: a failed run is not repeated either. */
export const ONCE = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/**
 * Invokes a function every minute. A missed invocation is not made up for, and so not kept in a queue, because the next
 * one finds the same work. An alarm rings when there has been none for five minutes.
 */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { fn, alarms }: EveryMinuteProps) {
    super(scope, id);
    acknowledge(
      fn.handler,
      'Serverless-LambdaAsyncFailureDestination',
      'A run that fails is not kept, because the next one finds the same work.',
    );
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.handler.functionArn] }));
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(fn.handler, {
        role: role.withoutPolicyUpdates(), // otherwise CDK would allow every version of the function
        ...ONCE,
      }),
    });
    alarms?.add(this, 'Missing', {
      name: `${fn.folder}-missing`,
      metric: fn.handler.metricInvocations({ period: Duration.minutes(5) }),
      threshold: 1,
      isTooLittle: true,
      says: `${fn.folder} has not run for five minutes.`,
      heading: 'the-sweeper-does-not-run',
    });
  }
}
