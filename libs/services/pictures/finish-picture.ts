import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import { layOutOverlay } from '#domain/prompt-coach/overlay/lay-out-overlay';
import { fitOf } from '#domain/prompt-coach/overlay/safe-area';
import type { Drawing } from '#ports/drawing';
import type { PictureBrief } from '#ports/generations';
import type { Objects } from '#ports/objects';

export interface FinishDeps {
  readonly drawing: Drawing;
  readonly objects: Objects;
}

export interface Finished {
  /** PNG of exactly the asset type's size, with its texts and logo. */
  readonly picture: Uint8Array;
  /** Zip with the platform's sizes; absent for types without a pack. */
  readonly pack?: Uint8Array;
}

/**
 * Makes the asset from the model's picture: size, texts, logo, and the platform's sizes.
 *
 * @throws {UndrawableText} when no bundled font has a character of a text.
 */
export async function finishPicture(
  raw: Uint8Array,
  brief: PictureBrief,
  { drawing, objects }: FinishDeps,
): Promise<Finished> {
  const { assetType, displayTexts, brand, logoKey } = brief;
  const { width, height, pack } = ASSET_FORMATS[assetType];
  const logo = logoKey === undefined ? undefined : (await objects.read(logoKey))?.bytes;
  const logoSize = logo && drawing.sizeOf(logo);
  const overlay = await layOutOverlay(
    {
      assetType,
      texts: displayTexts,
      ...(brand && { brand }),
      ...(logo && logoSize && { logo: { picture: logo, ...logoSize } }),
    },
    drawing,
  );
  const picture = await drawing.finish({
    picture: raw,
    width,
    height,
    fit: fitOf(assetType),
    ...(overlay && { overlay }),
    ...(pack && { maxBytes: pack.maxBytes }),
  });
  if (!pack) return { picture };
  const name = assetType.replace('twitch_', '');
  const files = await drawing.pack({ picture, name, ...pack });
  return { picture, pack: await drawing.zip(files) };
}
