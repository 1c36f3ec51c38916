import type { TableAccess } from '../constructs/data.ts';

/** What every stream function does with the tables. */
export const TURN_ACCESS = {
  main: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  events: ['Query', 'PutItem'],
} as const satisfies TableAccess;

/** What each other function does with the tables, by its folder. */
export const TABLE_ACCESS = {
  'coach-api': { main: [...TURN_ACCESS.main, 'BatchWriteItem'], events: TURN_ACCESS.events, indexes: ['list'] },
  'build-coach-config': { main: ['GetItem', 'UpdateItem'] },
  'summarize-conversation': { main: ['GetItem', 'Query', 'UpdateItem'] },
  'delete-user-data': {
    main: ['GetItem', 'Query', 'BatchWriteItem', 'DeleteItem'],
    events: ['Query', 'BatchWriteItem'],
  },
  'mark-failed-job': { main: ['GetItem', 'UpdateItem'] },
  'cleanup-expired-sessions': {
    main: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    events: ['Query', 'PutItem'],
    indexes: ['due'],
  },
} as const satisfies Readonly<Record<string, TableAccess>>;
