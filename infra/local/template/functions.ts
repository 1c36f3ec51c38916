import { join } from 'node:path';
import * as z from 'zod/mini';
import type { UrlCors } from '../gateways/url-cors.ts';
import type { FunctionSpec } from '../lambda/function-host.ts';
import { arnOf } from './local-values.ts';
import type { Resolver } from './resolve.ts';

const FunctionProperties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Timeout: z._default(z.number(), 3),
  MemorySize: z._default(z.number(), 128),
  ReservedConcurrentExecutions: z.optional(z.number()),
  Environment: z._default(z.object({ Variables: z._default(z.record(z.string(), z.string()), {}) }), { Variables: {} }),
});

export interface ReadFunctionsOptions {
  /** Prefix of a folder's name in the function's physical name. */
  readonly functionPrefix: string;
  /** Contains a folder with an `index.mjs` for each function. */
  readonly bundles: string;
}

/** Lambda's limit of all environment variables of a function: their names and values. */
const ENVIRONMENT_LIMIT_BYTES = 4 * 1024;

/**
 * The functions, with their environment in the template.
 *
 * @throws Error for an environment that Lambda would refuse.
 */
export function readFunctions(resolver: Resolver, { functionPrefix, bundles }: ReadFunctionsOptions): FunctionSpec[] {
  return resolver.find('AWS::Lambda::Function').map((resource) => {
    const properties = FunctionProperties.parse(resolver.properties(resource));
    const environment = properties.Environment.Variables;
    const sizeBytes = Buffer.byteLength(Object.entries(environment).flat().join(''));
    if (sizeBytes > ENVIRONMENT_LIMIT_BYTES)
      throw new Error(
        `the environment of ${properties.FunctionName} has ${sizeBytes} bytes, and Lambda allows ${ENVIRONMENT_LIMIT_BYTES}`,
      );
    const name = properties.FunctionName.startsWith(functionPrefix)
      ? properties.FunctionName.slice(functionPrefix.length)
      : properties.FunctionName;
    return {
      name,
      functionName: properties.FunctionName,
      functionArn: arnOf(resource.type, properties.FunctionName),
      modulePath: join(bundles, name, 'index.mjs'),
      exportName: properties.Handler.split('.').at(-1) ?? 'handler',
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      environment,
    };
  });
}

const strings = () => z._default(z.array(z.string()), []);

const UrlProperties = z.object({
  TargetFunctionArn: z.string(),
  AuthType: z.literal('NONE'),
  InvokeMode: z.literal('RESPONSE_STREAM'),
  Cors: z.optional(
    z.object({
      AllowOrigins: strings(),
      AllowMethods: strings(),
      AllowHeaders: strings(),
      ExposeHeaders: strings(),
      AllowCredentials: z._default(z.boolean(), false),
      MaxAge: z._default(z.number(), 0),
    }),
  ),
});

export interface FunctionUrlSpec {
  readonly functionArn: string;
  readonly cors: UrlCors | undefined;
}

/** Function URLs. Like the product, the local stack has only streaming ones without IAM. */
export function readFunctionUrls(resolver: Resolver): FunctionUrlSpec[] {
  return resolver.find('AWS::Lambda::Url').map((resource) => {
    const { TargetFunctionArn, Cors } = UrlProperties.parse(resolver.properties(resource));
    return {
      functionArn: TargetFunctionArn,
      cors: Cors && {
        allowOrigins: Cors.AllowOrigins,
        allowMethods: Cors.AllowMethods,
        allowHeaders: Cors.AllowHeaders,
        exposeHeaders: Cors.ExposeHeaders,
        allowCredentials: Cors.AllowCredentials,
        maxAgeSeconds: Cors.MaxAge,
      },
    };
  });
}
