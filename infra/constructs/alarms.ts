import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface AlarmsProps {
  /** Prefix of an alarm's name: product and stage. */
  readonly prefix: string;
  /** Address that receives alarm emails; empty for none. */
  readonly email: string;
}

export interface AlarmProps {
  readonly name: string;
  readonly metric: IMetric;
  /** The alarm goes off at this value and above. */
  readonly threshold: number;
  /** The alarm goes off below the threshold instead, also when there is no data. */
  readonly isTooLittle?: boolean;
  /** Consecutive periods in which the metric must reach the threshold. @default 1 */
  readonly periods?: number;
  /** What happened, as one sentence of the alarm's description. */
  readonly says: string;
  /** Anchor of the runbook heading in docs/operations.md. A test checks that it exists. */
  readonly heading: string;
}

/** Every alarm of a stage, and the topic that sends their emails. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  readonly #prefix: string;
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { prefix, email }: AlarmsProps) {
    super(scope, id);
    this.#prefix = prefix;
    this.#topic = new Topic(this, 'Topic', { enforceSSL: true });
    // An own topic policy replaces the default one, so it must also allow publishing.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email) this.#topic.addSubscription(new EmailSubscription(email));
  }

  add(
    scope: Construct,
    id: string,
    { name, metric, threshold, isTooLittle, periods, says, heading }: AlarmProps,
  ): void {
    const alarm = new Alarm(scope, id, {
      alarmName: `${this.#prefix}${name}`,
      alarmDescription: `${says} See docs/operations.md#${heading}`,
      metric,
      threshold,
      evaluationPeriods: periods ?? 1,
      comparisonOperator: isTooLittle
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: isTooLittle ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    this.all.push(alarm);
  }
}
