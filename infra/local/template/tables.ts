import * as z from 'zod/mini';
import type { Resolver } from './resolve.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const TableProperties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  GlobalSecondaryIndexes: z.optional(
    z.array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.optional(z.array(z.string())),
        }),
      }),
    ),
  ),
});

/** The tables to create. Streams, backups and TTL are left out, because no local engine has them. */
export type TableSpec = z.output<typeof TableProperties> & { readonly TableName: string };

export function readTables(resolver: Resolver): TableSpec[] {
  return ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'].flatMap((type) =>
    resolver.find(type).map((resource) => ({
      TableName: resolver.ref(resource),
      ...TableProperties.parse(resolver.properties(resource)),
    })),
  );
}
