import { ASSET_FORMATS, type AssetType } from '#contract/prompt-coach/asset-types';
import type { Box, Fit } from '#ports/drawing';

/**
 * How the texts of a picture are arranged: `corner` in the lower left one, `side` in the left half, `bottom` in the lower
 * half, `edge` small at the lower edge, below a middle that stays empty.
 */
export type Arrangement = 'corner' | 'side' | 'bottom' | 'edge';

const TALL = new Set<AssetType>(['story_graphic', 'tiktok_story', 'instagram_story', 'instagram_reel']);
const WIDE = new Set<AssetType>(['banner', 'twitch_banner', 'twitch_panel', 'twitch_offline']);

/** Parts of a tall picture's height that the apps cover with their own controls. */
const APP_TOP = 0.14;
const APP_BOTTOM = 0.2;

/** Of the shorter edge of the safe area. */
const MARGIN = 0.06;

/** The part of the picture that every device shows. */
export function safeAreaOf(assetType: AssetType): Box {
  const { width, height, safeArea } = ASSET_FORMATS[assetType];
  if (safeArea) {
    return { x: (width - safeArea.width) / 2, y: (height - safeArea.height) / 2, ...safeArea };
  }
  if (!TALL.has(assetType)) return { x: 0, y: 0, width, height };
  return { x: 0, y: height * APP_TOP, width, height: height * (1 - APP_TOP - APP_BOTTOM) };
}

/** The safe area without a margin: texts and logo are inside it. */
export function textAreaOf(assetType: AssetType): Box {
  const { x, y, width, height } = safeAreaOf(assetType);
  const margin = Math.min(width, height) * MARGIN;
  return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin };
}

export function arrangementOf(assetType: AssetType): Arrangement {
  if (assetType === 'overlay') return 'edge';
  if (WIDE.has(assetType)) return 'side';
  const { width, height, isTransparent } = ASSET_FORMATS[assetType];
  return isTransparent || height >= width ? 'bottom' : 'corner';
}

/** Emotes and badges show their whole subject. Other pictures fill their format. */
export const fitOf = (assetType: AssetType): Fit => (ASSET_FORMATS[assetType].isTransparent ? 'contain' : 'cover');
