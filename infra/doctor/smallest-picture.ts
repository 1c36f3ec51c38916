import type { ImageModelTraits } from '#adapters/environment/settings';

const PROMPT = 'A blue dot on white';

/** The request body for the cheapest picture of a family. */
export const smallestPicture = (family: ImageModelTraits['family']): object =>
  family === 'stability'
    ? { prompt: PROMPT, output_format: 'png' }
    : {
        taskType: 'TEXT_IMAGE',
        textToImageParams: { text: PROMPT },
        imageGenerationConfig: { width: 512, height: 512, numberOfImages: 1, quality: 'standard' },
      };
