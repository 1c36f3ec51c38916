import * as z from 'zod/mini';
import { imageModelSettings, objectSettings, stageSettings, tableSettings } from '#adapters/environment/settings';

export const GenerateAssetConfig = z.object({
  ...stageSettings,
  ...tableSettings,
  ...objectSettings,
  ...imageModelSettings,
});
