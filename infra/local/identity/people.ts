import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Tier } from '#contract/tiers';

/** Whose tokens the local issuer makes. */
export interface People {
  /** Makes a user who isn't there yet, free unless a tier is given; a tier that is given is set in any case. */
  ensure(sub: string, tier?: Tier): Promise<void>;
}

/** There from the start, one for each tier. */
export const DEMO_ACCOUNTS: Readonly<Record<Tier, string>> = {
  free: 'demo-free',
  pro: 'demo-pro',
  studio: 'demo-studio',
};

/** Writes profiles as data.md describes them. */
export function createPeople(client: DynamoDBClient, tableName: string): People {
  return {
    async ensure(sub, tier) {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { pk: { S: `U#${sub}` }, sk: { S: 'PROFILE' } },
          UpdateExpression: tier ? 'SET tier = :tier' : 'SET tier = if_not_exists(tier, :tier)',
          ExpressionAttributeValues: { ':tier': { S: tier ?? 'free' } },
        }),
      );
    },
  };
}
