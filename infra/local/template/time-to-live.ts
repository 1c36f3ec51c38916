import * as z from 'zod/mini';
import type { Resolver } from './resolve.ts';

/** A table whose items expire. */
export interface ExpiringTable {
  readonly tableName: string;
  /** Holds the time of expiry, in seconds since the Unix epoch. */
  readonly attribute: string;
}

const Expiring = z.object({
  TimeToLiveSpecification: z.optional(z.object({ AttributeName: z.string(), Enabled: z.boolean() })),
});

export function readTimeToLive(resolver: Resolver): ExpiringTable[] {
  return ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'].flatMap((type) =>
    resolver.find(type).flatMap((resource) => {
      const { TimeToLiveSpecification } = Expiring.parse(resolver.properties(resource));
      if (!TimeToLiveSpecification?.Enabled) return [];
      return [{ tableName: resolver.ref(resource), attribute: TimeToLiveSpecification.AttributeName }];
    }),
  );
}
