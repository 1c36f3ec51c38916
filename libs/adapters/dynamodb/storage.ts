import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '#ports/clock';

export interface MainTable {
  /** Made with `removeUndefinedValues`. */
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** For waiting between tries, and for what expires. */
  readonly clock: Clock;
}

export interface Storage extends MainTable {
  readonly eventsTableName: string;
}

/** An item as the document client gives it. */
export type Row = Readonly<Record<string, unknown>>;
