import { spawnSync } from 'node:child_process';
import { SETTING_NAMES, stageConfig, stageSettings } from './config.ts';
import { hostedStage } from './hosted-stage.ts';
import { print, Refusal, readOptions, runCommand } from './operator-command.ts';

/** `node infra/cdk.ts deploy|destroy|synth`: runs cdk for all stacks of one stage. */
await runCommand(main, { script: import.meta.url });

async function main([command = '', ...args]: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    stage: { type: 'string' },
    context: { type: 'string', short: 'c', multiple: true, default: [] },
    yes: { type: 'boolean', short: 'y', default: false },
  });
  const stage = hostedStage(values.stage ?? stageOf(command));
  check(stage, values.context);
  const context = [`stage=${stage}`, ...values.context].flatMap((pair) => ['-c', pair]);
  const answers = values.yes ? { deploy: ['--require-approval', 'never'], destroy: ['--force'], synth: [] } : undefined;
  const stacks = command === 'synth' ? ['-q'] : ['--all', ...(answers?.[command as keyof typeof answers] ?? [])];
  const line = [command, ...stacks, ...context];
  print(`cdk ${line.join(' ')}`);
  return spawnSync('cdk', line, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
}

/** The stage of a command that names none. What changes an account names its stage. */
function stageOf(command: string): string {
  if (command === 'synth') return 'dev';
  throw new Refusal('name the stage: --stage dev or --stage prod (--help shows all options)');
}

/**
 * Refuses wrong settings before anything is built. Without a Region in the environment the CLI takes the profile's, and
 * the app checks the models.
 */
function check(stage: 'dev' | 'prod', context: readonly string[]): void {
  const given = new Map(context.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
  const known: readonly string[] = [...SETTING_NAMES, 'validate'];
  const unknown = [...given.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Refusal(`-c takes the settings of docs/operations.md, not ${unknown.join(', ')}`);
  try {
    const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, given.get(name) ?? process.env[name]]));
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    if (region === undefined) stageSettings(stage, settings);
    else stageConfig(stage, settings, region);
  } catch (cause) {
    throw new Refusal((cause as Error).message, { cause });
  }
}
