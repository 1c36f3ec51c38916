import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynoxideBinary, type LocalDynamo, startDynoxide } from '../local-dynamo.ts';
import { tableDefinitions } from '../tables.ts';
import { createMemoryDynamo } from './engine.ts';
import { expressionsContract } from './expressions-contract.ts';
import { queriesContract } from './queries-contract.ts';

function agreement(open: () => DynamoDBDocumentClient) {
  expressionsContract(open);
  queriesContract(open);
}

describe('in memory', () => agreement(() => createMemoryDynamo(tableDefinitions).client));

describe.skipIf(dynoxideBinary() === undefined)('on Dynoxide', () => {
  let engine: LocalDynamo;
  beforeAll(async () => {
    engine = await startDynoxide();
  });
  afterAll(() => engine?.stop());

  agreement(() => engine.client);
});
