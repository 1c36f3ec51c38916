import { regex } from './pattern.ts';

/** Tense and mood of a sentence, by its words in English, German and Spanish. Patterns expect lower case. */

const AHEAD = regex('u')`
    (?<![\p{L}'])(?:will|\p{L}+'ll|going to|gonna|tomorrow|(?:plan|planning|want|hope|hoping|intend|about|need|have) to|
    next (?:week|month|time|session|mon|tue|wed|thu|fri|sat|sun)\p{L}*|werde|wird|will ich|ich will|möchte|vorhabe|plane|
    nächste[nrsm]?|übermorgen|(?<!am |guten |heute )morgen|voy a|vamos a|quiero|planeo|tengo que|(?<!la |esta )mañana|próxim[oa])
    (?![\p{L}'])`;
const IMAGINED = regex('u')`
    (?<![\p{L}'])(?:could|would|\p{L}+'d (?!better)|might|if (?:i|only|we)|wish|imagine|haha\p{L}*|lol|joking|könnte|würde|
    wäre|hätte|wenn ich|podría|haría|si (?:yo )?hubiera|quisiera|ojalá|jaja\p{L}*)(?![\p{L}'])`;
const HABIT = regex('u')`
    (?<![\p{L}'])(?:usually|normally|typically|always|generally|often|sometimes|every (?:day|week|morning|evening|other)|
    normalerweise|meistens|immer|üblicherweise|jede[nrs]? (?:tag|woche)|gewöhnlich|normalmente|siempre|suelo|cada (?:día|semana))
    (?![\p{L}'])`;
const DENIED = regex('u')`
    (?<![\p{L}'])(?:(?:did|do|have|has|was|were|could|can)(?:n't| not)|skip(?:ped)?|missed|cancell?ed|never|nicht|nie|
    ausgefallen|ausgelassen|geschwänzt|no (?:hice|fui|entrené|pude)|nunca|me salté)(?![\p{L}'])`;
/** The subject is not the speaker. */
const OTHERS = regex('u')`
    ^(?:\W*(?:today|yesterday|heute|gestern|hoy|ayer)\W+)?(?:(?:my|our|his|her|the|mein|meine|unser|mi|nuestro) (?!knee|back|
    shoulder|goal|plan|first|second|last|best)[\p{L}-]+|he|she|they|er|sie|él|ella)(?= (?:just |also |did|has|had|was|went|ran|
    hat|ist|hizo|ha|\p{L}+(?:ed|ó)(?![\p{L}])))`;
const DID = regex('u')`
    (?<![\p{L}'])(?:did|was|were|went|ran|swam|rode|hit|got|made|felt|had|done|lost|won|ate|slept|(?!need|seed|speed|feed|indeed|
    hundred|tired|injured|scared|interested|supposed|motivated|bored|excited|worried|unplanned)\p{L}{2,}ed|habe?|hatte|bin|
    war|waren|gemacht|ge\p{L}{2,}(?:t|en)|hice|fui|hicimos|he (?:hecho|\p{L}+[ai]do)|\p{L}{2,}(?:é|ó|í|aste|iste|amos|imos))
    (?![\p{L}'])`;
const ASKS = regex('u')`
    \?\s*$|^\W*(?:how|what|when|where|which|why|who|should|shall|can|could|do|does|is|are|am|may|would|wie|was|wann|warum|
    welche[rsn]?|soll|sollte|kann|kannst|darf|ist|sind|cómo|qué|cuándo|cuánt[oa]s?|por qué|debería|puedo|puedes)\s`;
const ORDERS = regex('u')`
    ^\W*(?:please |bitte |por favor )?(?:show|give|tell|list|compare|find|search|look|check|delete|remove|forget|change|explain|help|
    zeig\p{L}*|gib|lösch\p{L}*|vergiss|muestra|borra|olvida)(?![\p{L}'])`;
/** Verbs for states, not for actions. */
const IS = regex('u')`
    (?<![\p{L}'])(?:am|is|are|i'm|it's|hurts?|need|want|like|love|hate|prefer|feel|think|bin|ist|sind|tut|brauche|mag|soy|
    estoy|es|duele|necesito|prefiero)(?![\p{L}'])`;

export const isAhead = (sentence: string): boolean => AHEAD.test(sentence.toLowerCase());

export const isQuestion = (sentence: string): boolean => ASKS.test(sentence.toLowerCase());

/**
 * Whether a sentence reports something that its speaker has done. Plans, wishes, habits, denials and deeds of others are
 * not.
 *
 * @param hasNumbers - Sentences with numbers need no verb: `4x10 pull-ups`.
 */
export function isDone(sentence: string, hasNumbers: boolean): boolean {
  const words = sentence.toLowerCase();
  const isMeant = [AHEAD, IMAGINED, HABIT, DENIED, OTHERS, ASKS, ORDERS].some((pattern) => pattern.test(words));
  return !isMeant && (DID.test(words) || (hasNumbers && !IS.test(words)));
}
