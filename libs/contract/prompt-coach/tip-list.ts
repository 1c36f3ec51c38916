import { AssetType } from './asset-types.ts';
import type { Tip } from './tips.ts';

const MAX_TIPS = 5;

const ALL = AssetType.options;
const EMOTE: AssetType[] = ['twitch_emote'];
const THUMBNAIL: AssetType[] = ['thumbnail', 'youtube_thumbnail'];
const BANNER: AssetType[] = ['banner', 'twitch_banner'];

/** For API and web app. Tips for all asset types take turns by category, so that the first few are varied. */
export const TIPS: readonly Tip[] = [
  {
    id: 'name-a-visual-style',
    title: 'Name one visual style',
    description:
      'Say what the picture should look like before you say what is in it: pixel art, cel shading, watercolor. One style in the first words decides more than a row of adjectives later.',
    examplePrompt: 'Cel-shaded fox knight raising a glowing sword, thick outlines, flat shadows',
    assetTypes: ALL,
    category: 'style',
  },
  {
    id: 'brand-colors-by-hex',
    title: 'Give your brand colors as hex values',
    description:
      'Everybody imagines another “purple”. Write the hex value and where it goes, and your panels, emotes and banner will match.',
    examplePrompt: 'Robot mascot with a #7C3AED visor and #22D3EE trim on a near-black stage',
    assetTypes: ALL,
    category: 'color',
  },
  {
    id: 'current-season',
    title: 'Bring in the current season',
    description:
      'Viewers notice when a picture fits what they play this week. Name the season, the event or the new map, and say what one sees of it.',
    examplePrompt: 'My raccoon mascot parachuting into the winter map of the new season, snow storm, sunrise',
    assetTypes: ALL,
    category: 'gaming',
  },
  {
    id: 'refer-to-art-styles',
    title: 'Refer to an art movement or a medium',
    description:
      'Art Deco poster, ukiyo-e print, 90s comic, claymation: such a name brings line, light and texture with it. Movements and media work better than the names of living artists.',
    examplePrompt: 'Dragon streamer at a desk as an Art Deco poster, gold lines, long vertical rays',
    assetTypes: ALL,
    category: 'style',
  },
  {
    id: 'colors-by-mood',
    title: 'Choose colors by mood',
    description:
      'Warm orange and cream feel cozy, electric blue with magenta feels like hype, deep red feels like rage. Two or three colors that agree with the mood are enough.',
    examplePrompt: 'Cat barista in a tiny café at night, warm orange lamps, cream and cocoa tones, cozy',
    assetTypes: ALL,
    category: 'color',
  },
  {
    id: 'look-of-the-game',
    title: 'Borrow the look of the game',
    description:
      'Describe what makes your game recognisable at a glance: blocks, neon rain, hand-painted hills. A look says which game it is without a logo.',
    examplePrompt: 'Duck explorer in a world of chunky blocks, square clouds, sunset over a voxel sea',
    assetTypes: ALL,
    category: 'gaming',
  },
  {
    id: 'quality-words',
    title: 'Replace praise by visible quality',
    description:
      '“Awesome” shows nothing. “Crisp edges”, “rim light” or “smooth gradients” do. Two such words at the end of a description go a long way.',
    examplePrompt: 'Space otter pilot in a cockpit, crisp edges, rim light, smooth gradients',
    assetTypes: ALL,
    category: 'style',
  },
  {
    id: 'game-specific-elements',
    title: 'Add one element that only players know',
    description:
      'A supply drop, a boost pad, a healing flask: one familiar thing is a wink to your community. More than two compete with your subject.',
    examplePrompt: 'Penguin goalkeeper sliding over a glowing boost pad, stadium lights behind',
    assetTypes: ALL,
    category: 'gaming',
  },
  {
    id: 'emote-readable-at-28-pixels',
    title: 'Design for 28 × 28 pixels',
    description:
      'Chat shows an emote smaller than a fingernail. Ask for a head that fills the frame, thick outlines and no small details.',
    examplePrompt: 'Fox head filling the frame, huge eyes, thick dark outline, flat colors',
    assetTypes: EMOTE,
    category: 'composition',
  },
  {
    id: 'emote-one-expression',
    title: 'One emote, one expression',
    description:
      'An emote is used in place of a word. Decide for a single feeling, and exaggerate it until nobody can mistake it.',
    examplePrompt: 'Shiba head laughing so hard that tears fly, eyes squeezed shut, mouth wide open',
    assetTypes: EMOTE,
    category: 'composition',
  },
  {
    id: 'emote-without-text',
    title: 'Leave words out of emotes',
    description:
      'Letters turn into dots at this size, and Twitch shows the name of the emote anyway. Let a gesture or a prop say it.',
    examplePrompt: 'Frog head with a raised eyebrow sipping tea, no text',
    assetTypes: EMOTE,
    category: 'composition',
  },
  {
    id: 'thumbnail-high-contrast',
    title: 'Make the thumbnail pop at any size',
    description:
      'Most people see it on a phone between ten others. Put a bright subject before a dark surrounding, or the other way around, and ask for strong contrast.',
    examplePrompt: 'Racer in a yellow suit before a deep navy night track, strong contrast, hard rim light',
    assetTypes: THUMBNAIL,
    category: 'color',
  },
  {
    id: 'thumbnail-room-for-a-title',
    title: 'Leave room for the title',
    description:
      'Put the subject on one side and keep the other third calm. The lower right corner is covered by the length of the video.',
    examplePrompt: 'Shocked wizard on the right third, empty dark sky on the left for a title',
    assetTypes: THUMBNAIL,
    category: 'composition',
  },
  {
    id: 'thumbnail-dynamic-pose',
    title: 'Freeze a moment of action',
    description:
      'Someone who jumps, ducks or reaches toward the viewer tells a story. Name the movement and the camera: low angle, close-up, tilted.',
    examplePrompt: 'Ninja panda leaping at the camera, low angle, one paw reaching out, speed lines',
    assetTypes: THUMBNAIL,
    category: 'composition',
  },
  {
    id: 'thumbnail-one-focal-point',
    title: 'Decide on one focal point',
    description:
      'Viewers decide in half a second. Choose the one thing they should see first, and let light and lines lead to it.',
    examplePrompt: 'Glowing chest in the middle of a cave, tiny knight looking up at it, light beams',
    assetTypes: THUMBNAIL,
    category: 'composition',
  },
  {
    id: 'banner-think-wide',
    title: 'Think wide',
    description:
      'A banner is a strip, so describe something that spreads: a skyline, a line of characters, a road. A single upright figure leaves two empty halves.',
    examplePrompt: 'Wide desert racetrack at dusk, five cars in a row from left to right, long shadows',
    assetTypes: BANNER,
    category: 'composition',
  },
  {
    id: 'banner-clear-center',
    title: 'Keep the center clear',
    description:
      'Phones cut off the sides, and your name or picture lies over the middle. Ask for detail at the edges and a quiet center.',
    examplePrompt: 'Forest spirits peeking in from both edges, calm misty clearing in the center, wide',
    assetTypes: BANNER,
    category: 'composition',
  },
  {
    id: 'badge-simple-icon',
    title: 'Reduce a badge to one icon',
    description:
      'At 18 pixels only a silhouette survives. Choose one object with a clear outline and at most three flat colors.',
    examplePrompt: 'Single crown icon, bold silhouette, flat gold with a dark outline',
    assetTypes: ['twitch_badge'],
    category: 'composition',
  },
];

const isGeneral = ({ assetTypes }: Tip): boolean => assetTypes.length === ALL.length;

/** At most five: those for the asset type first, then those for all. */
export function tipsFor(assetType: AssetType | undefined): readonly Tip[] {
  const own = TIPS.filter((tip) => !isGeneral(tip) && assetType !== undefined && tip.assetTypes.includes(assetType));
  return [...own, ...TIPS.filter(isGeneral)].slice(0, MAX_TIPS);
}
