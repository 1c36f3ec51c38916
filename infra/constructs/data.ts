import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

const KEYS = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
};

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** A transaction needs the permission of each of its items. */
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];
const BULK = ['dynamodb:BatchWriteItem'];

export interface TableAccess {
  /** `use`: reads and writes. `bulk`: writes and deletes in batches, too. */
  readonly main: 'use' | 'bulk';
  /** Whether the function queries the index `list`. */
  readonly lists?: boolean;
  /** Whether the function queries the index `due`. */
  readonly due?: boolean;
  readonly events?: 'use' | 'bulk';
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

  allow(fn: ProductFunction, { main, lists, due, events }: TableAccess): void {
    fn.allow(actionsOf(main), [this.main.tableArn]);
    if (lists) fn.allow(['dynamodb:Query'], [`${this.main.tableArn}/index/list`]);
    if (due) fn.allow(['dynamodb:Query'], [`${this.main.tableArn}/index/due`]);
    if (events) fn.allow(actionsOf(events), [this.events.tableArn]);
  }

  /** Settings with the names of the tables. */
  get environment(): { TABLE_NAME: string; EVENTS_TABLE_NAME: string } {
    return { TABLE_NAME: this.main.tableName, EVENTS_TABLE_NAME: this.events.tableName };
  }
}

const actionsOf = (access: 'use' | 'bulk') => [...READ, ...WRITE, ...(access === 'bulk' ? BULK : [])];
