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

type Conditions = Record<string, Record<string, readonly string[]>>;

/** Returns the bundle of a function's folder: the module `index.mjs`, which exports `handler`. */
export type CodeOf = (folder: string) => Code;

export interface ProductFunctionProps {
  /** A folder under `functions/` with a `handler.ts`. It is also part of the function's name in the account. */
  readonly folder: string;
  readonly config: StageConfig;
  readonly code: CodeOf;
  /** Write it with `satisfies EnvOf<typeof …Config>`, so that a missing variable is a type error. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  readonly memorySizeMb: number;
  /** Reserved concurrency. It caps the cost, and 0 stops the function. */
  readonly concurrency: number | undefined;
  readonly alarms: Alarms | undefined;
  /** Retries and failure destination of asynchronous invocations. */
  readonly asynchronous?: EventInvokeConfigOptions;
}

/**
 * A Lambda function of the product: role, log group, bundle and alarms.
 *
 * Its role can write its own log group and X-Ray traces; `allow` adds every other permission.
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
      // INFO keeps the REPORT lines, which contain the billed duration.
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      ...(concurrency !== undefined && { reservedConcurrentExecutions: concurrency }),
      ...props.asynchronous,
    });
    this.grantPrincipal = this.handler.grantPrincipal;
    acknowledge(this.#role, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray does not support resource-level permissions.');
    acknowledge(
      this.handler,
      'Serverless-LambdaDLQ',
      'Asynchronous functions have a destination; the others have no queue.',
    );
    if (alarms) this.#watch(alarms, concurrency);
  }

  /**
   * Allows exact actions on exact resources. A test rejects wildcards in either.
   * @param conditions - In IAM's own form.
   */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.#role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  #watch(alarms: Alarms, concurrency: number | undefined): void {
    alarms.add(this, 'Errors', {
      name: `${this.folder}-errors`,
      metric: this.handler.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      says: `${this.folder} crashed or timed out.`,
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
