import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

const KEYS = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
};

/**
 * An action on a table. A transaction needs that of each of its items, and a batch only its own.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'BatchWriteItem';

/** What a function does with the tables. A test fails for an action that it is not seen to use. */
export interface TableAccess {
  readonly main: readonly TableAction[];
  readonly events?: readonly TableAction[];
  /** Indexes of the main table that it queries. */
  readonly indexes?: readonly ('due' | 'list')[];
}

export interface DataProps {
  /** Whether the tables are retained and protected from deletion. */
  readonly keep: boolean;
}

/**
 * The two tables.
 *
 * `main` holds the durable data. Its index `due` contains only items with pending work, and only their keys. The
 * sweeper reads each item consistently anyway, so every change of `dueAt` costs only one small write. Its index `list`
 * contains only keys too, because a turn writes its session twice. A page of a list reads the current items.
 * `events` holds the turns' event logs, which expire after a day.
 */
export class Data extends Construct {
  readonly main: TableV2;
  readonly events: TableV2;

  constructor(scope: Construct, id: string, { keep }: DataProps) {
    super(scope, id);
    const common = {
      ...KEYS,
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'ttl',
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.main = new TableV2(this, 'Main', {
      ...common,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      globalSecondaryIndexes: [
        {
          indexName: 'due',
          partitionKey: { name: 'dueShard', type: AttributeType.STRING },
          sortKey: { name: 'dueAt', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          indexName: 'list',
          partitionKey: { name: 'listKey', type: AttributeType.STRING },
          sortKey: { name: 'listSort', type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    this.events = new TableV2(this, 'Events', common);
  }

  allow(fn: ProductFunction, { main, events = [], indexes = [] }: TableAccess): void {
    fn.allow(main.map(named), [this.main.tableArn]);
    if (events.length > 0) fn.allow(events.map(named), [this.events.tableArn]);
    if (indexes.length > 0) {
      fn.allow(
        ['dynamodb:Query'],
        indexes.map((index) => `${this.main.tableArn}/index/${index}`),
      );
    }
  }

  /** Settings with the names of the tables. */
  get environment(): { TABLE_NAME: string; EVENTS_TABLE_NAME: string } {
    return { TABLE_NAME: this.main.tableName, EVENTS_TABLE_NAME: this.events.tableName };
  }
}

const named = (action: TableAction): string => `dynamodb:${action}`;
