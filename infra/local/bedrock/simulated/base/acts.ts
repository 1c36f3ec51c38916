import { agrees } from './agreement.ts';
import { regex } from './pattern.ts';
import type { Statement } from './statements.ts';

/** The kind of a message: what the person does by writing it. */
export type Act = 'greeting' | 'thanks' | 'farewell' | 'agreement' | 'remember' | 'report' | 'progress' | 'question';

const GREETING =
  /^\W*(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:morgen|tag|abend)|moin|servus|hola|buen[oa]s (?:días|tardes|noches))(?![\p{L}'])/iu;
const THANKS = regex('iu')`
    (?<![\p{L}'])(?:thanks?|thank you|thx|cheers|appreciate(?: it| that)?|danke\p{L}*|gracias)(?![\p{L}'])|
    ^\W*(?:great|perfect|awesome|nice|cool|got it|ok(?:ay)?|good to know|makes sense|super|alles klar|vale|genial)\W*$`;
const FAREWELL =
  /^\W*(?:bye|good ?bye|see (?:you|ya)|good night|cu|gn|tschüss|bis (?:bald|dann|morgen)|adiós|hasta (?:luego|mañana))(?![\p{L}'])/iu;
export const REMEMBER = regex('iu')`
    (?<![\p{L}'])(?<!\b(?:do|did|can) you )(?:(?:please )?(?:remember|don't forget|do not forget|keep in mind|note(?: down)?|take note)
    (?: that|:|(?= (?:i|my|we|this|that)\b))|(?:save|make|add|take|write|keep|store)(?: (?:a|an|the|this|that|as|down|me))*
    (?: \p{L}+)? (?:note|memory|reminder|goal|strength|weakness|observation|preference)s?\b|write down(?= that)|merk(?:e)? dir|vergiss nicht|denk(?:e)? daran|recuerda(?: que)?|no olvides|apunta(?: que)?)`;
const PROGRESS = regex('iu')`
    (?<![\p{L}'])(?:progress\p{L}*|trends?|stats?|statistics|averages?|how am i doing|fortschritte?|entwicklung|statistik|progreso|
    estadísticas?|personal (?:best|record)s?|prs?)(?![\p{L}'])`;

/** The acts of a message, the most specific first. */
export function actsIn(message: string, statements: readonly Statement[]): readonly Act[] {
  const hasReport = statements.some(({ isDone, quantities }) => isDone && quantities.length > 0);
  const found: readonly (readonly [Act, boolean])[] = [
    ['remember', REMEMBER.test(message) || /^\s*\/(?:save|remember|note)/i.test(message)],
    ['report', hasReport || /^\s*\/log/i.test(message)],
    ['progress', PROGRESS.test(message) && statements.some(({ isQuestion }) => isQuestion)],
    ['question', statements.some(({ isQuestion }) => isQuestion)],
    ['agreement', agrees(message)],
    ['thanks', THANKS.test(message)],
    ['farewell', FAREWELL.test(message)],
    ['greeting', GREETING.test(message)],
  ];
  return found.flatMap(([act, isTrue]) => (isTrue ? [act] : []));
}

/** Words by which schemas name an act, in an option or in the name of a boolean. */
const NAMES: Readonly<Record<Act, RegExp>> = {
  remember: /\b(?:memor\w*|remember\w*|notes?|saves?)\b/,
  report: /\b(?:logs?|logging|logged|reports?|records?|done|completed)\b/,
  progress: /\b(?:progress\w*|stat\w*|trends?|check)\b/,
  question: /\b(?:questions?|ask\w*|query|queries)\b/,
  agreement: /\b(?:agree\w*|confirm(?:ed|s)?|approved?|yes|(?<!not )ready)\b/,
  thanks: /\b(?:thank\w*|acknowledg\w*|small talk|courtesy)\b/,
  farewell: /\b(?:farewell|goodbye|acknowledg\w*)\b/,
  greeting: /\b(?:greet\w*|acknowledg\w*|small talk)\b/,
};

/** Whether `words` of a schema name one of `acts`. Returns `undefined` when they name no act at all. */
export function isNamedAct(words: string, acts: readonly Act[]): boolean | undefined {
  const named = (Object.keys(NAMES) as Act[]).filter((act) => NAMES[act].test(words));
  return named.length === 0 ? undefined : named.some((act) => acts.includes(act));
}

/** Whether a message is only an agreement, a thank you, a greeting or a farewell, and so has no content to store. */
export const isCourtesy = (acts: readonly Act[]): boolean =>
  acts.length > 0 && acts.every((act) => ['agreement', 'thanks', 'greeting', 'farewell'].includes(act));
