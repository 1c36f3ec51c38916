import { Aws } from 'aws-cdk-lib/core';
import type { StageConfig } from '../config.ts';
import type { ModelChoice } from '../models/choose-model.ts';
import { acknowledge } from './acknowledge.ts';
import type { ProductFunction } from './product-function.ts';

/** Settings with the models of a function. */
export function modelEnvironment({ mainModel, smallModel }: StageConfig) {
  return {
    COACH_MODEL_ID: mainModel.id,
    COACH_MODEL_TRAITS: JSON.stringify(mainModel.traits),
    COACH_SMALL_MODEL_ID: smallModel.id,
    COACH_SMALL_MODEL_TRAITS: JSON.stringify(smallModel.traits),
  };
}

/**
 * Allows a function to call models. ConverseStream requires the permission of InvokeModelWithResponseStream.
 * An inference profile routes to any Region of its geography, so the model's ARN must allow every Region.
 */
export function allowModels(fn: ProductFunction, models: readonly ModelChoice[]): void {
  for (const { foundationModelId } of models) {
    const finding = `Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${foundationModelId}`;
    acknowledge(fn, `AwsSolutions-IAM5[${finding}]`, 'An inference profile may use any Region of its geography.');
  }
  fn.allow(['bedrock:InvokeModelWithResponseStream'], [...new Set(models.flatMap(arnsOf))]);
}

function arnsOf({ id, foundationModelId }: ModelChoice): string[] {
  const model = `arn:${Aws.PARTITION}:bedrock:*::foundation-model/${foundationModelId}`;
  if (id === foundationModelId) return [model];
  const profile = `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:inference-profile/${id}`;
  if (!id.startsWith('global.')) return [profile, model];
  return [profile, model, `arn:${Aws.PARTITION}:bedrock:::foundation-model/${foundationModelId}`];
}
