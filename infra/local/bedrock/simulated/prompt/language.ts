/** The languages in which the simulated coach answers. */
export type Language = 'en' | 'de';

const GERMAN =
  /(?<!\p{L})(?:ich|du|mir|mich|bitte|ein(?:e[nmrs]?)?|der|die|das|den|dem|und|oder|mit|ohne|nicht|kein(?:e[nmrs]?)?|ist|sind|soll(?:te)?|sieht|aus|auf|für|von|im|beim|zum|zur|mach\p{L}*|füg\p{L}*|entfern\p{L}*|noch|mehr|weniger|größer\p{L}*|kleiner\p{L}*|ja|nein|genau|passt|stimmt|gefällt|perfekt|super|danke|hallo|statt|egal|überrasch\p{L}*|weg|dazu|gern|heller|dunkler|lieber|doch)(?!\p{L})/giu;
const ENGLISH =
  /(?<!\p{L})(?:i|you|me|my|please|a|an|the|and|or|with|without|not|is|are|should|looks?|out|for|of|in|make|add|remove|more|less|bigger|smaller|yes|yeah|no|exactly|perfect|great|good|thanks|hello|hi|instead|it|that|this|to|on|him|her)(?!\p{L})/giu;

const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

/** The language of the newest message that shows one; English when none does. */
export function languageOf(messages: readonly string[]): Language {
  for (const text of messages.toReversed()) {
    const difference = count(text, GERMAN) + count(text, /[äöüß]/giu) - count(text, ENGLISH);
    if (difference !== 0) return difference > 0 ? 'de' : 'en';
  }
  return 'en';
}
