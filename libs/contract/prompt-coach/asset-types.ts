import * as z from 'zod/mini';

/** What an image is made for. */
export const AssetType = z.enum([
  'thumbnail',
  'overlay',
  'banner',
  'story_graphic',
  'clip_cover',
  'twitch_emote',
  'twitch_badge',
  'twitch_panel',
  'twitch_offline',
  'youtube_thumbnail',
  'twitch_banner',
  'tiktok_story',
  'instagram_story',
  'instagram_reel',
]);
export type AssetType = z.infer<typeof AssetType>;

/** Sizes in pixels. */
export interface AssetFormat {
  readonly width: number;
  readonly height: number;
  /** The centred part that every device shows; absent when the whole picture is shown. */
  readonly safeArea?: { readonly width: number; readonly height: number };
  /** Whether the background is transparent, where the image model can make it so. */
  readonly isTransparent?: boolean;
  /** The sizes that the platform asks for, each a square, and the most bytes of one file. */
  readonly pack?: { readonly sizes: readonly number[]; readonly maxBytes: number };
}

const wide = { width: 1_280, height: 720 };
const screen = { width: 1_920, height: 1_080 };
const tall = { width: 1_080, height: 1_920 };

/** The only table of asset types, used by prompt, generation and pages. */
export const ASSET_FORMATS: Readonly<Record<AssetType, AssetFormat>> = {
  thumbnail: wide,
  overlay: screen,
  banner: { width: 2_560, height: 1_440, safeArea: { width: 1_546, height: 423 } },
  story_graphic: tall,
  clip_cover: { width: 1_080, height: 1_080 },
  twitch_emote: {
    width: 112,
    height: 112,
    isTransparent: true,
    pack: { sizes: [28, 56, 112], maxBytes: 1_000_000 },
  },
  twitch_badge: { width: 72, height: 72, isTransparent: true, pack: { sizes: [18, 36, 72], maxBytes: 25_000 } },
  twitch_panel: { width: 320, height: 160 },
  twitch_offline: screen,
  youtube_thumbnail: wide,
  twitch_banner: { width: 1_200, height: 480 },
  tiktok_story: tall,
  instagram_story: tall,
  instagram_reel: tall,
};
