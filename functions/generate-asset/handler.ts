import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createS3Objects } from '#adapters/s3/objects';
import { createTakumiDrawing } from '#adapters/takumi/drawing';
import { compose } from '../compose.ts';
import { openPictures } from '../open-pictures.ts';
import { GenerateAssetConfig } from './config.ts';
import { createGenerateAsset } from './generate-asset.ts';

const { settings, storage, ...common } = compose('generate-asset', GenerateAssetConfig);

export const handler = createGenerateAsset({
  ...common,
  generations: createDynamoGenerations(storage),
  objects: createS3Objects({ bucketName: settings.BUCKET_NAME, clock: common.clock }),
  drawing: createTakumiDrawing(),
  pictures: openPictures(settings),
});
