import { Aws } from 'aws-cdk-lib/core';
import { expect, it } from 'vitest';
import { stageConfig } from '../config.ts';
import { allowImageModel, imageModelEnvironment } from './models.ts';
import type { ProductFunction } from './product-function.ts';

const SD35 = 'stability.sd3-5-large-v1:0';

/** The grants that a function gets. */
function grantsFor(setting: string, region: string): readonly unknown[] {
  const grants: unknown[] = [];
  const fn = { allow: (actions: unknown, resources: unknown) => grants.push([actions, resources]) };
  allowImageModel(
    fn as unknown as ProductFunction,
    stageConfig('dev', { COACH_IMAGE_MODEL_ID: setting }, region).imageModel,
  );
  return grants;
}

it('allows the image model in its one Region, and nothing where there is none', () => {
  const model = (region: string) => [
    [['bedrock:InvokeModel'], [`arn:${Aws.PARTITION}:bedrock:${region}::foundation-model/${SD35}`]],
  ];
  expect(grantsFor(SD35, 'us-west-2')).toEqual(model(Aws.REGION));
  expect(grantsFor(`us-west-2/${SD35}`, 'eu-west-1')).toEqual(model('us-west-2'));
  expect(grantsFor('off', 'us-east-1')).toEqual([]);
});

it('tells a function its image model, its traits and its Region', () => {
  expect(imageModelEnvironment(stageConfig('dev', { COACH_IMAGE_MODEL_ID: `us-west-2/${SD35}` }))).toEqual({
    COACH_IMAGE_MODEL_ID: SD35,
    COACH_IMAGE_MODEL_TRAITS: '{"family":"stability","startsFromPictures":true,"drawsTransparency":false}',
    COACH_IMAGE_MODEL_REGION: 'us-west-2',
  });
  expect(imageModelEnvironment(stageConfig('dev'))).toMatchObject({
    COACH_IMAGE_MODEL_ID: 'off',
    COACH_IMAGE_MODEL_TRAITS: 'null',
  });
});
