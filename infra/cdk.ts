import { spawnSync } from 'node:child_process';
import { accessFailure, namedFailure, needsCode } from './aws-failures.ts';
import { callerIdentity, chosenRegion } from './caller.ts';
import { hostedStage } from './hosted-stage.ts';
import { print, Refusal, readOptions, runCommand } from './operator-command.ts';
import { givenSettings } from './stage-settings.ts';

/** `node infra/cdk.ts deploy|destroy|synth`: runs cdk for all stacks of one stage. */
await runCommand(main, { script: import.meta.url });

async function main([command = '', ...args]: readonly string[]): Promise<number> {
  const values = readOptions(args, {
    stage: { type: 'string' },
    context: { type: 'string', short: 'c', multiple: true, default: [] },
    yes: { type: 'boolean', short: 'y', default: false },
  });
  const stage = hostedStage(values.stage ?? stageOf(command));
  const region = await chosenRegion(process.env);
  givenSettings(stage, values.context, region, process.env);
  if (command !== 'synth') await requireCredentials(region);
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

/** The cdk CLI looks for credentials only after it has built everything, and says little when it finds none. */
async function requireCredentials(region: string): Promise<void> {
  try {
    await callerIdentity({ region });
  } catch (cause) {
    const error = cause as Error;
    if (needsCode(error)) return; // cdk prompts for it
    throw new Refusal(accessFailure(error) ?? `AWS does not say who you are: ${namedFailure(error)}`, { cause });
  }
}
