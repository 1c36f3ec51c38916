import { source } from '../base/pattern.ts';
import { germanAction, gerundOf } from './actions.ts';
import { restOf } from './consent.ts';
import type { Language } from './language.ts';
import { type Idea, readIdea, tidy, withoutRequest } from './read-idea.ts';
import { ARTICLE, COLORS, COMPOSITIONS, FEELINGS, NOISE, STYLES, whole } from './vocabulary.ts';

/** One thing that a message changes in the picture. */
export type Change =
  | { readonly kind: 'remove'; readonly what: string }
  | { readonly kind: 'add'; readonly what: string }
  | { readonly kind: 'replace'; readonly what: string; readonly by: string }
  | { readonly kind: 'color'; readonly color: string; readonly of: string }
  | { readonly kind: 'subject'; readonly subject: string }
  | { readonly kind: 'set'; readonly idea: Idea };

const THING =
  '(?:it|him|her|them|this|that|everything|the (?:whole )?(?:thing|picture|image|emote|badge)|es|ihn|sie|das|alles|das (?:ganze|bild|emote))';
const rule = (words: string): RegExp => new RegExp(words, 'iu');

const MAKE = rule(source`^(?:make|mach\p{L}*)\s+${THING}\s+`);
const REPLACE = [
  rule(
    source`^(?:please |bitte )?(?:replace|swap|exchange|ersetze?|tausche?)\s+(?:out\s+)?(.+?)\s+(?:with|by|for|durch|gegen|mit)\s+(.+)$`,
  ),
  rule(source`^(?:please )?(?:change|turn)\s+(?:the\s+)?(.+?)\s+(?:to|into)\s+(.+)$`),
];
const INSTEAD = [rule(source`^(.+?)\s+(?:instead of|rather than|statt|anstatt|anstelle von)\s+(.+)$`)];
const INSTEAD_FIRST = rule(
  source`^(?:instead of|statt|anstatt|anstelle von)\s+(.+?)[,\s]+(?:(?:lieber|doch|rather)\s+)*((?:an?|ein\p{L}*)\s.+)$`,
);
const NEW_SUBJECT = [
  rule(
    source`^(?:no[, ]+|nein[, ]+)?(?:actually|rather|let'?s|doch|lieber|dann)?[\s,]*(?:make|do|have|use|take|nimm|mach)?\s*(?:it\s+)?((?:an?|ein\p{L}*)\s.+?)\s+(?:instead|stattdessen|draus|daraus)$`,
  ),
  rule(source`^(?:(?:please|bitte)\s+)?make\s+(?:it|him|her)\s+((?:an?)\s(?!(?:bit|little|lot|touch|tad)\s).+)$`),
  rule(source`^(?:actually|rather|doch lieber|lieber)[\s,]+((?:an?|ein\p{L}*)\s.+)$`),
];
const REMOVE = [
  rule(
    source`^(?:and |und |but |aber )?(?:please |bitte )?(?:remove|delete|drop|lose|get rid of|take (?:out|away)|leave out|skip|no more|without|no|entferne?|lösche?|ohne|kein\p{L}*)\s+(.+?)(?:\s+(?:please|bitte|anymore|mehr))?$`,
  ),
  rule(source`^(?:i |we )?(?:don't|do not) (?:want|need|like)\s+(.+)$`),
  rule(source`^(?:nimm|lass|tu|mach)\s+(.+?)\s+(?:weg|raus|heraus)(?:\s+bitte)?$`),
  rule(source`^(.+?)\s+(?:weg|raus)(?:\s+bitte)?$`),
];
const RECOLOR = rule(
  source`^(?:(?:please|bitte)\s+)?(?:(?:make|mach\p{L}*|color|colour|paint|färbe?)\s+)?(?:(${THING}|(?:the|his|her|its|den|die|das|sein\p{L}*|ihr\p{L}*)\s+[\p{L} ]+?)\s+)?(?:(?:should be|soll(?:te)?|in|to be)\s+)*(?:(?:more|mehr)\s+)?(${COLORS})(?:\s+(?:sein|please|bitte|machen))?$`,
);
const ADJUST = rule(
  source`^(?:(?:please|bitte)\s+)?(?:make|mach\p{L}*)\s+(${THING}|(?:the|his|her|its|den|die|das|sein\p{L}*|ihr\p{L}*)\s+[\p{L} ]+?)\s+((?:more|less|a (?:bit|little)|much|etwas|mehr|weniger|viel|ein bisschen|bigger|smaller|larger|darker|brighter|größer|kleiner|dunkler|heller|\p{L}+er)(?:\s+.+)?|[\p{L}-]+)$`,
);
const ADD = rule(
  source`^(?:and |und )?(?:please |bitte )?(?:(?:can|could) you )?(?:also )?(?:add|include|put(?: in)?|throw in|give (?:it|him|her|them)|i(?:'d| would) (?:like|love|want)(?: (?:it|him|her))?(?: to have)?|i want(?: (?:it|him|her) to have)?|(?:it|he|she) needs|plus|füge?|ergänze|gib (?:ihm|ihr)|noch|dazu|und noch|bitte noch|with|mit|also|auch)\s+(.+?)(?:\s+(?:hinzu|dazu|ein|too|as well|please|bitte))?$`,
);
const COMPARED = rule(
  source`^(?:a (?:bit|little) |etwas |ein bisschen |much |viel |with |mit )?(?:more|less|fewer|bigger|smaller|larger|darker|brighter|softer|longer|shorter|mehr|weniger|größere?\p{L}?|kleinere?\p{L}?|dunklere?\p{L}?|hellere?\p{L}?|längere?\p{L}?)\s+.+$`,
);

/** `shocked but excited` is one feeling, not two clauses. */
const CLAUSES = rule(
  source`
    \s*[;!\n]+\s*|\.\s+|\.$|\s*,?\s+(?:but|aber)\s+(?!(?:(?:also|still|auch)\s+)?(?:${FEELINGS})(?!\p{L}))|
    \s*,\s*(?:and |und )?(?=(?:make|add|remove|no|without|with|more|less|change|mach|füge?|entferne?|ohne|mit|mehr|weniger|bigger|größere?)(?!\p{L}))|
    \s+(?:and|und)\s+(?=(?:make|add|remove|change|mach|füge?|entferne?)(?!\p{L}))`,
);

const AMOUNT = /^(?:(?:some|a few|a couple of|ein paar|einige|noch|etwas)\s+)+/iu;
const things = (what: string): readonly string[] =>
  what.split(/\s*,\s*|\s+(?:and|und|or|oder)\s+/iu).map((item) => tidy(item.replace(AMOUNT, '').replace(ARTICLE, '')));

const firstMatch = (clause: string, rules: readonly RegExp[]): RegExpExecArray | undefined =>
  rules.map((one) => one.exec(clause)).find((match) => match !== null) ?? undefined;

const removals = (what: string): readonly Change[] =>
  things(what).flatMap((one) => (one === '' ? [] : [{ kind: 'remove' as const, what: one }]));

function replacement(clause: string): readonly Change[] | undefined {
  const swapped = firstMatch(clause, REPLACE);
  const instead = firstMatch(clause, INSTEAD);
  const first = INSTEAD_FIRST.exec(clause);
  const [what, by] = swapped ? [swapped[1], swapped[2]] : instead ? [instead[2], instead[1]] : [first?.[1], first?.[2]];
  if (what === undefined || by === undefined) return undefined;
  const color = new RegExp(`^(?:${COLORS})$`, 'iu').exec(tidy(by));
  if (
    isFeatured(by) &&
    /^(?:the )?(?:style|look|art style|mood|expression|feeling|stil|ausdruck|stimmung)$/iu.test(what.trim())
  ) {
    return [{ kind: 'set', idea: { ...readIdea(by, 'en'), subject: '', elements: [] } }];
  }
  if (color && swapped) return [{ kind: 'color', color: color[0], of: ofThing(what) }];
  return [
    {
      kind: 'replace',
      what: tidy(what.replace(ARTICLE, '')),
      by: tidy(withoutRequest(by.replace(MAKE, '')).replace(ARTICLE, '')),
    },
  ];
}

/** The thing that a colour is for; empty for the whole picture. */
const ofThing = (what: string | undefined): string =>
  what === undefined || new RegExp(`^${THING}$`, 'iu').test(what.trim())
    ? ''
    : tidy(
        what
          .replace(/^(?:the|his|her|its|den|die|das|sein\p{L}*|ihr\p{L}*)\s+/iu, '')
          .replace(/\s+(?:colou?r|farbe)$/iu, ''),
      );

const isFeatured = (words: string): boolean => [STYLES, FEELINGS, COMPOSITIONS].some((all) => whole(all).test(words));

/** A comparison as a property of the picture: `less detail in the fur` → `fur with little detail`. */
export function settled(comparison: string): string {
  const words = tidy(comparison.replace(/^(?:a (?:bit|little)|etwas|ein bisschen|much|viel|with|mit)\s+/iu, ''));
  const inside =
    /^(less|fewer|more|weniger|mehr)\s+(.+?)\s+(?:in|on|im|in der|auf)\s+(?:the |dem |der |den )?(.+)$/iu.exec(words);
  const amounts: Readonly<Record<string, string>> = {
    less: 'little',
    fewer: 'few',
    more: 'plenty of',
    weniger: 'wenig',
    mehr: 'viel',
  };
  const amount = (word: string | undefined) => amounts[word?.toLowerCase() ?? ''] ?? '';
  if (/^(?:bigger|larger)$/i.test(words)) return 'shown large';
  if (/^größer$/i.test(words)) return 'groß im Bild';
  if (inside) {
    const isGerman = /weniger|mehr/i.test(inside[1] ?? '');
    return `${inside[3]} ${isGerman ? 'mit' : 'with'} ${amount(inside[1])} ${inside[2]}`;
  }
  return words
    .replace(/^(less|fewer|more|weniger|mehr)\s+/iu, (_, word: string) => `${amount(word)} `)
    .replace(/(?<!\p{L})(big|small|larg|dark|bright|soft|long|short)(?:g?er)(?!\p{L})/giu, (_, stem: string) =>
      stem.toLowerCase() === 'larg' ? 'large' : stem.toLowerCase(),
    )
    .replace(/(?<!\p{L})größer(e?\p{L}?)(?!\p{L})/giu, 'groß$1')
    .replace(/(?<!\p{L})kleiner(e\p{L}?)(?!\p{L})/giu, 'klein$1');
}

/** What makes a whole picture so. The German words are the same after `mit`. */
const LIGHT: Readonly<Record<string, string>> = {
  darker: 'darker tones',
  brighter: 'brighter tones',
  softer: 'softer tones',
  dunkler: 'mehr Schatten',
  heller: 'viel Licht',
  weicher: 'wenig Kontrast',
};
const ofWhole = (comparison: string): string => {
  const word = comparison.toLowerCase().split(' ').at(-1) ?? '';
  return LIGHT[word] ?? settled(comparison);
};

const SHOULD = rule(
  source`^(?:i(?:'d| would)? (?:like|want)\s+|ich (?:möchte|will),?\s+dass\s+)?((?:the |der |die |das |den |its |his |her |sein\p{L}* |ihr\p{L}* )?[\p{L}]+(?: \p{L}+)?)\s+(?:should|shall|must|to|soll(?:te)?|muss)\s+(.+)$`,
);
const COMPARATIVE =
  '(?:(?:more|less|mehr|weniger)\\s+[\\p{L}-]+|bigger|smaller|larger|darker|brighter|softer|longer|shorter|rounder|thicker|thinner|wider|wilder|cuter|cooler|fluffier|größer|kleiner|dunkler|heller|weicher|länger|kürzer|dicker|dünner|breiter|bunter|süßer|wilder)';
const COMPARED_AFTER = rule(
  `^(?:the |his |her |its |den |die |das |der |sein\\p{L}* |ihr\\p{L}* )?([\\p{L}]+(?: \\p{L}+)?)\\s+(${COMPARATIVE})$`,
);

/** What somebody in the picture should do, be or have. */
function obligation(clause: string, language: Language): readonly Change[] | undefined {
  const match = SHOULD.exec(clause);
  if (!match) return undefined;
  const what = match[2] ?? '';
  const having = /^(?:have|has)\s+(.+)$/iu.exec(what)?.[1] ?? /^(.+)\s+haben$/iu.exec(what)?.[1];
  if (having !== undefined) return things(having).map((one) => ({ kind: 'add', what: one }));
  const being =
    /^(?:be|look|feel|seem|become)\s+(.+)$/iu.exec(what)?.[1] ??
    /^(.+?)\s+(?:sein|aussehen|wirken|schauen)$/iu.exec(what)?.[1];
  const thing = ofThing(match[1]?.replace(/^(?:he|she|they|er)$/iu, 'it'));
  if (being !== undefined) {
    if (new RegExp(`^(?:${COLORS})$`, 'iu').test(being)) return [{ kind: 'color', color: being, of: thing }];
    if (isFeatured(being)) return [{ kind: 'set', idea: { ...readIdea(being, language), subject: '', elements: [] } }];
    return [{ kind: 'add', what: thing === '' ? settled(being) : `${settled(being)} ${thing}` }];
  }
  const action = language === 'de' ? germanAction(what) : gerundOf(what);
  return [{ kind: 'set', idea: { ...readIdea('', language), action } }];
}

function adjustment(clause: string): readonly Change[] | undefined {
  const match = ADJUST.exec(clause);
  if (!match) return undefined;
  const [, thing, how = ''] = match;
  const of = ofThing(thing);
  const idea = readIdea(how.replace(/^(?:more|mehr|a bit|etwas)\s+/iu, ''), 'en');
  if (of === '' && isFeatured(how)) return [{ kind: 'set', idea: { ...idea, subject: '', elements: [] } }];
  return [{ kind: 'add', what: of === '' ? ofWhole(how) : `${settled(how)} ${of}` }];
}

function readClause(clause: string, language: Language): readonly Change[] {
  const said = tidy(clause.replace(/^(?:no|nope|nah|nein|nee|nö|yes|yeah|ja|ok(?:ay)?|hm+|oh)(?:\s*,\s*|\s*$)/iu, ''));
  if (restOf(said) === '' || NOISE.test(said)) return [];
  const replaced = replacement(said);
  if (replaced) return replaced;
  const [, color] = [RECOLOR.exec(said)?.[1], RECOLOR.exec(said)?.[2]];
  if (color) return [{ kind: 'color', color, of: ofThing(RECOLOR.exec(said)?.[1]) }];
  const subject = firstMatch(said, NEW_SUBJECT)?.[1];
  if (subject) return [{ kind: 'subject', subject }];
  const removed = firstMatch(said, REMOVE)?.[1];
  if (removed) return removals(removed);
  const adjusted = adjustment(said);
  if (adjusted) return adjusted;
  const should = obligation(said, language);
  if (should) return should;
  const [, compared, how] = COMPARED_AFTER.exec(said) ?? [];
  if (compared && how && !/^(?:etwas|ein|bisschen|ein bisschen|a bit|bit|little|a little|much|viel)$/iu.test(compared))
    return [{ kind: 'add', what: `${settled(how)} ${compared}` }];
  const alone = said.replace(/^(?:(?:a bit|a little|much|etwas|ein bisschen|viel)\s+)+/iu, '');
  if (rule(`^${COMPARATIVE}$`).test(alone)) return [{ kind: 'add', what: ofWhole(alone) }];
  if (COMPARED.test(said)) return things(said).map((what) => ({ kind: 'add', what: settled(what) }));
  const added = ADD.exec(said)?.[1];
  if (added && !isFeatured(added)) return things(added).map((what) => ({ kind: 'add', what: settled(what) }));
  return [{ kind: 'set', idea: readIdea(said, language) }];
}

const POLITE =
  /^(?:(?:please|bitte|hey|ok(?:ay)?|well|hm+|and|und|also|maybe|vielleicht)[\s,]+|(?:can|could|would|will) (?:you|we)(?: please)?\s+|(?:kannst|könntest) du(?: bitte)?\s+|können wir(?: bitte)?\s+|i(?:'d| would)? (?:want|like) you to\s+|i think\s+|ich finde,?\s+)+/iu;
/** `a knight would be cool` */
const WISHED =
  /^(.+?)\s+(?:would be|wäre)\s+(?:(?:really|so|also|auch|sehr|echt)\s+)?(?:cool|nice|great|good|awesome|fun|toll|schön|super|gut)$/iu;
/** The verb at the end of a German request: `den Hintergrund dunkler machen`. */
const INFINITIVE = /\s+machen\s*\??$/iu;

/** The changes that a later message asks for, in order. */
export const readChanges = (words: string, language: Language): readonly Change[] =>
  words
    .split(CLAUSES)
    .flatMap((clause) =>
      readClause(
        (clause ?? '').trim().replace(POLITE, '').replace(INFINITIVE, '').replace(WISHED, 'with $1'),
        language,
      ),
    );
