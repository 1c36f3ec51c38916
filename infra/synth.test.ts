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
    ['dev', { account: '123456789012', region: 'eu-west-1' }],
    ['prod', {}],
    ['local', {}],
  ] as const)('synth of %s passes cdk-nag and CloudFormation’s rules', async (stage, env) => {
    const { app } = await buildApp({ stage, env, outdir: join(folder, stage), bundle: false, validate: true });

    expect(() => app.synth()).not.toThrow();
  });

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
