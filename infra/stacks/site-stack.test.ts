import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { type Synthesized, synthesized } from '../testing.ts';
import { pascalName } from './coach-streams.ts';

it('config.json is served with no-store', async () => {
  const { template } = await synthesized('dev');

  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    SystemMetadata: { 'cache-control': 'no-store' },
    Prune: false,
  });
});

it('hashed files are immutable, and other files are revalidated', async () => {
  const { template } = await synthesized('dev');

  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    Include: ['assets/*'],
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    Exclude: ['assets/*'],
    SystemMetadata: { 'cache-control': 'no-cache' },
    Prune: false,
  });
});

it('the web app’s policy allows calls to the streams, the API and the sign-in only', async () => {
  const policies = (await synthesized('dev')).template('web').findResources('AWS::CloudFront::ResponseHeadersPolicy');
  const text = JSON.stringify(policies);

  expect(text).toContain("default-src 'none'");
  for (const source of ['lambda-url.', 'execute-api.', 'cognito-idp.', 'coachstream-dev-'])
    expect(text).toContain(source);
  expect(text).not.toContain('unsafe');
});

it('only CloudFront can read the bucket of the web app', async () => {
  const web = (await synthesized('prod')).template('web');

  web.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  web.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }),
  });
});

const deployments = async () => {
  const template = (await synthesized('dev')).template('site');
  const found = Object.entries(template.findResources('Custom::CDKBucketDeployment'));
  const idOf = (isIt: (properties: Record<string, unknown>) => boolean) =>
    found.filter(([, { Properties }]) => isIt(Properties)).map(([id]) => id);
  return {
    all: Object.fromEntries(found),
    hashed: idOf(({ Include }) => Include !== undefined),
    others: idOf(({ Exclude, Include }) => Exclude !== undefined && Include === undefined),
    config: idOf(({ Exclude }) => Exclude === undefined),
  };
};

it('uploads hashed files before index.html, and config.json last', async () => {
  const { all, hashed, others, config } = await deployments();

  expect([hashed, others, config].map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(all[others[0] ?? '']?.['DependsOn']).toEqual(expect.arrayContaining(hashed));
  expect(all[config[0] ?? '']?.['DependsOn']).toEqual(expect.arrayContaining(others));
});

/**
 * Functions in which CloudFormation supports a value of another stack: tried by the authors of AWS's cfn-lint with
 * `create-stack`. `Fn::Split` is not one of them.
 * @see https://github.com/aws-cloudformation/cfn-lint/pull/4495
 * @see https://github.com/aws-cloudformation/cfn-lint/pull/4519
 */
const AROUND_OTHER_STACKS = ['Fn::Join', 'Fn::If', 'Fn::Select', 'Fn::Sub', 'Fn::Base64'];
const OTHER_STACKS = ['Fn::GetStackOutput', 'Fn::ImportValue'];

/** The functions around each value of another stack, outermost first. */
function functionsAround(value: unknown, around: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (OTHER_STACKS.includes(key)) return [[...around]];
    return functionsAround(inner, key.startsWith('Fn::') ? [...around, key] : around);
  });
}

describe.each(['dev', 'prod'] as const)('the values that the stacks of %s take from each other', (stage) => {
  const found = async () => {
    const { parts, template }: Synthesized = await synthesized(stage);
    return parts.flatMap((part) => functionsAround(template(part).toJSON()));
  };

  it('are in no function that CloudFormation does not support there', async () => {
    const values = await found();

    expect(values.length).toBeGreaterThan(5);
    expect(values.flat().filter((name) => !AROUND_OTHER_STACKS.includes(name))).toEqual([]);
  });

  it('include the stream URLs, which the app stack cuts', async () => {
    const { template } = await synthesized(stage);
    const { Outputs } = template('site').toJSON();
    const cut = template('app').toJSON()['Outputs'];

    for (const name of Object.keys(COACHES)) {
      const { OutputName, StackName } = Outputs[`${pascalName({ name })}StreamUrl`].Value['Fn::GetStackOutput'];
      expect(StackName).toBe(`coachstream-${stage}-app`);
      expect(cut[OutputName].Value).toEqual({
        'Fn::Join': ['', ['https://', { 'Fn::Select': [2, { 'Fn::Split': ['/', expect.anything()] }] }]],
      });
    }
  });
});

it('finds a function around a value of another stack', () => {
  const url = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetStackOutput': { OutputName: 'Url' } }] }] };

  expect(functionsAround({ Resources: { A: url, B: { 'Fn::ImportValue': 'b' } } })).toEqual([
    ['Fn::Select', 'Fn::Split'],
    [],
  ]);
});
