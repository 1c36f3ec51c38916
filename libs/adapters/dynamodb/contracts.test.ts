import { afterAll, beforeAll, describe } from 'vitest';
import { dynoxideBinary, type LocalDynamo, startDynamoDbLocal, startDynoxide } from '#testing/local-dynamo';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { storeContract, storeOn } from '#testing/store-contract';
import { tableDefinitions } from '#testing/tables';

storeContract('in memory', () => storeOn(createMemoryDynamo(tableDefinitions).client));

const engines = [
  { name: 'on Dynoxide', isHere: dynoxideBinary() !== undefined, start: startDynoxide },
  { name: 'on DynamoDB Local', isHere: process.env['DYNAMODB_LOCAL'] === '1', start: startDynamoDbLocal },
];

describe.each(engines.filter(({ isHere }) => isHere))('$name', ({ name, start }) => {
  let engine: LocalDynamo;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.stop());

  storeContract(name, () => storeOn(engine.client));
});
