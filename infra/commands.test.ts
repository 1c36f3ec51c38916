import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** By name: the arguments of `node` for every command that a person runs. */
const COMMANDS = Object.entries(scripts)
  .filter(([, line]) => line.startsWith('node infra/run.mjs '))
  .map(([name, line]): [string, string[]] => [name, line.split(' ').slice(1)]);

/** The script and what is before the person's own arguments. */
const scriptOf = (line: readonly string[]): readonly string[] => line.slice(line[1] === '--with' ? 3 : 1);

/** No npm, no cdk, no AWS. */
const NOTHING = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', PATH: '/nonexistent' };

const run = (args: readonly string[], cwd = ROOT, environment: NodeJS.ProcessEnv = {}) => {
  const env = { ...NOTHING, NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env });
  return { status, stdout, stderr };
};
const command = (name: string, ...args: string[]) =>
  run([...scriptOf(scripts[name]?.split(' ').slice(1) ?? []), ...args]);

/** It failed, and said why in one line. */
const failsWith = (words: RegExp) => ({
  status: 1,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^${words.source}[^\\n]*\\n$`)),
});

describe('a command', () => {
  it('is found for everything that a person runs', () => {
    const names =
      'bench check-grants demo deploy destroy docs doctor ledger mutate mutate-conditions mutate-templates prove simulate start sweep synth times';
    expect(
      COMMANDS.map(([name]) => name)
        .sort()
        .join(' '),
    ).toBe(names);
  });

  describe('of a fresh clone', () => {
    let clone: string;
    beforeAll(() => {
      clone = mkdtempSync(join(tmpdir(), 'coachstream-clone-'));
      for (const [, line] of COMMANDS) {
        const [script = ''] = scriptOf(line);
        for (const file of ['infra/run.mjs', 'infra/setup.mjs', script.replace(/\.ts$/, '.usage.txt')]) {
          cpSync(join(ROOT, file), join(clone, file), { recursive: true });
        }
        expect(dirname(script)).not.toBe('.');
      }
    });
    afterAll(() => rmSync(clone, { recursive: true, force: true }));

    it.each(COMMANDS)('%s --help prints its usage and installs nothing', (name, line) => {
      const { status, stdout, stderr } = run([...line, '--help'], clone);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
      expect(stdout).toContain('--help');
      expect(stdout.split('\n').length).toBeLessThan(25);
      expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    });

    it.each([
      ['another Node than the project’s', '0.0.0', 'npm'],
      ['the project’s Node', process.versions.node, undefined],
    ])('is run with its arguments and its exit code when it begins on %s', (_, version, parent) => {
      const file = (path: string, text: string) => {
        mkdirSync(dirname(join(clone, path)), { recursive: true });
        writeFileSync(join(clone, path), text);
      };
      rmSync(join(clone, 'node_modules'), { recursive: true, force: true });
      file('package-lock.json', '{"packages":{}}');
      file('node_modules/.package-lock.json', '{"packages":{}}');
      file('node_modules/.bin/node', '');
      file('node_modules/node/package.json', JSON.stringify({ version }));
      mkdirSync(join(clone, 'node_modules/node/bin'));
      symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'));
      file('told.ts', 'console.log(process.argv.slice(2).join(), process.env.STARTED_BY); process.exitCode = 3;');
      const ran = run(['infra/run.mjs', 'told.ts', '--one', 'two'], clone);
      expect(ran).toMatchObject({ status: 3, stderr: '' });
      expect(ran.stdout).toBe(`--one,two ${parent ? process.pid : 'undefined'}\n`);
    });
  });

  it.each(COMMANDS)('%s refuses an unknown option in one line', (_, line) => {
    expect(run([...scriptOf(line), '--never'])).toEqual(failsWith(/Unknown option '--never'/));
  });

  it.each(COMMANDS)('%s --help prints the same without the launcher', (_, line) => {
    expect(run([...scriptOf(line), '--help'])).toEqual(run([...line, '--help']));
  });

  it.each<[string, readonly string[], RegExp]>([
    ['deploy', ['--stage'], /Option '--stage <value>' argument missing/],
    ['deploy', [], /name the stage: --stage dev or --stage prod/],
    ['destroy', [], /name the stage: --stage dev or --stage prod/],
    ['deploy', ['--stage', 'local'], /--stage is dev or prod, not local/],
    ['deploy', ['--stage', 'nope'], /--stage is dev or prod, not nope/],
    ['deploy', ['prod'], /Unexpected argument 'prod'/],
    [
      'deploy',
      ['--stage', 'dev', '-c', 'ALARM_EMIAL=a@b.example'],
      /-c takes the settings of docs\/operations.md, not ALARM_EMIAL/,
    ],
    [
      'deploy',
      ['--stage', 'dev', '-c', 'LOG_RETENTION_DAYS=5'],
      /.*LOG_RETENTION_DAYS: must be one of: 1, 7, 30, 90, 365/,
    ],
    ['demo', ['--port', 'x'], /--port is a number from 0 to 65535, not x/],
    ['demo', ['--port', '1'], /nothing answers on http:\/\/127.0.0.1:1: run npm start first/],
    ['simulate', ['--seed', 'abc'], /--seed is a number .*, not abc/],
    ['simulate', ['--schedules', '-1'], /Option '--schedules' argument is ambiguous/],
    ['simulate', ['--scene', 'nowhere'], /no scene is called nowhere: --scene is one of everyday/],
    ['simulate', ['--mutants', '--only', 'nothing'], /no mutant has the words nothing/],
    ['prove', ['--only', 'nothing'], /no proof's name starts with nothing: --only is one of kills/],
    ['bench', ['--only', '1,x'], /--only is row numbers \(1,2/],
  ])('%s refuses %j in one line', (name, args, words) => {
    expect(command(name, ...args)).toEqual(failsWith(words));
  });
});

describe('a deployment', () => {
  it.each<[string, NodeJS.ProcessEnv, string, string]>([
    ['AWS_REGION', { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'eu-west-1' }, 'us-west-2', 'us.amazon'],
    ['AWS_DEFAULT_REGION', { AWS_DEFAULT_REGION: 'us-west-2' }, 'us-west-2', 'us.amazon'],
    ['nothing', {}, 'us-east-1', 'amazon'],
  ])('refuses a model that cannot be called from the Region that %s names, before the CDK runs', (_, ...row) => {
    const [environment, region, maker] = row;
    const line = [...scriptOf(scripts['deploy']?.split(' ').slice(1) ?? []), '--stage', 'dev'];
    const refused = run([...line, '-c', 'COACH_MODEL_ID=eu.amazon.nova-lite-v1:0'], ROOT, environment);
    expect(refused).toEqual(failsWith(new RegExp(`.*cannot be called from ${region}: set ${maker}.nova-lite-v1:0`)));
  });
});

describe('the app that the CDK runs', () => {
  it('warns in one line of a model that the table does not know', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'coachstream-app-'));
    const context = {
      stage: 'dev',
      validate: 'false',
      'aws:cdk:bundling-stacks': [],
      COACH_MODEL_ID: 'us.maker.model',
    };
    const env = { CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: outdir, CDK_DEFAULT_REGION: 'us-east-1' };
    const { status, stderr } = run(['infra/app.ts'], ROOT, env);
    rmSync(outdir, { recursive: true, force: true });
    expect([status, stderr.match(/^warning: .*$/gm)]).toEqual([
      0,
      ['warning: us.maker.model is not in infra/models: no feature is used that some model refuses'],
    ]);
  });

  it.each([
    [{ stage: 'nope' }, {}, /--stage is dev or prod, not nope/],
    [{ stage: 'local' }, {}, /--stage is dev or prod, not local/],
    [{ stage: 'dev', COACH_MAX_STEPS: 'zero' }, {}, /.*COACH_MAX_STEPS: must be a number from 2 to 20/],
    [{}, { STREAM_CONCURRENCY: 'many' }, /.*STREAM_CONCURRENCY: must be off, or a number from 0 to 99999/],
    [
      { COACH_MODEL_ID: 'us.amazon.nova-lite-v1:0' },
      { CDK_DEFAULT_REGION: 'eu-central-1' },
      /.*COACH_MODEL_ID: us.amazon.nova-lite-v1:0 cannot be called from eu-central-1: set eu.amazon.nova-lite-v1:0/,
    ],
  ])('refuses the context %j and the settings %j in one line', (context, environment, words) => {
    const env = { CDK_CONTEXT_JSON: JSON.stringify(context), ...environment };
    expect(run(['infra/app.ts'], ROOT, env)).toEqual(failsWith(words));
  });
});
