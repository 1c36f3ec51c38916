import { expect, it } from 'vitest';
import { ImageModelTraits } from '#adapters/environment/settings';
import { stageConfig } from '../config.ts';
import { chooseImageModel } from './choose-image-model.ts';
import { findImageModel, IMAGE_MODELS } from './image-models.ts';

const SD35 = 'stability.sd3-5-large-v1:0';

it('draws no pictures unless a deployer chooses a model', () => {
  for (const stage of ['dev', 'prod'] as const) expect(stageConfig(stage).imageModel).toBeUndefined();
  expect(stageConfig('local').imageModel).toMatchObject({ id: 'simulated-image', region: undefined, warnings: [] });
});

it('calls a model in the own Region of the stage where that serves it', () => {
  expect(chooseImageModel(SD35, 'us-west-2')).toEqual({
    id: SD35,
    traits: { family: 'stability', startsFromPictures: true, drawsTransparency: false },
    region: undefined,
    warnings: [],
  });
});

it('calls a model in another Region only when the setting names it, and warns', () => {
  expect(() => chooseImageModel(SD35, 'eu-central-1')).toThrow(
    `set us-west-2/${SD35} if descriptions may be processed`,
  );
  expect(chooseImageModel(`us-west-2/${SD35}`, 'eu-central-1')).toMatchObject({
    id: SD35,
    region: 'us-west-2',
    warnings: [`${SD35} processes descriptions and pictures in us-west-2`],
  });
  expect(chooseImageModel(`us-west-2/${SD35}`, 'us-west-2')).toMatchObject({ region: undefined, warnings: [] });
});

it('warns of a model that AWS has ended', () => {
  expect(chooseImageModel('amazon.nova-canvas-v1:0', 'us-east-1')?.warnings).toEqual([
    'AWS has ended amazon.nova-canvas-v1:0 (2026-09-30): set another model',
  ]);
});

it('asks an unknown model of a known family for pictures from words alone', () => {
  expect(chooseImageModel('stability.new-v9:0', 'us-east-1')).toMatchObject({
    traits: { family: 'stability', startsFromPictures: false },
    warnings: [expect.stringContaining('not in infra/models')],
  });
});

it('refuses a model whose request bodies are unknown', () => {
  expect(() => stageConfig('dev', { COACH_IMAGE_MODEL_ID: 'maker.picture-v1' })).toThrow(
    /COACH_IMAGE_MODEL_ID: maker\.picture-v1 takes none of the known request bodies/,
  );
});

it.each(['a model', 'eu/', 'us-west-2/us-east-1/a'])('refuses the setting %s', (setting) => {
  expect(() => stageConfig('dev', { COACH_IMAGE_MODEL_ID: setting })).toThrow(/COACH_IMAGE_MODEL_ID: must be off/);
});

it.each(IMAGE_MODELS)('knows the Regions, features and sources of $id', (row) => {
  expect(ImageModelTraits.parse(row.traits)).toEqual(row.traits);
  expect(row.regions.length).toBeGreaterThan(0);
  expect(row.sources.length).toBeGreaterThan(0);
  expect(findImageModel(row.id)).toBe(row);
});
