import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ProductFunction } from './product-function.ts';

const KEYS = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
};

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** A transaction asks for the permission of each of its parts. */
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];
const BULK_DELETE = ['dynamodb:BatchWriteItem'];

export interface TableAccess {
  /** `erase`: reads, writes, and deletes many at a time. */
  readonly main: 'use' | 'erase';
  /** Whether the index `list` is asked too. */
  readonly lists?: boolean;
  /** Whether the index `due` is asked too. */
  readonly due?: boolean;
  readonly events?: 'use' | 'erase';
}

export interface DataProps {
  /** Keeps the tables when their stack goes, and refuses to delete them. */
  readonly keep: boolean;
}

/**
 * The two tables.
 *
 * `main` holds what must last. Index `due` has only items to which something is still to happen, by keys alone: the
 * sweeper reads each of them consistently anyway, and every move of `dueAt` costs one small write. Index `list` has keys
 * too: a turn writes its session twice, and a page of a list reads what it shows as it is now.
 * `events` holds the logs of turns, which nobody misses after a day.
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

  /** The settings by which a function finds the tables. */
  get environment(): { TABLE_NAME: string; EVENTS_TABLE_NAME: string } {
    return { TABLE_NAME: this.main.tableName, EVENTS_TABLE_NAME: this.events.tableName };
  }
}

const actionsOf = (access: 'use' | 'erase') => [...READ, ...WRITE, ...(access === 'erase' ? BULK_DELETE : [])];
