import * as z from 'zod/mini';
import type { CorsRule } from '../s3/cors.ts';
import type { ExpirationRule } from '../s3/lifecycle.ts';
import type { Resolver } from './resolve.ts';

/** A bucket to serve. */
export interface BucketSpec {
  readonly name: string;
  readonly cors: readonly CorsRule[];
  readonly expiration: readonly ExpirationRule[];
}

const strings = () => z._default(z.array(z.string()), []);
const BucketProperties = z.object({
  CorsConfiguration: z.optional(
    z.object({
      CorsRules: z.array(
        z.object({
          AllowedOrigins: strings(),
          AllowedMethods: strings(),
          AllowedHeaders: strings(),
          ExposedHeaders: strings(),
          MaxAge: z.optional(z.number()),
        }),
      ),
    }),
  ),
  LifecycleConfiguration: z.optional(
    z.object({
      // Strict, so that a rule that is not understood stops the start instead of being ignored.
      Rules: z.array(
        z.strictObject({
          Id: z.optional(z.string()),
          Status: z.enum(['Enabled', 'Disabled']),
          Prefix: z._default(z.string(), ''),
          TagFilters: z._default(z.array(z.object({ Key: z.string(), Value: z.string() })), []),
          ExpirationInDays: z.optional(z.number()),
          // Nothing here uploads in parts.
          AbortIncompleteMultipartUpload: z.optional(z.unknown()),
        }),
      ),
    }),
  ),
});

/** @throws Error for a life-cycle rule that the local S3 does not know. */
export function readBuckets(resolver: Resolver): BucketSpec[] {
  return resolver.find('AWS::S3::Bucket').map((resource) => {
    const { CorsConfiguration, LifecycleConfiguration } = BucketProperties.parse(resolver.properties(resource));
    return {
      name: resolver.ref(resource),
      cors: (CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        allowedOrigins: rule.AllowedOrigins,
        allowedMethods: rule.AllowedMethods,
        allowedHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposedHeaders,
        maxAgeSeconds: rule.MaxAge,
      })),
      expiration: (LifecycleConfiguration?.Rules ?? []).flatMap(
        ({ Status, Prefix: prefix, TagFilters, ExpirationInDays: days }) =>
          Status === 'Enabled' && days !== undefined
            ? [{ prefix, days, tags: Object.fromEntries(TagFilters.map(({ Key, Value }) => [Key, Value])) }]
            : [],
      ),
    };
  });
}
