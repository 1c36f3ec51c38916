import { SETTING_NAMES, stageConfig } from './config.ts';
import { hostedStage } from './hosted-stage.ts';
import { buildApp } from './synth.ts';

/**
 * The app that the CDK CLI runs: `npx cdk synth -c stage=dev`.
 * Settings come from `-c NAME=value` or the environment; `-c validate=false` skips cdk-nag and CloudFormation's rules.
 * The Region is that of the credentials, which the CLI passes as CDK_DEFAULT_REGION: AWS_REGION, else the profile's.
 */
const context = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as Record<string, unknown>;
const given = (name: string) => (context[name] === undefined ? process.env[name] : String(context[name]));

const region = process.env['CDK_DEFAULT_REGION'];
const { stage, settings } = chosen();
const { app } = await buildApp({
  stage,
  settings,
  outdir: process.env['CDK_OUTDIR'],
  // The CLI passes no stacks when it only lists them: `cdk ls`, `cdk destroy`.
  bundle: context['aws:cdk:bundling-stacks']?.toString() !== '',
  validate: given('validate') !== 'false',
  env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region },
});
app.synth();

/** A wrong stage or setting is one line, as is a warning, because the CLI shows what this process prints. */
function chosen() {
  try {
    const stage = hostedStage(String(context['stage'] ?? process.env['STAGE'] ?? 'dev'));
    const settings = Object.fromEntries(SETTING_NAMES.map((name) => [name, given(name)]));
    for (const warning of stageConfig(stage, settings, region).warnings) console.error(`warning: ${warning}`);
    return { stage, settings };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
