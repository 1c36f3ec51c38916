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

/** The API's URL ends with it, as it does on a laptop. */
const API_STAGE = 'api';

/** Requests a second, and how many at once after a pause. A turn costs a model call, everything else a few reads. */
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

/** As cdk-nag writes it. */
const LOGGING_POLICY = 'arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

export interface ApiProps {
  readonly config: StageConfig;
  /** Exact origins that may call; the first is the web app's own. */
  readonly origins: readonly [string, ...string[]];
  /** Answers whatever no turn route answers, with 404 and 405 of its own. */
  readonly fallback: ProductFunction;
}

/**
 * The REST API: paths 2 and 3 of every turn, and all JSON routes.
 *
 * A turn route is a resource of its own, added by the function that streams it. All else goes to one function, by
 * `{proxy+}` and by ANY on each resource that a turn route needed. Tokens are verified in the functions, so that all
 * paths answer alike.
 */
export class Api extends Construct {
  readonly rest: RestApi;
  /** Without a slash at the end. */
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
    if (!config.hosted) acknowledge(this.rest, 'AwsSolutions-APIG3', 'A laptop has no firewall.');
  }

  /** Adds a method of a turn, and on the way whatever resources it needs. */
  addTurnMethod(method: string, path: string, integration: LambdaIntegration): Method {
    this.#throttles.push(throttle(path, method, THROTTLES.turn));
    return this.#resource(path).addMethod(method, integration);
  }

  /** Trusted backends sign their requests; API Gateway checks that, and whom the account lets call. */
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
    acknowledge(this.rest, 'AwsSolutions-APIG2', 'Functions validate, by schema, so that every path refuses alike.');
    acknowledge(this.rest, 'AwsSolutions-APIG4', 'Functions verify the token, so that every path refuses alike.');
    acknowledge(this.rest, 'AwsSolutions-COG4', 'Functions verify the token, so that every path refuses alike.');
    acknowledge(this.rest, 'AwsSolutions-APIG6', 'Execution logs repeat headers; access logs hold what is needed.');
    acknowledge(
      this.rest,
      `AwsSolutions-IAM4[Policy::${LOGGING_POLICY}]`,
      "The account-wide role with which API Gateway logs is AWS's own.",
    );
  }
}

function withAny(resource: IResource): IResource {
  resource.addMethod('ANY');
  return resource;
}

/** CloudFormation wants every slash of the path as `~1`, behind a plain one. */
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
