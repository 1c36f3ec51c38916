import { Duration } from 'aws-cdk-lib/core';
import type { EnvOf } from '#adapters/environment/read-config';
import type { BuildCoachConfigConfig } from '#functions/build-coach-config/config';
import type { DeleteUserDataConfig } from '#functions/delete-user-data/config';
import type { GenerateAssetConfig } from '#functions/generate-asset/config';
import type { MarkFailedJobConfig } from '#functions/mark-failed-job/config';
import type { SummarizeConversationConfig } from '#functions/summarize-conversation/config';
import type { StageConfig } from '../config.ts';
import type { Jobs } from '../constructs/jobs.ts';
import { allowImageModel, allowModels, imageModelEnvironment, modelEnvironment } from '../constructs/models.ts';
import type { ProductFunction } from '../constructs/product-function.ts';
import type { StateStack } from './state-stack.ts';
import { FILE_ACCESS, TABLE_ACCESS } from './table-access.ts';

interface JobSettings {
  readonly config: StageConfig;
  readonly state: StateStack;
  /** Settings of every function. */
  readonly common: { readonly STAGE: string } & StateStack['data']['environment'];
}

/** Adds the functions of the background jobs, and the consumer of their failures. */
export function addJobs(jobs: Jobs, settings: JobSettings) {
  return {
    workers: [
      addBuildCoachConfig(jobs, settings),
      addSummarizeConversation(jobs, settings),
      addGenerateAsset(jobs, settings),
      addDeleteUserData(jobs, settings),
    ],
    markFailedJob: addMarkFailedJob(jobs, settings),
  };
}

function addBuildCoachConfig(jobs: Jobs, { config, state, common }: JobSettings): ProductFunction {
  const build = jobs.add('BuildCoachConfig', {
    folder: 'build-coach-config',
    hasKillSwitch: true,
    timeout: Duration.minutes(15),
    environment: { ...common, ...modelEnvironment(config) } satisfies EnvOf<typeof BuildCoachConfigConfig>,
  });
  state.data.allow(build, TABLE_ACCESS['build-coach-config']);
  allowModels(build, [config.smallModel]);
  return build;
}

function addSummarizeConversation(jobs: Jobs, { config, state, common }: JobSettings): ProductFunction {
  const summarize = jobs.add('SummarizeConversation', {
    folder: 'summarize-conversation',
    hasKillSwitch: true,
    timeout: Duration.minutes(5),
    environment: { ...common, ...modelEnvironment(config) } satisfies EnvOf<typeof SummarizeConversationConfig>,
  });
  state.data.allow(summarize, TABLE_ACCESS['summarize-conversation']);
  allowModels(summarize, [config.smallModel]);
  return summarize;
}

function addGenerateAsset(jobs: Jobs, { config, state, common }: JobSettings): ProductFunction {
  const generate = jobs.add('GenerateAsset', {
    folder: 'generate-asset',
    hasKillSwitch: true,
    timeout: Duration.minutes(5),
    environment: {
      ...common,
      ...state.files.environment,
      ...imageModelEnvironment(config),
    } satisfies EnvOf<typeof GenerateAssetConfig>,
  });
  state.data.allow(generate, TABLE_ACCESS['generate-asset']);
  state.files.allow(generate, FILE_ACCESS['generate-asset']);
  allowImageModel(generate, config.imageModel);
  return generate;
}

function addDeleteUserData(jobs: Jobs, { state, common }: JobSettings): ProductFunction {
  const remove = jobs.add('DeleteUserData', {
    folder: 'delete-user-data',
    hasKillSwitch: false, // it calls no model, and nobody could order it again
    timeout: Duration.minutes(5),
    environment: { ...common, ...state.files.environment } satisfies EnvOf<typeof DeleteUserDataConfig>,
  });
  state.data.allow(remove, TABLE_ACCESS['delete-user-data']);
  state.files.allow(remove, FILE_ACCESS['delete-user-data']);
  return remove;
}

function addMarkFailedJob(jobs: Jobs, { state, common }: JobSettings): ProductFunction {
  const mark = jobs.addFailureConsumer('MarkFailedJob', {
    folder: 'mark-failed-job',
    environment: common satisfies EnvOf<typeof MarkFailedJobConfig>,
  });
  state.data.allow(mark, TABLE_ACCESS['mark-failed-job']);
  return mark;
}
