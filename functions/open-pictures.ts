import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockPictures } from '#adapters/bedrock/pictures';
import type { imageModelSettings } from '#adapters/environment/settings';
import { ModelFailure } from '#ports/model';
import type { Pictures } from '#ports/pictures';
import type { ValuesOf } from './config.ts';

/** Draws nothing in a stage without an image model, in which no pictures can be ordered. */
export function openPictures(settings: ValuesOf<typeof imageModelSettings>): Pictures {
  const { COACH_IMAGE_MODEL_ID: modelId, COACH_IMAGE_MODEL_TRAITS: traits } = settings;
  if (!traits) {
    const draw = async () => {
      throw new ModelFailure('unusable', 'the stage has no image model');
    };
    return { startsFromPictures: false, draw };
  }
  const client = createBedrockClient({ region: settings.COACH_IMAGE_MODEL_REGION });
  return createBedrockPictures({ client, modelId, traits });
}
