import { regex } from './pattern.ts';

/** Classifies a question by its words. */

const PERSON = /\b(?:i|i'm|i've|im|me|my|mine|we|our)\b/i;
/** In these phrases, `me` and `I` do not mean that the question is about the person. */
const ASKING = /\b(?:tell|show|give|let|get|help|can|could|may) (?:me|i)\b/gi;
const COMPARING = regex('i')`
    \bcompar\w*|\bversus\b|(?<!\d ?)\bvs\b|\bagainst\b|\b(?:measure|stack|hold) up\b|\b(?:better|worse|higher|lower) than\b|
    \bahead of\b|\bbehind\b|\bon par\b|\bhow far\b|\bbelong in\b|\bvergl\w+|\bcomparado\b`;
const IMPROVING = regex('i')`
    \bimprove\b|\bget(?:ting)? (?:any )?better\b|\b(?:work|focus) on\b|\bpracti[cs]e (?:next|first|most)\b|\bweakness(?:es)?\b|
    \b(?:rank|level)(?:ing)? up\b|\bclimb\w*|\bstuck\b|\bplateau\w*|\bholding me back\b|\bverbesser\w*|\bmejorar\b`;
const NUMBERS = regex('i')`
    \bstat(?:s|istics?)\b|\baverag\w+|\bnumbers\b|\bwin[ -]?(?:rate|ratio|percentage)\b|\bperform\w*|\btrend\w*|\bprogress\w*|
    \bhow (?:am|was|were|do|did|have) i (?:doing|playing|performing|do|been|play|look)\w*|\bhow many\b|\bwins?\b|\bloss(?:es)?\b|
    \bam i (?:any )?(?:good|better|worse)\b|\bmy (?:play|gameplay|form|training)\b|\bstatistik\w*|\bfortschritt\w*|\bestadísticas\b`;
const HOW_TO = regex('i')`
    ^\W*(?:so |and )?(?:how (?:do|can|should|would|to)(?: i| you| we)? (?!(?:compare|rank|stack|measure|do|did|play|perform|look|stand|
    improve|get better|climb)\b)|what(?:'s| is| are)? (?:a|an|the)\b(?! (?:benchmark|average|stats)))`;
const LAST = '(?:last|latest|newest|most recent|recent|previous|past|letzten?|últim[oa]s?)';

export const isPersonal = (text: string): boolean => PERSON.test(text.replace(ASKING, ''));
export const isComparing = (text: string): boolean => COMPARING.test(text);
export const isImproving = (text: string): boolean => IMPROVING.test(text);
export const asksForNumbers = (text: string): boolean => NUMBERS.test(text);
/** Whether a question asks how something is done in general. */
export const asksHowTo = (text: string): boolean => HOW_TO.test(text);

/**
 * Whether a text asks for the newest items of a kind: `my last 3 games`, `show my games`, `game history`.
 *
 * @param noun - A pattern for the singular. Plurals add `s` or `es`.
 */
export function asksForRecent(text: string, noun: string): boolean {
  const many = `(?:${noun})(?:es|s)?`;
  const forms = [
    `\\b${LAST}\\s+(?:(?!(?:day|week|month|year|minute|hour|season)s?\\b)[\\w'-]+\\s+){0,4}${many}\\b`,
    `\\b(?:${noun}) history\\b`,
    `\\b(?:show|list|see|zeig\\p{L}*)\\b[^.?!]{0,30}\\bmy ${many}\\b`,
    `\\b\\d+ (?:last|of my) ${many}\\b`,
    `\\b(?:my|the) ${LAST} \\d{1,4}\\b(?![\\s-]*(?:hour|day|week|month|year|minute|v))`,
  ];
  return new RegExp(forms.join('|'), 'iu').test(text);
}
