import { Code } from 'aws-cdk-lib/aws-lambda';
import type { App, Environment, Stack } from 'aws-cdk-lib/core';
import type { StageConfig } from '../config.ts';
import { AppStack } from './app-stack.ts';
import { readCoachStreams } from './coach-streams.ts';
import { StateStack } from './state-stack.ts';

/** Folders of what was bundled. Each function has a folder in `functions`. */
export interface Bundles {
  readonly functions: string;
  readonly web: string;
}

export interface AddStacksOptions {
  readonly config: StageConfig;
  readonly env: Environment;
  /** Without bundles the functions have placeholder code, which is enough to read the templates. */
  readonly bundles: Bundles | undefined;
}

/**
 * All stacks of one stage, in the order in which they depend on each other:
 *
 * | stack   | holds                                   | needs          |
 * | ------- | --------------------------------------- | -------------- |
 * | `web`   | bucket, distribution                    |                |
 * | `state` | tables, files, user pool                | `web`          |
 * | `app`   | functions, API, jobs, alarms, dashboard | `web`, `state` |
 * | `site`  | the web app's files, `config.json`      | all            |
 *
 * A stage that is not hosted has no `web` and no `site`.
 */
export async function addStacks(app: App, { config, env, bundles }: AddStacksOptions): Promise<Stack[]> {
  const idOf = (part: string) => `${config.functionPrefix}${part}`;
  const common = { config, env, tags: { product: 'coachstream', stage: config.stage } };
  const code = (folder: string) =>
    bundles ? Code.fromAsset(`${bundles.functions}/${folder}`) : Code.fromInline(`// ${folder} was not bundled`);
  const coaches = await readCoachStreams();
  if (!config.hosted) {
    const [first = 'http://127.0.0.1', ...others] = config.settings.ALLOWED_ORIGINS;
    const origins = [first, ...others] as const;
    const state = new StateStack(app, idOf('state'), { ...common, origins });
    return [state, new AppStack(app, idOf('app'), { ...common, code, state, coaches, origins })];
  }
  // Loaded here, because the local stage needs neither CloudFront nor deployments to it.
  const { WebStack } = await import('./web-stack.ts');
  const { SiteStack } = await import('./site-stack.ts');
  const { Source } = await import('aws-cdk-lib/aws-s3-deployment');
  const web = new WebStack(app, idOf('web'), common);
  const origins = [web.web.origin, ...config.settings.ALLOWED_ORIGINS] as const;
  const state = new StateStack(app, idOf('state'), { ...common, origins });
  const product = new AppStack(app, idOf('app'), { ...common, code, state, coaches, origins });
  const files = bundles ? Source.asset(bundles.web) : Source.data('index.html', 'not built');
  const site = new SiteStack(app, idOf('site'), { ...common, files, web, state, app: product });
  return [web, state, product, site];
}
