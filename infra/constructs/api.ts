import {
  AccessLogFormat,
  AuthorizationType,
  type CfnStage,
  EndpointType,
  type IResource,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Aws, Duration, Lazy, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { CORS_MAX_AGE_SECONDS, CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS } from './cors.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import type { ProductFunction } from './product-function.ts';

/** Last segment of the API's URL, the same as on the local stack. */
const API_STAGE = 'api';

/** Requests per second and burst size. A turn costs a model call; the other routes cost a few reads. */
const THROTTLES = { turn: { rate: 50, burst: 100 }, other: { rate: 500, burst: 1000 } };

const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    method: '$context.httpMethod',
    resource: '$context.resourcePath',
    status: '$context.status',
    bytes: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    integrationMs: '$context.integrationLatency',
    integrationError: '$context.integration.error',
    firewall: '$context.wafResponseCode',
  }),
);

/** The managed policy in cdk-nag's spelling. */
const LOGGING_POLICY = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

export interface ApiProps {
  readonly config: StageConfig;
  /** Exact origins that may call the API; the first is the web app's. */
  readonly origins: readonly [string, ...string[]];
  /** Answers all routes except turns, including 404 and 405. */
  readonly fallback: ProductFunction;
}

/**
 * The REST API: paths 2 and 3 of every turn, and all JSON routes.
 *
 * Each turn route is its own resource, added by the function that streams it. All other requests go to one function:
 * by `{proxy+}`, and by ANY on each resource that a turn route created. The functions verify tokens, so all paths give
 * the same answers.
 */
export class Api extends Construct {
  readonly rest: RestApi;
  /** Without a trailing slash. */
  readonly url: string;
  readonly #throttles: CfnStage.MethodSettingProperty[] = [throttle('*', '*', THROTTLES.other)];

  constructor(scope: Construct, id: string, { config, origins, fallback }: ApiProps) {
    super(scope, id);
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: Number(config.settings.LOG_RETENTION_DAYS),
      removalPolicy: config.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.rest = new RestApi(this, 'Rest', {
      restApiName: `coachstream-${config.stage}`,
      endpointTypes: [EndpointType.REGIONAL],
      // Access logs need the account's CloudWatch role, which a new account does not have.
      cloudWatchRole: config.hosted,
      defaultIntegration: new LambdaIntegration(fallback.handler, { scopePermissionToMethod: false }),
      defaultCorsPreflightOptions: {
        allowOrigins: [...origins],
        allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
        allowHeaders: [...CORS_REQUEST_HEADERS],
        exposeHeaders: [...CORS_RESPONSE_HEADERS],
        maxAge: Duration.seconds(CORS_MAX_AGE_SECONDS),
      },
      deployOptions: {
        stageName: API_STAGE,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat: ACCESS_LOG,
        loggingLevel: MethodLoggingLevel.OFF,
        tracingEnabled: true,
      },
    });
    this.url = `https://${this.rest.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${API_STAGE}`;
    const stage = this.rest.deploymentStage.node.defaultChild as CfnStage;
    stage.methodSettings = Lazy.any({ produce: () => this.#throttles });
    this.rest.root.addMethod('ANY');
    this.rest.root.addProxy({ anyMethod: true });
    this.#addServiceRoutes();
    addGatewayResponses(this.rest, origins[0]);
    this.#acknowledgeFindings();
    if (!config.hosted) acknowledge(this.rest, 'AwsSolutions-APIG3', 'The local stack has no firewall.');
  }

  /** Adds a turn's method, and the resources of its path that do not exist yet. */
  addTurnMethod(method: string, path: string, integration: LambdaIntegration): Method {
    this.#throttles.push(throttle(path, method, THROTTLES.turn));
    return this.#resource(path).addMethod(method, integration);
  }

  /** Trusted backends sign their requests. API Gateway verifies the signature and the caller's IAM permission. */
  #addServiceRoutes(): void {
    const service = this.#resource('/service').addProxy({ anyMethod: false });
    service.addMethod('ANY', undefined, { authorizationType: AuthorizationType.IAM });
  }

  #resource(path: string): IResource {
    let node: IResource = this.rest.root;
    for (const segment of path.split('/').filter(Boolean)) {
      node = node.getResource(segment) ?? withAny(node.addResource(segment));
    }
    return node;
  }

  #acknowledgeFindings(): void {
    acknowledge(this.rest, 'AwsSolutions-APIG2', 'Functions validate by schema, so that all paths answer alike.');
    acknowledge(this.rest, 'AwsSolutions-APIG4', 'Functions verify the token, so that all paths answer alike.');
    acknowledge(this.rest, 'AwsSolutions-COG4', 'Functions verify the token, so that all paths answer alike.');
    acknowledge(this.rest, 'AwsSolutions-APIG6', 'Execution logs contain request headers; access logs are sufficient.');
    acknowledge(
      this.rest,
      `AwsSolutions-IAM4[Policy::${LOGGING_POLICY}]`,
      "API Gateway's account-wide logging role uses a managed policy of AWS.",
    );
  }
}

function withAny(resource: IResource): IResource {
  resource.addMethod('ANY');
  return resource;
}

/** CloudFormation requires a plain leading slash and `~1` for every other slash of the path. */
function throttle(
  path: string,
  httpMethod: string,
  { rate, burst }: { rate: number; burst: number },
): CfnStage.MethodSettingProperty {
  return {
    resourcePath: `/${path.replaceAll('/', '~1')}`,
    httpMethod,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
  };
}
