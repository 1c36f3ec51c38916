import { Aws } from 'aws-cdk-lib/core';
import type { StageConfig } from '../config.ts';
import { type ImageModelChoice, NO_IMAGE_MODEL } from '../models/choose-image-model.ts';
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

/** Settings with the model that draws. */
export const imageModelEnvironment = ({ imageModel }: StageConfig) => ({
  COACH_IMAGE_MODEL_ID: imageModel?.id ?? NO_IMAGE_MODEL,
  COACH_IMAGE_MODEL_TRAITS: JSON.stringify(imageModel?.traits ?? null),
  COACH_IMAGE_MODEL_REGION: imageModel?.region ?? Aws.REGION,
});

/** Allows a function to call the model that draws, in its one Region. Without such a model it allows nothing. */
export function allowImageModel(fn: ProductFunction, imageModel: ImageModelChoice | undefined): void {
  if (!imageModel) return;
  const region = imageModel.region ?? Aws.REGION;
  fn.allow(['bedrock:InvokeModel'], [`arn:${Aws.PARTITION}:bedrock:${region}::foundation-model/${imageModel.id}`]);
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
