import { type DynamoDBClient, paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Tier } from '#contract/tiers';

/** Users of the local issuer. */
export interface People {
  /** Creates a missing user, in the tier `free` by default. A given tier is also set on an existing user. */
  ensure(sub: string, tier?: Tier): Promise<void>;
  /** What the user's budgets consist of. */
  reservations(sub: string): Promise<readonly LocalReservation[]>;
}

/** A reservation as it is stored, of a turn, of a failed claim (`<turnId>.<attempt>`) or of other work. */
export interface LocalReservation {
  readonly id: string;
  readonly state: string;
  /** Tokens that it counts for. */
  readonly amount: number;
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
    async reservations(sub) {
      const found: LocalReservation[] = [];
      const query = {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: `U#${sub}` }, ':prefix': { S: 'RES#' } },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const { turnId, state, amount } of Items) {
          found.push({ id: turnId?.S ?? '', state: state?.S ?? '', amount: Number(amount?.N) });
        }
      }
      return found;
    },
  };
}
