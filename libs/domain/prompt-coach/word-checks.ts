import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { Issue } from '#contract/prompt-coach/intent';
import { dropAdjectives, dropPhrases, dropWriting, type Find, replaceMentions } from './edit-description.ts';
import { type Finding, namedIn, quoted, type ReadDraft } from './finding.ts';
import { createVocabulary, mentionsIn } from './vocabulary.ts';
import {
  BACKGROUND_WORDS,
  CONFLICTS,
  LOW_CONTRAST,
  TEXT_WORDS,
  TRANSPARENT_BACKGROUND,
  UPRIGHT,
} from './word-tables.ts';

const find = (phrases: readonly string[]): Find => {
  const vocabulary = createVocabulary(phrases);
  return (words) => mentionsIn(words, vocabulary);
};

const CONFLICT_ROWS = CONFLICTS.map(([left, right]) => ({ left: find(left), right: find(right) }));

/** One side of a row, with its words that the draft names. */
interface Side {
  readonly find: Find;
  readonly named: readonly string[];
}

/** At most one for each row of the table. The fix keeps the side that is named first, if it can. */
export const conflictsOf = (draft: ReadDraft): readonly Finding[] =>
  CONFLICT_ROWS.flatMap(({ left, right }, row) => {
    const sides = [left, right].map((side): Side => ({ find: side, named: namedIn(draft, side) }));
    if (sides.some(({ named }) => named.length === 0)) return [];
    const [kept, dropped] = isNamedFirst(draft, left, right) ? sides : sides.toReversed();
    if (!kept || !dropped) return [];
    const remedy = (keep: Side, drop: Side) => ({
      label: `Keep ${quoted(keep.named)}`,
      description: dropAdjectives(draft.description, drop.find),
      about: [...keep.named, ...drop.named],
    });
    return {
      code: 'conflict' as const,
      severity: 'warning' as const,
      message: `${quoted(kept.named)} and ${quoted(dropped.named)} contradict each other. Choose one direction.`,
      about: [...kept.named, ...dropped.named],
      key: `conflict ${row}`,
      remedies: () => [remedy(kept, dropped), remedy(dropped, kept)],
    };
  });

function isNamedFirst({ texts }: ReadDraft, left: Find, right: Find): boolean {
  for (const words of texts) {
    const [l, r] = [left(words)[0]?.first ?? Infinity, right(words)[0]?.first ?? Infinity];
    if (l !== r) return l < r;
  }
  return true;
}

interface WordCheck {
  readonly code: Issue['code'];
  readonly severity: Issue['severity'];
  readonly assetTypes: readonly AssetType[];
  readonly find: Find;
  readonly message: (words: string) => string;
  readonly label: string;
  readonly edit: (description: string, find: Find) => string;
  readonly isFound?: (draft: ReadDraft) => boolean;
}

const background = find([...BACKGROUND_WORDS, TRANSPARENT_BACKGROUND]);

const withContrast = (description: string, named: Find): string =>
  replaceMentions(description, named, ({ phrase }) => LOW_CONTRAST[phrase] ?? phrase);

/** `a portrait of a fox` becomes `a wide shot of a fox`, and `portrait format` becomes `wide format`. */
const madeWide = (description: string, named: Find): string =>
  replaceMentions(description, named, ({ phrase }, isBeforeNoun) =>
    phrase === 'portrait' && !isBeforeNoun ? 'wide shot' : (UPRIGHT[phrase] ?? phrase),
  );

const WORD_CHECKS: readonly WordCheck[] = [
  {
    code: 'emote_text',
    severity: 'warning',
    assetTypes: ['twitch_emote'],
    find: find(TEXT_WORDS),
    isFound: ({ intent }) => intent.displayTexts.length > 0,
    message: () => 'Text is unreadable in an emote of 28 pixels. Show it with the expression instead.',
    label: 'Leave out the text',
    edit: dropWriting,
  },
  {
    code: 'thumbnail_low_contrast',
    severity: 'warning',
    assetTypes: ['thumbnail', 'youtube_thumbnail'],
    find: find(Object.keys(LOW_CONTRAST)),
    message: (words) => `A thumbnail needs strong contrast. ${words} may get lost in a list of videos.`,
    label: 'Use stronger contrast',
    edit: withContrast,
  },
  {
    code: 'banner_orientation',
    severity: 'warning',
    assetTypes: ['banner', 'twitch_banner'],
    find: find(Object.keys(UPRIGHT)),
    message: (words) => `A banner is wide, but ${words} describes an upright picture.`,
    label: 'Make it wide',
    edit: madeWide,
  },
  {
    code: 'emote_background',
    severity: 'info',
    assetTypes: ['twitch_emote', 'twitch_badge'],
    find: (words) => background(words).filter(({ phrase }) => phrase !== TRANSPARENT_BACKGROUND),
    message: (words) => `Emotes and badges are clearer without a background. The description names ${words}.`,
    label: 'Leave out the background',
    edit: dropPhrases,
  },
];

/** Words that do not suit the asset type. */
export const unsuitableWordsOf = (draft: ReadDraft): readonly Finding[] =>
  WORD_CHECKS.filter(({ assetTypes }) => assetTypes.includes(draft.assetType)).flatMap((check) => {
    const { code, severity, message, label } = check;
    const about = namedIn(draft, check.find);
    if (about.length === 0 && !check.isFound?.(draft)) return [];
    const remedies = () => [{ label, description: check.edit(draft.description, check.find) }];
    return { code, severity, message: message(quoted(about)), about, key: code, remedies };
  });
