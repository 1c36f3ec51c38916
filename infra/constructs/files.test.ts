import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { expect, it } from 'vitest';
import { stageConfig } from '../config.ts';
import { type FileAccess, Files } from './files.ts';
import { ProductFunction } from './product-function.ts';

const NAME = ['arn:', { Ref: 'AWS::Partition' }, ':s3:::coachstream-local-files-', { Ref: 'AWS::AccountId' }, '-'];
const BUCKET = { 'Fn::Join': ['', [...NAME, { Ref: 'AWS::Region' }]] };
const below = (folder: string) => ({ 'Fn::Join': ['', [...NAME, { Ref: 'AWS::Region' }, `/${folder}/*`]] });

/** The statements about S3 of a function with this access. */
function statementsFor(access: FileAccess): unknown[] {
  const stack = new Stack(new App(), 'Stack');
  const files = new Files(stack, 'Files', { stage: 'local', keep: false, hosted: false, origins: ['http://web'] });
  const fn = new ProductFunction(stack, 'Worker', {
    folder: 'worker',
    config: stageConfig('local'),
    code: () => Code.fromInline('//'),
    environment: files.environment,
    timeout: Duration.seconds(1),
    memorySizeMb: 128,
    concurrency: undefined,
    alarms: undefined,
  });
  files.allow(fn, access);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  return Object.values(policies)
    .flatMap((policy) => policy['Properties'].PolicyDocument.Statement)
    .filter(({ Action }) => String(Action).startsWith('s3:'));
}

it('a function gets the named actions on the files of the named folders only', () => {
  expect(statementsFor({ uploads: ['GetObject'], assets: ['PutObject', 'DeleteObject'] })).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: below('user-uploads') },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: below('user-assets') },
  ]);
});

it('a function that may list gets the prefixes of its folders as a condition', () => {
  const condition = (...patterns: string[]) => ({ StringLikeIfExists: { 's3:prefix': patterns } });
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET };

  expect(statementsFor({ uploads: ['ListBucket'] })).toEqual([{ ...list, Condition: condition('user-uploads/*') }]);
  expect(statementsFor({ uploads: ['ListBucket'], assets: ['ListBucket'] })).toEqual([
    { ...list, Condition: condition('user-uploads/*', 'user-assets/*') },
  ]);
});

it('a function without access to files gets none', () => {
  expect(statementsFor({})).toEqual([]);
});
