import { beforeAll, describe, expect, it } from 'vitest';
import { cachedBuild } from '../build/cached-build.ts';
import { type Product, readProduct } from '../template/product.ts';
import { bedrockAccesses } from './bedrock-access.ts';
import { dynamoAccesses } from './dynamodb-access.ts';
import { openPermissions } from './open-permissions.ts';
import { accessKeyOf, createPermissions } from './permissions.ts';
import type { Roles } from './roles.ts';
import { listAccess } from './s3-access.ts';

const signedBy = (functionName: string) =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyOf(functionName)}/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x`;
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/main';

describe('the evaluation of a role', () => {
  const roles: Roles = new Map([
    [
      'reader',
      [
        { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [TABLE] },
        { actions: ['dynamodb:Query'], resources: [`${TABLE}/index/list`] },
        { actions: ['bedrock:*'], resources: ['arn:aws:bedrock:*::foundation-model/m.v1'] },
      ],
    ],
  ]);
  const { refusalOf } = createPermissions(roles);
  const mayRead = (operation: string, body: object) =>
    refusalOf(signedBy('reader'), dynamoAccesses(operation, JSON.stringify(body))) === undefined;

  it.each([
    ['GetItem', { TableName: 'main' }, true],
    ['GetItem', { TableName: 'mainframe' }, false],
    ['PutItem', { TableName: 'main' }, false],
    ['Query', { TableName: 'main', IndexName: 'list' }, true],
    ['Query', { TableName: 'main', IndexName: 'due' }, false],
    ['BatchGetItem', { RequestItems: { main: {} } }, false],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'main' } }] }, true],
    ['TransactWriteItems', { TransactItems: [{ ConditionCheck: { TableName: 'main' } }] }, false],
  ])('decides on %s with %j: %s', (operation, body, isAllowed) => {
    expect(mayRead(operation, body)).toBe(isAllowed);
  });

  it('treats a dot in a pattern as a dot, and names what is missing', () => {
    const ask = (resource: string) => refusalOf(signedBy('reader'), [{ action: 'bedrock:InvokeModel', resource }]);
    expect(ask('arn:aws:bedrock:eu-west-1::foundation-model/m.v1')).toBeUndefined();
    expect(ask('arn:aws:bedrock:eu-west-1::foundation-model/mxv1')).toContain(
      'is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-west-1::foundation-model/mxv1',
    );
  });

  it('asks for a profile and for its model in every Region', () => {
    expect(bedrockAccesses('ConverseStream', 'us.maker.model-v1').map(({ resource }) => resource)).toEqual([
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.maker.model-v1',
      'arn:aws:bedrock:us-east-1::foundation-model/maker.model-v1',
      'arn:aws:bedrock:us-west-2::foundation-model/maker.model-v1',
    ]);
  });

  it('asks for a global profile also for its model without a Region', () => {
    const asked = bedrockAccesses('ConverseStream', 'global.maker.model-v1').map(({ resource }) => resource);
    expect(asked.at(0)).toBe('arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.maker.model-v1');
    expect(asked.at(-1)).toBe('arn:aws:bedrock:::foundation-model/maker.model-v1');
  });

  it('allows an action with a condition only for a value that one of its patterns matches', () => {
    const granted = (isOptional: boolean) =>
      createPermissions(
        new Map([
          [
            'lister',
            [
              {
                actions: ['s3:ListBucket'],
                resources: ['arn:aws:s3:::files'],
                conditions: [{ key: 's3:prefix', patterns: ['a/*', 'b/*'], isOptional }],
              },
            ],
          ],
        ]),
      );
    const allows = (isOptional: boolean, prefix?: string) =>
      granted(isOptional).refusalFor('lister', [listAccess('files', prefix)]) === undefined;

    expect([true, false].map((isOptional) => allows(isOptional, 'a/1'))).toEqual([true, true]);
    expect([true, false].map((isOptional) => allows(isOptional, 'b/'))).toEqual([true, true]);
    expect([true, false].map((isOptional) => allows(isOptional, 'c/1'))).toEqual([false, false]);
    expect([true, false].map((isOptional) => allows(isOptional))).toEqual([true, false]);
  });

  it('checks only the keys of functions', () => {
    expect(refusalOf('Credential=local/x', [{ action: 'dynamodb:PutItem', resource: TABLE }])).toBeUndefined();
    expect(refusalOf(undefined, [{ action: 'dynamodb:PutItem', resource: TABLE }])).toBeUndefined();
  });
});

describe('the roles of the product', () => {
  let product: Product;
  let roles: Roles;
  beforeAll(async () => {
    const outdir = await cachedBuild('product', { say: () => undefined });
    const identity = { issuer: 'http://127.0.0.1:1', clientId: 'local' };
    product = readProduct({ outdir, identity, origin: 'http://127.0.0.1:1' });
    ({ roles } = product);
  });

  it('are read for every function, each with the tables that it uses, and for the schedule', () => {
    const functions = [...roles].filter(([name]) => !name.includes('Schedule'));
    expect([functions.length, roles.size]).toEqual([10, 11]);
    for (const [name, statements] of functions) {
      const actions = statements.flatMap((statement) => statement.actions);
      expect(actions, name).toContain('dynamodb:GetItem');
    }
  });

  it('stop the start when a service of AWS could not do its part with them', () => {
    const serviceUses = [
      {
        principal: 'coachstream-local-coach-api',
        accesses: [{ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:123456789012:other' }],
        purpose: 'to keep what has failed',
      },
    ];
    expect(() => openPermissions({ ...product, serviceUses })).toThrow(
      /^User: coachstream-local-coach-api is not authorized to perform: sqs:SendMessage .*, which AWS needs to keep what has failed$/,
    );
  });

  it('and each of the permissions to call a function is needed by the API or by a URL', () => {
    expect(product.callerRules.length).toBeGreaterThan(6);
    for (const rule of product.callerRules) {
      const callerRules = product.callerRules.filter((other) => other !== rule);
      expect(() => openPermissions({ ...product, callerRules })).toThrow(/^no permission lets .* call arn:aws:lambda:/);
    }
  });

  it('allow the import of games, which writes in batches, and the erasure of data, and no other bulk write', () => {
    const bulk = [...roles].filter(([, statements]) =>
      statements.some(({ actions }) => actions.includes('dynamodb:BatchWriteItem')),
    );
    expect(bulk.map(([name]) => name.replace('coachstream-local-', '')).sort()).toEqual([
      'coach-api',
      'delete-user-data',
    ]);
  });
});
