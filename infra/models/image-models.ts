import type { ImageModelTraits } from '#adapters/environment/settings';
import type { ImageModelRow } from './image-model-row.ts';

const STABILITY = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html';
/** Lists the Region of all three. */
const WEST = 'https://github.com/sebsto/swift-bedrock-library/releases/tag/1.12.0';
const CANVAS = 'https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html';
/** Dates of Nova Canvas, the last image model of Amazon. */
const ENDED = 'https://github.com/diillson/chatcli/issues/1364';

/** None of the hosted models draws transparency by itself. */
const stability = (startsFromPictures: boolean): ImageModelTraits => ({
  family: 'stability',
  startsFromPictures,
  drawsTransparency: false,
});
const AMAZON: ImageModelTraits = { family: 'amazon', startsFromPictures: true, drawsTransparency: false };

/** Every image model whose features are known. */
export const IMAGE_MODELS: readonly ImageModelRow[] = [
  {
    id: 'stability.sd3-5-large-v1:0',
    traits: stability(true),
    regions: ['us-west-2'],
    sources: [
      STABILITY,
      WEST,
      'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-diffusion-3-5-large.html',
    ],
  },
  {
    // Its page does not describe image-to-image, but the model lists the fields for it when one is wrong.
    id: 'stability.stable-image-ultra-v1:1',
    traits: stability(true),
    regions: ['us-west-2'],
    sources: [STABILITY, WEST, 'https://github.com/BerriAI/litellm/issues/6826'],
  },
  {
    id: 'stability.stable-image-core-v1:1',
    traits: stability(false),
    regions: ['us-west-2'],
    sources: [STABILITY, WEST],
  },
  {
    id: 'amazon.nova-canvas-v1:0',
    traits: AMAZON,
    regions: ['us-east-1', 'eu-west-1', 'ap-northeast-1'],
    ended: '2026-09-30',
    sources: [CANVAS, ENDED],
  },
  {
    // The day of its end was not found. Nova Canvas was the last image model of Amazon.
    id: 'amazon.titan-image-generator-v2:0',
    traits: AMAZON,
    regions: ['us-east-1', 'us-west-2'],
    ended: 'before 2026-09-30',
    sources: ['https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-image.html', ENDED],
  },
  {
    id: 'simulated-image',
    traits: { family: 'stability', startsFromPictures: true, drawsTransparency: true },
    regions: 'everywhere',
    sources: ['infra/local/bedrock'],
  },
];

const BY_ID = new Map(IMAGE_MODELS.map((row) => [row.id, row]));

export const findImageModel = (id: string): ImageModelRow | undefined => BY_ID.get(id);

/** Traits of a model that is not in the table. `undefined` when nobody knows how to ask it. */
export function unknownImageModel(id: string): ImageModelTraits | undefined {
  if (id.startsWith('stability.')) return stability(false);
  if (/^amazon\.(?:nova-canvas|titan-image)/.test(id)) return { ...AMAZON, startsFromPictures: false };
  return undefined;
}
