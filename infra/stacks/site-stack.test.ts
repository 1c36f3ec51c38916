import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    Exclude: ['*'],
    Prune: false,
    SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
  });
  template('site').hasResourceProperties('Custom::CDKBucketDeployment', {
    Exclude: ['assets/*'],
    SystemMetadata: { 'cache-control': 'no-cache' },
    Prune: false,
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

/** A value as text, in which `<name>` stands for a value that another stack or AWS fills in. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, ...functions } = value as Readonly<Record<string, string>>;
  const [, parts = []] = (functions['Fn::Join'] ?? []) as readonly unknown[][];
  const { OutputName = Ref } = (functions['Fn::GetStackOutput'] ?? {}) as { readonly OutputName?: string };
  return functions['Fn::Join'] ? parts.map(textOf).join('') : `<${OutputName}>`;
}

it('config.json and the outputs name the API, the streams and the user pool of the stage', async () => {
  const { outdir, template } = await synthesized('dev');
  const { all, config } = await deployments();
  const { SourceObjectKeys, SourceMarkers } = all[config[0] ?? '']?.['Properties'] ?? {};
  const folder = `asset.${SourceObjectKeys[0].replace('.zip', '')}`;
  const file = readFileSync(join(outdir, folder, 'config.json'), 'utf8');
  const filled = file.replaceAll(/<<marker:\w+:\d+>>/g, (marker) => textOf(SourceMarkers[0][marker]));
  const outputs = Object.entries(template('site').toJSON()['Outputs'] as Record<string, { readonly Value: unknown }>);
  const [api, client] = [
    expect.stringMatching(/^https:\/\/<\w+ApiRest\w+>\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>\/api$/),
    expect.stringMatching(/^<\w+RefWebClient\w+>$/),
  ];
  const streams = Object.keys(COACHES).map((name) => [
    name,
    expect.stringMatching(`^<${pascalName({ name })}StreamUrl`),
  ]);

  expect(JSON.parse(filled)).toEqual({
    apiUrl: api,
    streamUrls: Object.fromEntries(streams),
    auth: { issuer: expect.stringMatching(/^<\w+IdentityPool\w+ProviderURL\w+>$/), clientId: client },
    stage: 'dev',
  });
  expect(Object.fromEntries(outputs.map(([name, { Value }]) => [name, textOf(Value)]))).toMatchObject({
    WebUrl: expect.stringMatching(/^https:\/\/<\w+WebDistribution\w+DomainName\w+>$/),
    ApiUrl: api,
    UserPoolId: expect.stringMatching(/^<\w+RefIdentityPool\w+>$/),
    UserPoolClientId: client,
    DashboardUrl: expect.stringMatching(/#dashboards\/dashboard\/coachstream-dev$/),
  });
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
