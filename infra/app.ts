import { SETTING_NAMES, Stage } from './config.ts';
import { buildApp } from './synth.ts';

/**
 * The app that the CDK CLI runs: `npx cdk synth -c stage=dev`.
 * Settings come from `-c NAME=value` or the environment; `-c validate=false` skips cdk-nag and CloudFormation's rules.
 */
const context = JSON.parse(process.env['CDK_CONTEXT_JSON'] ?? '{}') as Record<string, unknown>;
const given = (name: string) => (context[name] === undefined ? process.env[name] : String(context[name]));

const { app } = await buildApp({
  stage: Stage.parse(context['stage'] ?? process.env['STAGE'] ?? 'dev'),
  settings: Object.fromEntries(SETTING_NAMES.map((name) => [name, given(name)])),
  outdir: process.env['CDK_OUTDIR'],
  // The CLI passes no stacks when it only lists them: `cdk ls`, `cdk destroy`.
  bundle: context['aws:cdk:bundling-stacks']?.toString() !== '',
  validate: given('validate') !== 'false',
  env: { account: process.env['CDK_DEFAULT_ACCOUNT'], region: process.env['CDK_DEFAULT_REGION'] },
});
app.synth();
