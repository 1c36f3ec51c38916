import type { ImageModelTraits } from '#adapters/environment/settings';
import { findImageModel, IMAGE_MODELS, unknownImageModel } from './image-models.ts';

/** The setting of a stage that draws no pictures. */
export const NO_IMAGE_MODEL = 'off';

export interface ImageModelChoice {
  readonly id: string;
  readonly traits: ImageModelTraits;
  /** Where it is called. `undefined` in the stage's own Region. */
  readonly region: string | undefined;
  /** Sentences for the deployer. */
  readonly warnings: readonly string[];
}

/**
 * The image model of a setting: `stability.sd3-5-large-v1:0`, or `us-west-2/stability.sd3-5-large-v1:0` to call it in
 * another Region than the stage's. Descriptions never leave the stage's Region without being asked to.
 *
 * @returns `undefined` for `off`.
 * @throws Error whose one sentence names the model, the Region and what to choose.
 */
export function chooseImageModel(setting: string, stageRegion: string): ImageModelChoice | undefined {
  if (setting === NO_IMAGE_MODEL) return undefined;
  const [id = '', given] = setting.split('/').reverse();
  const row = findImageModel(id);
  const traits = row?.traits ?? unknownImageModel(id);
  if (!traits) {
    throw new Error(
      `${id} takes none of the known request bodies: set ${idsOfKind('stability')}, or ${NO_IMAGE_MODEL}`,
    );
  }
  const region = given ?? stageRegion;
  if (row && row.regions !== 'everywhere' && !row.regions.includes(region)) {
    const places = row.regions.map((place) => `${place}/${id}`).join(' or ');
    throw new Error(`${id} cannot be called in ${region}: set ${places} if descriptions may be processed there`);
  }
  const isAbroad = given !== undefined && given !== stageRegion;
  const warnings = [
    isAbroad && `${id} processes descriptions and pictures in ${region}`,
    !row && `${id} is not in infra/models: it is not asked to start from a picture`,
    row?.ended !== undefined && `AWS has ended ${id} (${row.ended}): set another model`,
  ].filter((warning) => warning !== false);
  return { id, traits, region: isAbroad ? region : undefined, warnings };
}

const idsOfKind = (family: ImageModelTraits['family']): string =>
  IMAGE_MODELS.filter(({ id, traits }) => traits.family === family && id.includes('.'))
    .map(({ id }) => id)
    .join(' or ');
