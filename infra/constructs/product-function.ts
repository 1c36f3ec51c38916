import { type IGrantable, type IPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type Code,
  type EventInvokeConfigOptions,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import type { Alarms } from './alarms.ts';

/** The bundle of the function in a folder: one module, `index.mjs`, that exports `handler`. */
export type CodeOf = (folder: string) => Code;

export interface ProductFunctionProps {
  /** A folder under `functions/` that holds a `handler.ts`; with the stage it is the function's name in the account. */
  readonly folder: string;
  readonly config: StageConfig;
  readonly code: CodeOf;
  /** Say it with `satisfies EnvOf<typeof …Config>`, so that a forgotten variable does not compile. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memorySizeMb: number;
  /** Environments that may run at once, kept for it: cost cap, and at 0 the kill switch. */
  readonly concurrency: number | undefined;
  readonly alarms: Alarms | undefined;
  /** How asynchronous invocations are repeated, and where they go when they are given up. */
  readonly asynchronous?: EventInvokeConfigOptions;
}

/**
 * A Lambda function of ours: role, log group, bundle, alarms.
 *
 * The role starts with its own log group and X-Ray, and gets nothing but what `allow` adds.
 */
export class ProductFunction extends Construct implements IGrantable {
  readonly handler: LambdaFunction;
  readonly grantPrincipal: IPrincipal;
  readonly folder: string;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    super(scope, id);
    const { folder, config, environment, timeout, memorySizeMb, concurrency, alarms } = props;
    this.folder = folder;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: Number(config.settings.LOG_RETENTION_DAYS),
      removalPolicy: config.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.#role);

    this.handler = new LambdaFunction(this, 'Handler', {
      functionName: `${config.functionPrefix}${folder}`,
      code: props.code(folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memorySizeMb,
      timeout,
      environment,
      role: this.#role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // INFO keeps the REPORT lines, which say what was billed.
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
      ...props.asynchronous,
    });
    this.grantPrincipal = this.handler.grantPrincipal;
    acknowledge(this.#role, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray has no resources to name.');
    acknowledge(
      this.handler,
      'Serverless-LambdaDLQ',
      'Asynchronous ones have a destination; the others have no queue.',
    );
    if (alarms) this.#watch(alarms, concurrency);
  }

  /** Exact actions on exact resources; a wildcard in either fails a test. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  #watch(alarms: Alarms, concurrency: number | undefined): void {
    alarms.add(this, 'Errors', {
      name: `${this.folder}-errors`,
      metric: this.handler.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      says: `${this.folder} crashed, or ran into its timeout.`,
      heading: 'a-function-failed',
    });
    if (concurrency === undefined || concurrency === 0) return;
    alarms.add(this, 'Concurrency', {
      name: `${this.folder}-concurrency`,
      metric: this.handler.metric('ConcurrentExecutions', { statistic: 'Maximum', period: Duration.minutes(1) }),
      threshold: Math.ceil(concurrency * 0.8),
      periods: 3,
      says: `${this.folder} uses more than 80 % of its reserved concurrency.`,
      heading: 'reserved-concurrency-is-nearly-used-up',
    });
  }
}
