import type { AssetType } from '#contract/prompt-coach/asset-types';

/** How people see each kind of picture, which decides what it must do. */
export const SEEN_AS: Readonly<Record<AssetType, string>> = {
  thumbnail: 'a small card in a list of videos, next to many others',
  overlay: 'a frame around live video, whose middle stays free',
  banner: 'the head of a channel page, cut differently on each device; only the safe area is always visible',
  story_graphic: 'a full phone screen, for a few seconds',
  clip_cover: 'a square in a grid of clips',
  twitch_emote: 'a sign in the chat, as small as 28 by 28 pixels, on light and dark lines',
  twitch_badge: 'a mark in front of a name in the chat, as small as 18 by 18 pixels',
  twitch_panel: 'a wide button below the stream',
  twitch_offline: 'the screen that visitors see while the channel is offline',
  youtube_thumbnail: 'a small card in a list of videos, mostly on phones, with the duration in the lower right corner',
  twitch_banner: 'a wide strip at the top of the channel',
  tiktok_story: 'a full phone screen with buttons at the right and at the bottom',
  instagram_story: 'a full phone screen with the name at the top and a field at the bottom',
  instagram_reel: 'a full phone screen, and a square of its middle in the profile',
};
