import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib/core';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { DEFAULT_REGION, type SettingName, type Stage, stageConfig } from './config.ts';
import type { Bundles } from './stacks/add-stacks.ts';

export interface BuildAppOptions {
  readonly stage: Stage;
  /** Settings that differ from the stage's defaults. */
  readonly settings?: Readonly<Partial<Record<SettingName, string | undefined>>>;
  /** Folder of the cloud assembly. @default the CDK CLI's folder, or a temporary one */
  readonly outdir?: string | undefined;
  /** Whether functions and web app are bundled. Otherwise their assets are placeholders. */
  readonly bundle: boolean;
  /** Whether cdk-nag and CloudFormation's rules check the templates. A finding fails the synth. */
  readonly validate: boolean;
  /**
   * Account and Region, if known. Otherwise the templates fit any account, but their models are called as in `us-east-1`.
   */
  readonly env?: { readonly account?: string | undefined; readonly region?: string | undefined };
}

/** Builds the construct tree of a stage without synthesizing it. */
export async function buildApp(options: BuildAppOptions): Promise<{ readonly app: App; readonly stacks: Stack[] }> {
  const config = stageConfig(options.stage, options.settings, options.env?.region ?? DEFAULT_REGION);
  const bundles = options.bundle ? await makeBundles(options.outdir ?? 'cdk.out', config.hosted) : undefined;
  const { App } = await import('aws-cdk-lib/core');
  const { addStacks } = await import('./stacks/add-stacks.ts');
  const app = new App({
    ...(options.outdir !== undefined && { outdir: options.outdir }),
    analyticsReporting: false,
    builtinCloudFormationValidation: options.validate,
    context: featureFlags(),
  });
  if (options.validate) {
    const { Validations } = await import('aws-cdk-lib/core');
    const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  const { account, region } = options.env ?? {};
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  return { app, stacks: await addStacks(app, { config, env, bundles }) };
}

/**
 * Writes the templates of a stage, without the CDK CLI, network or credentials.
 *
 * The local stack uses stage `local` without validation. Then `outdir` contains `coachstream-local-state.template.json`
 * and `coachstream-local-app.template.json`. A function's bundle is
 * `<outdir>/bundles/functions/<FunctionName without coachstream-local->/index.mjs`, which exports `handler`. Its bytes
 * are the same that a deployment of a hosted stage uploads.
 */
export async function synthesize(
  options: Omit<BuildAppOptions, 'validate'> & { readonly outdir: string; readonly validate?: boolean },
): Promise<CloudAssembly> {
  const { app } = await buildApp({ ...options, validate: options.validate ?? false });
  return app.synth();
}

async function makeBundles(outdir: string, hosted: boolean): Promise<Bundles> {
  const { bundleFunctions, bundleWebApp, functionFolders } = await import('./bundle.ts');
  const bundles = { functions: resolve(outdir, 'bundles/functions'), web: resolve(outdir, 'bundles/web') };
  await Promise.all([bundleFunctions(functionFolders(), bundles.functions), hosted && bundleWebApp(bundles.web)]);
  return bundles;
}

/** The recommended feature flags, from the file that the CLI reads too. */
function featureFlags(): Record<string, unknown> {
  const file = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
    context: Record<string, unknown>;
  };
  return file.context;
}
