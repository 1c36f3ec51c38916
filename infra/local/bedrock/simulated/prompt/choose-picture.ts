import type { Choose } from '../base/phrasing.ts';
import type { Picture } from './apply-changes.ts';
import type { Language } from './language.ts';
import type { SessionState } from './session-state.ts';

const STYLES: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  en: ['bold cartoon', 'crisp pixel art', 'playful sticker'],
  de: ['Comic', 'Pixelkunst', 'Sticker'],
};
const FEELINGS: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  en: ['happy', 'excited', 'cheeky'],
  de: ['fröhlich', 'aufgeregt', 'frech'],
};

/** Fills what is missing when the person leaves the choice to the coach. The subject always stays theirs. */
export function choosePicture(
  picture: Picture,
  { mood, assetType }: SessionState,
  language: Language,
  choose: Choose,
): Picture {
  const needsFeeling = assetType === 'twitch_emote' && picture.emotion === '' && picture.action === '';
  return {
    ...picture,
    ...(picture.style === '' && mood === undefined && { style: choose(STYLES[language]) }),
    ...(needsFeeling && { emotion: choose(FEELINGS[language]) }),
  };
}
