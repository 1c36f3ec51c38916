import { readFileSync } from 'node:fs';
import type { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { builtStacks, synthesized } from '../testing.ts';
import { pascalName } from './coach-streams.ts';

describe.each(['dev', 'prod'] as const)('stacks of %s', (stage) => {
  it('are in an order in which none depends on a later one', async () => {
    const { parts } = await synthesized(stage);
    const stacks = await builtStacks(stage);

    expect(parts).toEqual(['web', 'state', 'app', 'site']);
    for (const [index, stack] of stacks.entries()) {
      expect(stacks.slice(0, index)).toEqual(expect.arrayContaining(needs(stack)));
    }
  });

  it('stacks are deployed after those that they need, the web app after the API that it calls', async () => {
    const stacks = await builtStacks(stage);
    const named = (all: readonly Stack[]) =>
      all.map(({ node }) => node.id.slice(`coachstream-${stage}-`.length)).sort();

    expect(Object.fromEntries(stacks.map((stack) => [named([stack])[0], named(needs(stack))]))).toEqual({
      web: [],
      state: ['web'],
      app: ['state', 'web'],
      site: ['app', 'state', 'web'],
    });
  });

  it('stacks have the tags product and stage, by which their costs are found', async () => {
    const stacks = await builtStacks(stage);

    expect(stacks.map((stack) => stack.tags.tagValues())).toEqual(Array(4).fill({ product: 'coachstream', stage }));
  });

  it('output the URLs and ids of the stage, with a stream URL for each coach', async () => {
    const { template } = await synthesized(stage);

    expect(Object.keys(template('site').findOutputs('*')).filter((name) => /^[A-Z]\w+(Url|Id)$/.test(name))).toEqual([
      'WebUrl',
      'ApiUrl',
      ...Object.keys(COACHES).map((name) => `${pascalName({ name })}StreamUrl`),
      'UserPoolId',
      'UserPoolClientId',
      'DashboardUrl',
    ]);
  });
});

it('the local stage has no alarms, no firewall and no web stack', async () => {
  const { parts, template } = await synthesized('local', { ALLOWED_ORIGINS: 'http://127.0.0.1:4321' });

  expect(parts).toEqual(['state', 'app']);
  template('app').resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template('app').resourceCountIs('AWS::WAFv2::WebACL', 0);
  template('app').hasResourceProperties('AWS::Lambda::Url', { Cors: { AllowOrigins: ['http://127.0.0.1:4321'] } });
});

it('cdk.json sets the feature flags that this CDK version recommends', () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

  expect(read('../../cdk.json').context).toEqual(read('../../node_modules/aws-cdk-lib/recommended-feature-flags.json'));
});

const needs = (stack: Stack): Stack[] => stack.dependencies;
