import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '#ports/clock';

export interface MainTable {
  /** Created with `removeUndefinedValues`. */
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** For waits between attempts and for expiry times. */
  readonly clock: Clock;
}

export interface Storage extends MainTable {
  readonly eventsTableName: string;
}

/** An item as the document client returns it. */
export type Row = Readonly<Record<string, unknown>>;
