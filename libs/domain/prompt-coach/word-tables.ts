import type { AssetType } from '#contract/prompt-coach/asset-types';

/** What a picture may need. `about` of a `missing_element` issue has one of these. */
export type Element = 'subject' | 'emotion_or_action' | 'mood' | 'composition' | 'icon' | 'layout' | 'style';

export const REQUIRED: Readonly<Record<AssetType, readonly Element[]>> = {
  thumbnail: ['subject'],
  overlay: ['layout', 'style'],
  banner: ['subject'],
  story_graphic: ['subject', 'mood'],
  clip_cover: ['subject'],
  twitch_emote: ['subject', 'emotion_or_action'],
  twitch_badge: ['icon'],
  twitch_panel: ['subject'],
  twitch_offline: ['subject'],
  youtube_thumbnail: ['subject', 'mood', 'composition'],
  twitch_banner: ['subject', 'composition'],
  tiktok_story: ['subject'],
  instagram_story: ['subject'],
  instagram_reel: ['subject'],
};

const list = (words: string): readonly string[] => words.split(',').map((word) => word.trim());

/** Words that show that a description has an element, 10 to 20 for each. */
export const INDICATORS: Readonly<Record<Element, readonly string[]>> = {
  subject: list(
    `character, player, streamer, gamer, person, face, hero, girl, boy, man, woman, cat, dog, fox, wolf, dragon, robot,
    knight, creature, mascot`,
  ),
  emotion_or_action: list(
    `happy, sad, angry, laughing, crying, smiling, excited, shocked, surprised, scared, proud, love, rage, waving,
    dancing, jumping, running, winking, cheering, facepalm`,
  ),
  mood: list(
    `cozy, hype, chill, rage, epic, dark, cheerful, dramatic, mysterious, playful, intense, calm, energetic, spooky,
    romantic, nostalgic, dreamy, moody, peaceful, festive`,
  ),
  composition: list(
    `composition, centered, centred, close-up, closeup, wide shot, foreground, framed, framing, rule of thirds,
    symmetrical, diagonal, side by side, low angle, high angle, top-down, left, right, focal point, split screen`,
  ),
  icon: list(
    `icon, symbol, emblem, logo, star, crown, heart, shield, sword, skull, gem, diamond, flame, bolt, trophy, medal,
    paw, controller, coin, moon`,
  ),
  layout: list(
    `layout, frame, border, corner, corners, panel, bar, sidebar, edge, edges, grid, lower third, webcam, chat box,
    header, footer, top, bottom, slots, columns`,
  ),
  style: list(
    `style, anime, cartoon, pixel art, realistic, photorealistic, watercolor, minimalist, retro, vintage, futuristic,
    cyberpunk, comic, painterly, vector, flat, 3d, neon, hand-drawn, chibi`,
  ),
};

/** Words of the two sides of a row contradict each other. */
export const CONFLICTS: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['minimalist', 'simple', 'clean'],
    ['detailed', 'complex', 'intricate', 'busy'],
  ],
  [
    ['dark', 'moody', 'shadowy'],
    ['bright', 'vibrant', 'neon', 'glowing'],
  ],
  [
    ['realistic', 'photorealistic', 'lifelike'],
    ['cartoon', 'anime', 'stylized', 'abstract'],
  ],
  [
    ['vintage', 'retro', 'old-school'],
    ['modern', 'futuristic', 'contemporary'],
  ],
  [
    ['calm', 'peaceful', 'serene'],
    ['intense', 'aggressive', 'chaotic'],
  ],
];

export const BACKGROUND_WORDS: readonly string[] = ['background', 'landscape', 'scene', 'environment', 'setting'];
/** An emote is to have this background, so it is no reason for a hint. */
export const TRANSPARENT_BACKGROUND = 'transparent background';

export const TEXT_WORDS: readonly string[] = ['text', 'words', 'letters', 'writing', 'caption'];

/** Words of low contrast, and what the fix writes instead. */
export const LOW_CONTRAST: Readonly<Record<string, string>> = {
  subtle: 'bold',
  muted: 'vivid',
  soft: 'strong',
  pastel: 'saturated',
  faded: 'vivid',
};

/** Words for upright pictures, and what the fix writes instead. */
export const UPRIGHT: Readonly<Record<string, string>> = {
  portrait: 'wide',
  vertical: 'horizontal',
  tall: 'wide',
};
