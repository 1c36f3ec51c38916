import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface AlarmsProps {
  /** Before an alarm's name; says product and stage. */
  readonly prefix: string;
  /** Who is told; nobody when empty. */
  readonly email: string;
}

export interface AlarmProps {
  readonly name: string;
  readonly metric: IMetric;
  /** It rings at this value and above. */
  readonly threshold: number;
  /** Periods of the metric, one after the other, that must be at or over the threshold. @default 1 */
  readonly periods?: number;
  /** What has happened, in a sentence. */
  readonly says: string;
  /** The heading in docs/operations.md that says what to do, as an anchor. A test looks it up. */
  readonly heading: string;
}

/** Every alarm of a stage, and the topic that tells somebody. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  readonly #prefix: string;
  readonly #topic: Topic;

  constructor(scope: Construct, id: string, { prefix, email }: AlarmsProps) {
    super(scope, id);
    this.#prefix = prefix;
    this.#topic = new Topic(this, 'Topic', { enforceSSL: true });
    // A policy of its own replaces the topic's default one, so publishing has to be allowed too.
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

  add(scope: Construct, id: string, { name, metric, threshold, periods, says, heading }: AlarmProps): void {
    const alarm = new Alarm(scope, id, {
      alarmName: `${this.#prefix}${name}`,
      alarmDescription: `${says} See docs/operations.md#${heading}`,
      metric,
      threshold,
      evaluationPeriods: periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    this.all.push(alarm);
  }
}
