import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunctions, functionFolders } from './bundle.ts';
import { buildApp, synthesize } from './synth.ts';

const folder = mkdtempSync(join(tmpdir(), 'coachstream-synth-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('synth', () => {
  it.each([
    ['dev', 'us-east-1', 'us'],
    ['dev', 'eu-central-1', 'eu'],
    ['dev', 'ap-northeast-1', 'jp'],
    ['prod', 'us-east-1', 'us'],
    ['prod', 'eu-central-1', 'eu'],
    ['prod', 'ap-northeast-1', 'jp'],
  ] as const)(
    'synth of %s in %s passes cdk-nag and CloudFormation’s rules, with models of %s',
    async (stage, region, prefix) => {
      const { app } = await buildApp({
        ...{ stage, outdir: join(folder, stage, region), bundle: false, validate: true },
        env: { account: '123456789012', region },
      });
      const { template } = app.synth().getStackByName(`coachstream-${stage}-app`) as { template: object };

      const models = new Set(JSON.stringify(template).match(/(?<="COACH_(SMALL_)?MODEL_ID":")[^"]+/g));
      expect([...models].sort()).toEqual([
        `${prefix}.anthropic.claude-haiku-4-5-20251001-v1:0`,
        `${prefix}.anthropic.claude-sonnet-4-6`,
      ]);
    },
  );

  it.each([
    ['prod', {}],
    ['local', {}],
  ] as const)('synth of %s without a Region passes cdk-nag and CloudFormation’s rules', async (stage, env) => {
    const { app } = await buildApp({ stage, env, outdir: join(folder, stage), bundle: false, validate: true });

    expect(() => app.synth()).not.toThrow();
  });

  it('synth passes cdk-nag with a global profile and with a model that the Region serves by itself', async () => {
    const { app } = await buildApp({
      ...{ stage: 'dev', outdir: join(folder, 'other-models'), bundle: false, validate: true },
      settings: {
        COACH_MODEL_ID: 'global.anthropic.claude-opus-5',
        COACH_SMALL_MODEL_ID: 'amazon.nova-lite-v1:0',
      },
      env: { region: 'us-east-1' },
    });

    expect(() => app.synth()).not.toThrow();
  });

  it.each(['dev', 'prod'] as const)(
    'synth of %s refuses a model that the Region lacks, with a sentence',
    async (stage) => {
      const synth = buildApp({
        ...{ stage, bundle: false, validate: false, env: { region: 'ap-northeast-1' } },
        settings: { COACH_MODEL_ID: 'amazon.nova-premier-v1:0' },
      });

      await expect(synth).rejects.toThrow(
        `settings of stage ${stage} are wrong: COACH_MODEL_ID: amazon.nova-premier-v1:0 cannot be called from ` +
          'ap-northeast-1: set another model, such as jp.anthropic.claude-sonnet-4-6',
      );
    },
  );

  it('synth fails on a cdk-nag finding', async () => {
    const { app, stacks } = await buildApp({
      stage: 'local',
      outdir: join(folder, 'bad'),
      bundle: false,
      validate: true,
    });
    const [stack] = stacks;
    if (stack) new Queue(stack, 'WithoutTls');

    expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
  });

  it('synth of local writes two templates and every bundle', async () => {
    const outdir = join(folder, 'local');

    await synthesize({ stage: 'local', outdir, bundle: true });

    expect(readdirSync(outdir).filter((name) => name.endsWith('.template.json'))).toEqual([
      'coachstream-local-app.template.json',
      'coachstream-local-state.template.json',
    ]);
    expect(readdirSync(join(outdir, 'bundles/functions')).sort()).toEqual(functionFolders());
  });

  it('synth targets the given account and Region', async () => {
    const { stacks } = await buildApp({
      stage: 'dev',
      bundle: false,
      validate: false,
      env: { account: '123456789012', region: 'eu-west-1' },
    });

    expect(stacks.map(({ account, region }) => `${account} ${region}`)).toEqual(
      Array(4).fill('123456789012 eu-west-1'),
    );
  });
});

describe('a bundle', () => {
  it('bundles are identical for every output folder and order', async () => {
    const [first, second] = [join(folder, 'a'), join(folder, 'deeper/than/a')];
    const folders = functionFolders();

    await bundleFunctions(folders, first);
    await bundleFunctions(folders.toReversed(), second);

    const read = (root: string, name: string) => readFileSync(join(root, name, 'index.mjs'), 'utf8');
    for (const name of folders) expect(read(second, name)).toBe(read(first, name));
  });
});
