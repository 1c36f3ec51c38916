import { appendFileSync } from 'node:fs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { type Command, createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { storeContract, storeOn } from '../store-contract.ts';
import { tableDefinitions } from '../tables.ts';
import { conditionsOf, withoutCondition } from './named-conditions.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The condition that every write goes without, as JSON. */
    readonly without?: string | undefined;
    /** A file to which every condition is appended, as a line of JSON. */
    readonly collectInto?: string | undefined;
  }
}

const without = inject('without');
const collectInto = inject('collectInto');
const dropped = without === undefined ? undefined : JSON.parse(without);

/** The promises of the store, on a store whose writes go without one condition. */
storeContract('without a condition', () => {
  const { client } = createMemoryDynamo(tableDefinitions);
  const send = (command: Command) => {
    if (collectInto !== undefined) {
      for (const condition of conditionsOf(command)) appendFileSync(collectInto, `${JSON.stringify(condition)}\n`);
    }
    return client.send((dropped === undefined ? command : withoutCondition(command, dropped)) as never);
  };
  return storeOn({ send } as unknown as DynamoDBDocumentClient);
});
