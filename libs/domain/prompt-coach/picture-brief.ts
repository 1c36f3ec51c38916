import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import type { Draft } from '#contract/prompt-coach/intent';
import type { PictureBrief } from '#ports/generations';
import type { PictureRequest } from '#ports/pictures';
import { meaningOf } from './moods.ts';
import { type Arrangement, arrangementOf } from './overlay/safe-area.ts';
import { SEEN_AS } from './seen-as.ts';
import type { PromptState } from './state.ts';

/** Texts are drawn by the product, so the model must not try. */
const NEVER = 'text, letters, words, writing, caption, watermark, signature, logo, user interface';

/** Where the picture stays calm, because texts come there. Said only where the person asks for no other composition. */
const ROOM: Readonly<Record<Arrangement, string>> = {
  corner: 'The subject is on the right; the lower left is calm.',
  side: 'The subject is on the right; the left half is calm.',
  bottom: 'The subject is in the upper half; the lower half is calm.',
  edge: 'The lower edge is plain.',
};

export interface BriefFacts {
  readonly state: PromptState;
  /** The draft to make, which may be older than the intent. */
  readonly draft: Draft;
  readonly basedOn: string | undefined;
  readonly includeLogo: boolean;
}

/** Everything that the pictures of one order are made from. */
export function briefOf({ state, draft, basedOn, includeLogo }: BriefFacts): PictureBrief {
  const { assetType, intent, mood, customMood, brand } = state;
  const isNewest = draft.version === state.draftVersion;
  const light = meaningOf(mood, customMood);
  const displayTexts = intent.displayTexts.flatMap(({ text, spellingConfirmed }) => (spellingConfirmed ? text : []));
  const needsRoom = displayTexts.length > 0 && intent.composition === '';
  const parts = [
    draft.description,
    ...(isNewest && intent.style !== '' ? [`Style: ${intent.style}.`] : []),
    ...(light === undefined ? [] : [`Light and feeling: ${light}.`]),
    ...(brand && brand.colors.length > 0 ? [`Colours: ${brand.colors.map(({ hex }) => hex).join(', ')}.`] : []),
    ...(needsRoom ? [ROOM[arrangementOf(assetType)]] : []),
  ];
  return {
    assetType,
    words: draft.description,
    description: parts.join(' '),
    displayTexts,
    ...(brand && { brand: { colors: brand.colors, fonts: brand.fonts } }),
    ...(includeLogo && brand?.logoKey !== undefined && { logoKey: brand.logoKey }),
    ...(basedOn !== undefined && { basedOn }),
  };
}

/** For a model that has written something all the same. */
const STRESSED = {
  sentence: ' Nothing is written anywhere in it: all surfaces are blank.',
  never: `${NEVER}, typography, lettering, handwriting, numbers, any kind of text`,
} as const;

export interface PictureFacts {
  /** Gives each picture of an order another look, and every attempt at it the same. */
  readonly seed: number;
  /** Whether the model is asked once more, because it has drawn text. */
  readonly isAgain: boolean;
  readonly basedOn: Uint8Array | undefined;
}

export function pictureRequest(
  { assetType, description }: PictureBrief,
  { seed, isAgain, basedOn }: PictureFacts,
): PictureRequest {
  const { width, height, isTransparent = false } = ASSET_FORMATS[assetType];
  const ground = isTransparent ? ' One figure, centred, on a plain background.' : '';
  return {
    description: `${description} It is seen as ${SEEN_AS[assetType]}.${ground}${isAgain ? STRESSED.sentence : ''}`,
    without: isAgain ? STRESSED.never : NEVER,
    width,
    height,
    isTransparent,
    seed,
    ...(basedOn && { basedOn }),
  };
}

/** FNV-1a: the same in every process. */
export function seedOf(generationId: string, place: number, isAgain = false): number {
  const text = `${generationId}#${place}${isAgain ? '#again' : ''}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
