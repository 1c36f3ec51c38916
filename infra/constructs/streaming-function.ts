import { LambdaIntegration, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { FunctionUrlAuthType, HttpMethod, InvokeMode } from 'aws-cdk-lib/aws-lambda';
import { Duration, Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TurnRoute } from '#contract/coaches';
import type { Api } from './api.ts';
import { CORS_MAX_AGE_SECONDS, CORS_REQUEST_HEADERS, CORS_RESPONSE_HEADERS } from './cors.ts';
import { ProductFunction, type ProductFunctionProps } from './product-function.ts';
import { published } from './published.ts';

/** Maximum duration of a turn, on every path. */
const TURN_TIMEOUT = Duration.minutes(5);

export interface StreamingFunctionProps
  extends Omit<ProductFunctionProps, 'timeout' | 'memorySizeMb' | 'asynchronous'> {
  /** Exact origins that may call the Function URL. */
  readonly origins: readonly string[];
}

/**
 * A coach's function. It streams through its Function URL (path 1) and through routes of the API (paths 2 and 3).
 *
 * The URL has no IAM authorization: the function verifies the bearer token before it sends the first byte.
 */
export class StreamingFunction extends ProductFunction {
  /** For other stacks: the Function URL without a trailing slash. */
  readonly publishedUrl: string;
  readonly #integration: LambdaIntegration;

  constructor(scope: Construct, id: string, { origins, ...props }: StreamingFunctionProps) {
    super(scope, id, { ...props, timeout: TURN_TIMEOUT, memorySizeMb: 1024 });
    const { url } = this.handler.addFunctionUrl({
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.RESPONSE_STREAM,
      cors: {
        allowedOrigins: [...origins],
        allowedMethods: [HttpMethod.GET, HttpMethod.POST],
        allowedHeaders: [...CORS_REQUEST_HEADERS],
        exposedHeaders: [...CORS_RESPONSE_HEADERS],
        maxAge: Duration.seconds(CORS_MAX_AGE_SECONDS),
      },
    });
    // Lambda returns `https://<id>.lambda-url.<region>.on.aws/`.
    this.publishedUrl = published(this, 'StreamUrl', `https://${Fn.select(2, Fn.split('/', url))}`);
    this.#integration = new LambdaIntegration(this.handler, {
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout: TURN_TIMEOUT,
      scopePermissionToMethod: false,
    });
  }

  addTurnRoutes(api: Api, routes: readonly TurnRoute[]): void {
    for (const { method, path } of routes) api.addTurnMethod(method, templated(path), this.#integration);
  }
}

/** API Gateway writes a path parameter in braces: `:turnId` becomes `{turnId}`. */
const templated = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');
