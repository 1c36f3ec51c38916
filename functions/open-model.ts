import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { ModelSettings } from './config.ts';

export const openModel = (settings: ModelSettings, client = createBedrockClient()) =>
  createBedrockModel({
    client,
    main: { modelId: settings.COACH_MODEL_ID, traits: settings.COACH_MODEL_TRAITS },
    small: { modelId: settings.COACH_SMALL_MODEL_ID, traits: settings.COACH_SMALL_MODEL_TRAITS },
  });
