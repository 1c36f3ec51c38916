import { expect, it } from 'vitest';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { EMPTY_INTENT } from '#contract/prompt-coach/intent';
import { suggestedAssetType } from './suggested-asset-type.ts';

it.each<[string, AssetType, AssetType]>([
  ['a fox with a cup', 'twitch_emote', 'twitch_emote'],
  ['a fox, better as a badge', 'twitch_emote', 'twitch_badge'],
  ['a wide banner with a knight', 'twitch_banner', 'twitch_banner'],
  ['a bold thumbnail of caves', 'youtube_thumbnail', 'youtube_thumbnail'],
  ['a YouTube thumbnail of caves', 'thumbnail', 'youtube_thumbnail'],
  ['an emotion that shows', 'overlay', 'overlay'],
])('suggests for "%s" in a session for a %s: %s', (description, assetType, expected) => {
  expect(suggestedAssetType({ assetType, intent: { ...EMPTY_INTENT, description } })).toBe(expected);
});
