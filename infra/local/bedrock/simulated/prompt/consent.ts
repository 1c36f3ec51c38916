import { source } from '../base/pattern.ts';

/** Words that show that a message is not, or not only, a yes. */
const DOUBT = new RegExp(
  source`
    \?|(?<!\p{L})(?:but|except|not|no|nope|don't|doesn't|isn't|almost|nearly|though|however|instead|wrong|change|
    aber|nicht|kein\p{L}*|nein|fast|beinahe|außer|allerdings|statt|falsch|ändere?|anders)(?!\p{L})`,
  'iu',
);
const NO_DOUBT =
  /(?<!\p{L})(?:no (?:more )?(?:changes?|notes|problem)(?: (?:needed|necessary))?|nothing to change|don't change (?:a thing|anything)|why not|nicht(?:s)? (?:mehr )?(?:zu )?ändern|kein problem)(?!\p{L})/giu;

/** Satisfaction with the whole picture. */
const PLEASED = source`
  (?:it |that |this |everything |all )?(?:looks?|sounds?|is|seems|'s) (?:all )?(?:so )?(?:good|great|right|perfect|fine|awesome|amazing|lovely)(?: to me| now)?|
  perfect(?:ly)?|love it|i (?:like|love) (?:it|that|this)|exactly(?: like that| right)?|go ahead|go for it|ship it|let'?s (?:go|do it|make it)|
  that'?s it|make it so|please (?:make|generate|create) it|(?:make|generate|create) it(?: now)?|lgtm|spot on|happy with (?:it|that)|
  (?:das |es )?passt(?: so| genau| perfekt)?|perfekt|(?:sieht|klingt) (?:sehr |richtig )?(?:gut|super|toll|klasse|perfekt) ?(?:aus)?|
  gefällt mir(?: gut| sehr)?|genau so|so (?:lassen|ist es gut|machen wir es)|kannst du so machen|mach(?:en wir)? (?:es |das )?so|los geht'?s|stimmt so|
  einverstanden|nice|great|awesome|super|toll|klasse|all good|good|fine|done|fertig|gut|works(?: for me)?`;
/** Satisfaction with the spelling only. */
const SPELLED = source`
  (?:(?:it |that |this )?(?:is |'s )|(?:das )?(?:ist|wird) (?:genau )?(?:richtig |so )?|genau )?(?:spelled|spelt|written|geschrieben)
  (?: (?:exactly |genau )?(?:right|correctly|perfectly|like that|that way|like this|so))?`;
const PLAIN = source`
  ${SPELLED}|
  (?:that|it|this)(?:'s| is) (?:right|correct)|is (?:right|correct|fine)|(?:ist |genau )?(?:richtig|korrekt) geschrieben|ist (?:richtig|korrekt)|
  yes|yeah|yea|yep|yup|sure|ok(?:ay)?|correct|right|confirmed?|spelled (?:right|correctly)|(?:the )?spelling is (?:right|correct|fine|good)|exactly|
  ja|jo|jep|jup|genau|richtig|stimmt|korrekt|klar|so geschrieben|gern(?:e)?|bitte|please|thanks?|thank you|danke`;
const wholeOf = (words: string): RegExp => new RegExp(`(?<![\\p{L}'])(?:${words})(?![\\p{L}'])`, 'giu');
const BETWEEN =
  /(?<!\p{L})(?:and|und|so|it|that|the|das|es|then|dann|now|jetzt|very|sehr|all|alles|for me|von mir aus)(?!\p{L})|[\s,.!:;)(–—-]|\p{Emoji_Presentation}/giu;

const THUMB = /👍|✅|👌|💯|🙌/u;

export type Consent = 'pleased' | 'yes' | 'none';

/** How a message agrees: with the whole picture, with what was asked, or not at all. */
export function consentOf(words: string): Consent {
  const plain = words.replace(NO_DOUBT, ' ');
  if (DOUBT.test(plain)) return 'none';
  const isPleased = wholeOf(PLEASED).test(plain.replace(wholeOf(SPELLED), ' ')) || THUMB.test(plain);
  const isPlain = wholeOf(PLAIN).test(plain);
  if (!isPleased && !isPlain) return 'none';
  if (restOf(plain) !== '') return 'none';
  return isPleased ? 'pleased' : 'yes';
}

/** A message without its words of agreement, to read what else it says. */
export const restOf = (words: string): string =>
  words
    .replace(NO_DOUBT, ' ')
    .replace(wholeOf(PLEASED), ' ')
    .replace(wholeOf(PLAIN), ' ')
    .replace(BETWEEN, ' ')
    .replace(THUMB, ' ')
    .trim();

const DECIDE =
  /(?<!\p{L})(?:you (?:decide|choose|pick)|(?:it'?s )?up to you|surprise me|whatever(?: you (?:like|think))?|(?:i )?don'?t (?:care|mind|know)|no idea|your choice|dealer'?s choice|egal|entscheide? du|du (?:entscheidest|darfst entscheiden)|such(?:e)? (?:du )?(?:dir )?(?:was|etwas) aus|überrasch mich|keine ahnung|was du meinst|weiß (?:ich )?nicht)(?!\p{L})/giu;

export const leavesIt = (words: string): boolean => words.search(DECIDE) >= 0;
export const withoutLeaving = (words: string): string => words.replace(DECIDE, ' ').replace(/\s+/g, ' ').trim();

/** Talk that says nothing about the picture. */
const TALK =
  /^(?:(?:(?:hi|hello|hey|hallo|moin|servus|guten (?:tag|morgen|abend)|there|coach|thanks?|thank you|danke|cool|hm+|oh|wow|lol|haha|du|dir)[\s!,.]*)+|(?:what|how|why|who|when|which|where|could you tell|do you|does|is it|are|was|wie|warum|wer|wann|welche[rs]?|wo|hast du|ist das)\s.*)$/iu;

const ASKED_FOR =
  /(?<!\p{L})(?:(?:can|could|would|will) (?:you|we|it)|how about|what about|maybe|kannst du|könntest du|können wir|wie wäre|wie wär's|vielleicht)(?!\p{L})/iu;

export const isTalk = (words: string): boolean =>
  TALK.test(words.trim()) || (/\?\s*$/.test(words) && !ASKED_FOR.test(words));
