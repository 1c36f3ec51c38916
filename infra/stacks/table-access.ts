import type { TableAccess } from '../constructs/data.ts';
import type { FileAccess } from '../constructs/files.ts';

/** What every stream function does with the tables. */
export const TURN_ACCESS = {
  main: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
  events: ['Query', 'PutItem'],
} as const satisfies TableAccess;

/** What a stream function that starts jobs does besides: it removes their orders. */
export const ORDER_ACCESS = ['DeleteItem'] as const satisfies TableAccess['main'];

/** What each other function does with the tables, by its folder. */
export const TABLE_ACCESS = {
  'coach-api': {
    main: [...TURN_ACCESS.main, ...ORDER_ACCESS, 'BatchWriteItem'],
    events: TURN_ACCESS.events,
    indexes: ['list'],
  },
  'build-coach-config': { main: ['GetItem', 'UpdateItem'] },
  'summarize-conversation': { main: ['GetItem', 'Query', 'UpdateItem'] },
  'delete-user-data': {
    main: ['GetItem', 'Query', 'BatchWriteItem', 'UpdateItem', 'DeleteItem'],
    events: ['Query', 'BatchWriteItem'],
  },
  'generate-asset': { main: ['GetItem', 'PutItem', 'UpdateItem'] },
  'mark-failed-job': { main: ['GetItem', 'UpdateItem'] },
  'cleanup-expired-sessions': {
    main: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    events: ['Query', 'PutItem'],
    indexes: ['due'],
  },
} as const satisfies Readonly<Record<string, TableAccess>>;

/** What a stream function whose messages have images does with files. */
export const UPLOAD_ACCESS = {
  uploads: ['GetObject', 'GetObjectTagging', 'PutObjectTagging', 'ListBucket'],
} as const satisfies FileAccess;

/** What each other function does with the files of people, by its folder. */
export const FILE_ACCESS = {
  'coach-api': {
    uploads: ['GetObject', 'PutObject', 'GetObjectTagging', 'PutObjectTagging', 'DeleteObject', 'ListBucket'],
    assets: ['GetObject', 'DeleteObject'],
  },
  'generate-asset': { uploads: ['GetObject', 'ListBucket'], assets: ['GetObject', 'PutObject', 'ListBucket'] },
  'delete-user-data': { uploads: ['DeleteObject'] },
} as const satisfies Readonly<Record<string, FileAccess>>;
