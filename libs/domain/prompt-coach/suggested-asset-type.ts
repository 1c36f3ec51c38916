import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { PromptState } from './state.ts';

/** Words of an intent that name another kind of picture, the more exact first. */
const NAMES: readonly (readonly [RegExp, AssetType])[] = [
  [/\bemotes?\b/i, 'twitch_emote'],
  [/\bbadges?\b/i, 'twitch_badge'],
  [/\bpanels?\b/i, 'twitch_panel'],
  [/\boffline (?:screen|banner|image)\b/i, 'twitch_offline'],
  [/\btwitch banner\b/i, 'twitch_banner'],
  [/\byoutube thumbnail\b/i, 'youtube_thumbnail'],
  [/\bthumbnail\b/i, 'thumbnail'],
  [/\boverlay\b/i, 'overlay'],
  [/\bbanner\b/i, 'banner'],
  [/\btiktok\b/i, 'tiktok_story'],
  [/\breel\b/i, 'instagram_reel'],
  [/\binstagram story\b/i, 'instagram_story'],
  [/\bclip cover\b/i, 'clip_cover'],
];

/** The session's type unless the intent names another. A general name does not replace an exact one, such as `banner`. */
export function suggestedAssetType({ assetType, intent }: Pick<PromptState, 'assetType' | 'intent'>): AssetType {
  const words = [intent.description, intent.composition, intent.style].join(' ');
  const named = NAMES.find(([name]) => name.test(words))?.[1];
  return named === undefined || assetType.endsWith(named) ? assetType : named;
}
