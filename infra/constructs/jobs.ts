import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';
import { type CodeOf, ProductFunction, type ProductFunctionProps } from './product-function.ts';

const CONSUMER_TIMEOUT = Duration.minutes(1);

/** What Lambda requires of a role to read a queue. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const CONSUMER_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

export interface JobsProps {
  readonly config: StageConfig;
  readonly code: CodeOf;
  readonly alarms: Alarms | undefined;
}

export interface JobProps extends Pick<ProductFunctionProps, 'folder' | 'environment' | 'timeout'> {
  /** Whether `JOB_CONCURRENCY=0` stops it. Lambda gives a stopped job up at once, so its work must be repeatable. */
  readonly hasKillSwitch: boolean;
}

/**
 * Background jobs after an answer: one function per job, started by asynchronous invocation from the outbox.
 *
 * A job that fails three times, or waits for an hour, goes to the failure queue. Its consumer marks the job's work as
 * failed and refunds its quotas. A message that the consumer cannot handle goes to a dead-letter queue for an operator.
 */
export class Jobs extends Construct {
  readonly failures: Queue;
  readonly deadLetters: Queue;
  readonly #props: JobsProps;

  constructor(scope: Construct, id: string, props: JobsProps) {
    super(scope, id);
    this.#props = props;
    this.deadLetters = new Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    this.failures = new Queue(this, 'Failures', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Six times the consumer's timeout, as AWS recommends.
      visibilityTimeout: Duration.minutes(6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    acknowledge(this.deadLetters, 'Serverless-SQSRedrivePolicy', 'This is the last queue; an operator reads it.');
    if (props.alarms) this.#watch(props.alarms);
  }

  add(id: string, { hasKillSwitch, ...job }: JobProps): ProductFunction {
    const { config, code, alarms } = this.#props;
    const { queueArn } = this.failures;
    const worker = new ProductFunction(this, id, {
      ...job,
      config,
      code,
      alarms,
      memorySizeMb: 512,
      concurrency: hasKillSwitch ? config.settings.JOB_CONCURRENCY : config.settings.JOB_CONCURRENCY || undefined,
      asynchronous: {
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
        // CDK's own destination would allow more than Lambda needs.
        onFailure: { bind: () => ({ destination: queueArn }) },
      },
    });
    worker.allow(['sqs:SendMessage'], [queueArn]);
    return worker;
  }

  /** Adds the consumer of the failure queue. It takes one message at a time, so that a bad message blocks no other. */
  addFailureConsumer(id: string, job: Omit<JobProps, 'timeout' | 'hasKillSwitch'>): ProductFunction {
    const { config, code, alarms } = this.#props;
    const consumer = new ProductFunction(this, id, {
      ...job,
      config,
      code,
      alarms,
      timeout: CONSUMER_TIMEOUT,
      memorySizeMb: 256,
      concurrency: undefined,
    });
    consumer.allow(CONSUMER_ACTIONS, [this.failures.queueArn]);
    // Lambda refuses a second mapping of the same queue and function, so its logical id must stay as it is deployed.
    consumer.handler.addEventSourceMapping(`SqsEventSource:${Names.nodeUniqueId(this.failures.node)}`, {
      eventSourceArn: this.failures.queueArn,
      batchSize: 1,
      maxConcurrency: 2,
    });
    const mapping = 'Serverless-LambdaEventSourceMappingDestination';
    acknowledge(consumer, mapping, "The queue's own redrive policy keeps what fails here.");
    return consumer;
  }

  #watch(alarms: Alarms): void {
    // Counts messages sent, not waiting, because the consumer removes each message within seconds.
    alarms.add(this, 'FailuresAlarm', {
      name: 'job-failures',
      metric: this.failures.metricNumberOfMessagesSent({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 1,
      says: 'A job was given up after its last attempt.',
      heading: 'a-job-was-given-up',
    });
    alarms.add(this, 'DeadLettersAlarm', {
      name: 'dead-letters',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      says: 'A failed job could not be marked failed.',
      heading: 'dead-letters-are-waiting',
    });
  }
}
