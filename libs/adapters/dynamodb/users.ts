import type { Users } from '#ports/sessions';
import { budgetOf, userOf } from './items.ts';
import { budgetKey, userKey } from './keys.ts';
import { getRow } from './rows.ts';
import type { MainTable } from './storage.ts';

export function createDynamoUsers(table: MainTable): Users {
  return {
    async get(sub) {
      return userOf(await getRow(table, userKey(sub)));
    },
    async budget(sub, period) {
      return budgetOf(await getRow(table, budgetKey(sub, period)));
    },
  };
}
