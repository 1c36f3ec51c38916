import {
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Aws, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { contentSecurityPolicy } from '../web-config.ts';
import { acknowledge } from './acknowledge.ts';
import { filesBucketName } from './files.ts';
import { signInDomainPrefix } from './identity.ts';

/** A fixed name, so that the last stack can fill the bucket without a reference to the first stack. */
export const webBucketName = (stage: string): string => `coachstream-${stage}-web-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** A path without a dot in its last segment is a screen of the app, not a file. */
const SCREENS_TO_INDEX = `function handler(event) {
  var request = event.request;
  if (request.uri.split('/').pop().indexOf('.') < 0) request.uri = '/index.html';
  return request;
}`;

export interface WebProps {
  readonly stage: string;
  readonly keep: boolean;
}

/**
 * Hosting of the web app: a private bucket behind CloudFront.
 *
 * This stack is created first, because the allowed origins of API and Function URLs contain its domain. So its own CSP
 * can name those hosts only by pattern. The last stack uploads the files.
 */
export class Web extends Construct {
  readonly distribution: Distribution;
  /** Without a trailing slash. */
  readonly origin: string;

  constructor(scope: Construct, id: string, { stage, keep }: WebProps) {
    super(scope, id);
    // The cast is needed because CDK's own types are not compatible with exactOptionalPropertyTypes.
    const bucket = new Bucket(this, 'Files', {
      bucketName: webBucketName(stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      autoDeleteObjects: !keep,
    }) as IBucket;
    if (!keep) this.#deleteLogsOfEmptying();
    const screens = new EdgeFunction(this, 'Screens', {
      code: FunctionCode.fromInline(SCREENS_TO_INDEX),
      runtime: FunctionRuntime.JS_2_0,
    });
    const files: BehaviorOptions = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.#securityHeaders(stage),
      compress: true,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `coachstream ${stage}`,
      defaultRootObject: 'index.html',
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        ...files,
        functionAssociations: [{ function: screens, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: { '/config.json': { ...files, cachePolicy: CachePolicy.CACHING_DISABLED } },
    });
    this.origin = `https://${this.distribution.distributionDomainName}`;
    acknowledge(bucket, 'AwsSolutions-S1', 'Public files that only CloudFront reads; there is nothing to audit.');
    this.#acknowledgeFindings();
  }

  /** CDK's function that empties the bucket logs to a group that would outlive the stack. So it gets another one. */
  #deleteLogsOfEmptying(): void {
    const provider = Stack.of(this).node.findChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
    const logs = new LogGroup(this, 'EmptyingLogs', { retention: 7, removalPolicy: RemovalPolicy.DESTROY });
    (provider.node.findChild('Handler') as CfnResource).addPropertyOverride(
      'LoggingConfig.LogGroup',
      logs.logGroupName,
    );
  }

  #securityHeaders(stage: string): ResponseHeadersPolicy {
    const connectTo = [
      `https://*.lambda-url.${Aws.REGION}.on.aws`,
      `https://*.execute-api.${Aws.REGION}.amazonaws.com`,
      `https://cognito-idp.${Aws.REGION}.amazonaws.com`,
      `https://${signInDomainPrefix(stage)}.auth.${Aws.REGION}.amazoncognito.com`,
    ];
    const files = `https://${filesBucketName(stage)}.s3.${Aws.REGION}.amazonaws.com`;
    return new ResponseHeadersPolicy(this, 'SecurityHeaders', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connectTo, files), override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
          { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        ],
      },
    });
  }

  #acknowledgeFindings(): void {
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'The coaches are available in all countries.');
    acknowledge(this.distribution, 'AwsSolutions-CFR2', 'Static files only; the API has its own firewall.');
    acknowledge(this.distribution, 'AwsSolutions-CFR3', 'Static files only; the API logs accesses.');
    acknowledge(this.distribution, 'AwsSolutions-CFR4', 'TLS 1.2 needs a custom domain, which no stage has yet.');
  }
}
