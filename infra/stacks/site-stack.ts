import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { WebConfig } from '#contract/web-config';
import type { StageConfig } from '../config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { webBucketName } from '../constructs/web.ts';
import { webConfig } from '../web-config.ts';
import type { AppStack } from './app-stack.ts';
import { pascalName } from './coach-streams.ts';
import type { StateStack } from './state-stack.ts';
import type { WebStack } from './web-stack.ts';

/** Findings in cdk-nag's own spelling. */
const DEPLOYMENT_FINDINGS = [
  'AwsSolutions-L1',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
  'AwsSolutions-IAM5[Action::s3:GetBucket*]',
  'AwsSolutions-IAM5[Action::s3:GetObject*]',
  'AwsSolutions-IAM5[Action::s3:List*]',
  'AwsSolutions-IAM5[Action::s3:Abort*]',
  'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
  'Serverless-LambdaDLQ',
  'Serverless-LambdaLatestVersion',
  'Serverless-LambdaTracing',
];
const YEAR = Duration.days(365);

export interface SiteStackProps extends StackProps {
  readonly config: StageConfig;
  /** The built web app. */
  readonly files: ISource;
  readonly web: WebStack;
  readonly state: StateStack;
  readonly app: AppStack;
}

/** The last stack: the web app's files, its `config.json`, and the outputs of the deployment. */
export class SiteStack extends Stack {
  readonly #config: StageConfig;

  constructor(scope: Construct, id: string, { config, files, web, state, app, ...props }: SiteStackProps) {
    super(scope, id, props);
    this.#config = config;
    this.addStackDependency(web, 'fills its bucket');
    this.addStackDependency(app, 'reads its outputs');
    const bucket = Bucket.fromBucketName(this, 'Bucket', webBucketName(config.stage));
    const streamUrls = Object.fromEntries([...app.streams].map(([name, { publishedUrl }]) => [name, publishedUrl]));
    const settings = webConfig({
      apiUrl: app.api.url,
      streamUrls,
      auth: { issuer: state.identity.issuer, clientId: app.webClient.userPoolClientId },
      stage: config.stage,
    });
    this.#upload(bucket, files, settings);
    this.#output({
      WebUrl: web.web.origin,
      ApiUrl: settings.apiUrl,
      ...Object.fromEntries(Object.entries(streamUrls).map(([name, url]) => [`${pascalName({ name })}StreamUrl`, url])),
      UserPoolId: state.identity.pool.userPoolId,
      UserPoolClientId: settings.auth.clientId,
      ...(app.dashboardUrl !== undefined && { DashboardUrl: app.dashboardUrl }),
    });
    this.#acknowledgeFindings(config.stage);
  }

  /**
   * Uploads in the order in which a browser needs the files: hashed ones, then `index.html` that names them, then
   * `config.json`. So no version that a browser loads lacks a file, or runs before its backend is deployed.
   * Tabs that are still open request files of older builds, so nothing is pruned.
   */
  #upload(bucket: IBucket, files: ISource, settings: WebConfig): void {
    const common = { destinationBucket: bucket, prune: false, logGroup: this.#deploymentLogs() };
    const hashed = new BucketDeployment(this, 'HashedFiles', {
      ...common,
      sources: [files],
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(YEAR), CacheControl.immutable()],
    });
    const others = new BucketDeployment(this, 'Files', {
      ...common,
      sources: [files],
      exclude: ['assets/*'],
      cacheControl: [CacheControl.noCache()],
    });
    const config = new BucketDeployment(this, 'Config', {
      ...common,
      sources: [Source.jsonData('config.json', settings)],
      cacheControl: [CacheControl.noStore()],
    });
    others.node.addDependency(hashed);
    config.node.addDependency(others);
  }

  /** Of CDK's deployment function. Its own default would retain them. */
  #deploymentLogs(): LogGroup {
    const { keepsData, settings } = this.#config;
    return new LogGroup(this, 'DeploymentLogs', {
      retention: Number(settings.LOG_RETENTION_DAYS),
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  #acknowledgeFindings(stage: string): void {
    // cdk-nag writes an unresolved value by its name.
    const known = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
    const partition = known(this.partition, 'Partition');
    const assets = `cdk-hnb659fds-assets-${known(this.account, 'AccountId')}-${known(this.region, 'Region')}`;
    const own = `coachstream-${stage}-web-<AWS::AccountId>-<AWS::Region>`;
    const buckets = [assets, own].map((name) => `AwsSolutions-IAM5[Resource::arn:${partition}:s3:::${name}/*]`);
    for (const id of [...DEPLOYMENT_FINDINGS, ...buckets]) {
      acknowledge(this, id, "CDK's own deployment function, which runs only at a deployment.");
    }
  }

  #output(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
