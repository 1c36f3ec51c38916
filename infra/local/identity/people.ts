import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Tier } from '#contract/tiers';

/** Users of the local issuer. */
export interface People {
  /** Creates a missing user, in the tier `free` by default. A given tier is also set on an existing user. */
  ensure(sub: string, tier?: Tier): Promise<void>;
}

/** Accounts that exist from the start, one per tier. */
export const DEMO_ACCOUNTS: Readonly<Record<Tier, string>> = {
  free: 'demo-free',
  pro: 'demo-pro',
  studio: 'demo-studio',
};

/** Writes the users' profile items. */
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
