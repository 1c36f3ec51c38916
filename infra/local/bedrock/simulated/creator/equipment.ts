import { NEGATOR } from '../base/negation.ts';
import { allMatches, pattern, regex, source } from '../base/pattern.ts';
import {
  bareAnswer,
  type FieldValues,
  high,
  isAsked,
  low,
  medium,
  phrasesOf,
  type Situation,
  type TopicReader,
} from './message.ts';

export const EQUIPMENT_TOPIC = 'equipment_and_environment';

const GYM = pattern(
  `(?:cross~?fit|commercial|budget|local|big box|globo|hotel|office|work|company|university|uni|college|campus|
      school|24[ -]hour|powerlifting|weightlifting|bodybuilding|small|big|nearby|fancy|basic|boutique|city|community|
      apartment|building'?s?|normal|regular) gym
  | cross~?fit (?:box|affiliate) | affiliate | cross~?fit | planet fitness | anytime fitness | la fitness
  | pure ?gym | gold'?s gym | equinox | mcfit | basic~?fit | ymca | fitness (?:center|centre|studio|club)
  | health club | leisure cent(?:er|re) | (?:my )?box(?= (?:gym|with|near|down)) | gym`,
);
const HOME = pattern(
  `home gym | garage gym | basement gym | garage | basement | (?:at )?home | house | apartment | flat | living room
    | bedroom | spare room | dorm(?: room)? | shed | barn | attic | hotel rooms?`,
);
const OUTSIDE = pattern(
  `outdoors? | outside | park | backyard | garden | beach | trails? | (?:running|the|a) track | playground
    | calisthenics park | pool | on the road`,
);
const NO_PLACE = regex('gi')`
    \b(?:work(?:ing|s)? from home|stay[- ]at[- ]home|home[- ]office|home town|gym class|close to home|drive home|
    home late|back home|at home with (?:my |the )?(?:kids|baby|children|wife|husband))\b`;
const HYBRID = /\b(?:hybrid|mix of|both|split between|half and half)\b/i;

const MOVES = source`
    (?!(?:s)?[\s-](?:swings?|snatch\w*|press\w*|rows?|squats?|jumps?|cycling|work|curls?|thrusters?|pulls?|lunges?|
    rides?|deadlifts?|cleans?|dips?|pull[\s-]?aparts?|presses|bias))`;
const KIND = source`
    (?:(?:adjustable|light|heavy|loadable|olympic|cheap|old|few|pair of|set of|some|\d+ ?(?:kg|lbs?|pounds?|kilo)|
    resistance|mini|rubber|squat|power|pull[\s-]?up|weight|assault|air|echo|exercise|spin|stationary|
    road|rowing|ski|cable|smith|yoga|foam|jump|skipping|medicine|slam|gymnastics?|plyo|bumper|weighted|trap|hex|ez|
    safety|specialty|landmine|punching|step|concept ?2|wall) ){0,3}`;
const TOOL = pattern(
  `barbells? | dumbbells? | kettlebells? | bands? | racks? | cages? | rigs? | pull~up~bars? | chin~up bars?
    | door(?:way)? bar | bench(?:es)? | rowers? | rowing machines? | row erg | bike ?erg | ski ?erg | ergs? | bikes?
    | treadmills? | machines? | cables? | trx | suspension trainers? | rings | plyo box(?:es)? | box(?:es)? | ropes?
    | medicine balls? | med balls? | slam balls? | wall balls? | sandbags?
  | vests? | mats? | sleds? | prowler | ghd | plates | bumpers | specialty bars? | bars | elliptical
  | cross~?trainer | peloton | rollers? | stairs | step | parallettes | dip (?:bars|station) | ball | weights
  | free weights | stairmaster | smith machine | leg press | bag | ab wheel | gliders | tonal | monkey bars
  | belt squat | reverse hyper`,
  { before: KIND, after: MOVES },
);
const ALL = pattern(
  `full(?:y)?[ -]equipped | well[ -]equipped | full gym(?: equipment)? | full(?: range of)? equipment
    | everything(?: (?:you|i|one) (?:need|could want|want|would need))?
    | all (?:the )?(?:usual |standard |normal |basic )?(?:equipment|gear|machines|kit|stuff|toys)
    | (?:standard|usual|normal|typical|regular) (?:gym )?(?:equipment|stuff|machines|gear|kit)
  | the usual | whatever i need | any equipment | the works | full set~?up | loads of equipment | lots of equipment
  | complete equipment`,
);
const NONE = pattern(
  `no (?:real |special |gym |fancy |training )?(?:equipment|gear|kit|weights|tools)
    | (?:only |just )?(?:my )?(?:own )?body ?~?weight(?: only)? | just my body
    | nothing(?: at all| really| else| but \\w+)? | without (?:any )?equipment
    | (?:don't|do not) (?:have|own) (?:any )?(?:equipment|anything|gear|weights) | zero equipment | no~equipment
    | floor space | calisthenics`,
);
const ACCESS = pattern(
  `have | has | got | own | access | use | using | with | at | in | train\\w* | work(?:ing)? out | exercise
    | member(?:ship)? | go to | there's | there is | bought | gym | equipped`,
);
const FEELING = pattern(
  `love | loves | enjoy | hate | dislike | favou?rites? | fun | prefer | can't stand | fan of | avoid | goal | goals
    | lose | coach | want to learn | success | compete | competed | years of | history | used to | in college`,
);

/** The places or tools in a text, in order. The longest name counts: `home gym` is neither `home` nor `gym`. */
function namesIn(text: string, patterns: readonly RegExp[]): readonly string[] {
  const spans = patterns
    .flatMap((regex) => allMatches(text, regex))
    .map(({ index = 0, 0: name }) => ({ start: index, end: index + name.length, name }));
  const longest = spans.filter(
    (span) =>
      !spans.some(
        (other) =>
          other !== span && other.start <= span.start && span.end <= other.end && other.name.length > span.name.length,
      ),
  );
  return [
    ...new Set(
      longest.sort((left, right) => left.start - right.start).map(({ name }) => name.toLowerCase().replace(/^at /, '')),
    ),
  ];
}

const clausesOf = (sentence: string): readonly string[] =>
  sentence.split(
    /[,;:()]\s*|\s+(?:but|although|though|however|plus)\s+|\s+-\s+|\s+and\s+(?=(?:no|i|my|we|then|sometimes|on|at)\b)/i,
  );

/** The clauses that affirm equipment. A negation covers a whole list: `no rack, bench or barbell`. */
function present(sentences: readonly string[]): string {
  return sentences
    .map((sentence) => {
      let isLacking = false;
      return clausesOf(sentence)
        .filter((clause) => {
          const hasNo = NEGATOR.test(
            clause.replace(/\b(?:nothing fancy|not much|no problem|nothing special|no frills|not only)\b/gi, ''),
          );
          const continues =
            isLacking &&
            !/^\s*(?:just|only|at|in|with|on|but)\b/i.test(clause) &&
            /^(?:and |or )?(?:no |an? |any )?[\w-]+(?: [\w-]+)?(?: (?:or|and|nor) [\w-]+)*\.?$/i.test(clause.trim()) &&
            /\b(?:or|nor)\b/i.test(sentence);
          isLacking = hasNo || continues;
          return !isLacking;
        })
        .join(', ');
    })
    .join('. ');
}

const isGym = (place: string): boolean => GYM.test(place) && !/home gym|garage gym|basement gym/.test(place);

interface Setting {
  readonly places: readonly string[];
  readonly tools: readonly string[];
}

/** Derives the equipment from the place: a gym has all of it, a park none. */
function completed({ places, tools }: Setting, text: string): FieldValues {
  const environment = places.length > 1 && HYBRID.test(text) ? `hybrid: ${places.join(' and ')}` : places.join(' and ');
  const gym = places.some(isGym);
  const outside = places.length > 0 && places.every((place) => OUTSIDE.test(place));
  const kit =
    tools.length > 0 ? high(tools) : gym ? medium(['full gym equipment']) : outside ? low(['bodyweight']) : undefined;
  const needsGym = /machine|cable|full gym|leg press|smith/i.test(tools.join(' '));
  const place = environment ? high(environment) : tools.length > 0 ? low(needsGym ? 'gym' : 'home') : undefined;
  return { ...(kit && { equipmentAccess: kit }), ...(place && { trainingEnvironment: place }) };
}

function settingIn(sentences: readonly string[]): Setting {
  const there = present(sentences).replace(NO_PLACE, ' ');
  const whole = sentences.join(' ');
  const places = namesIn(there.replace(/\bfull gym\b/gi, 'full-gym'), [GYM, HOME, OUTSIDE]);
  const named = namesIn(there, [TOOL]).filter(
    (tool) => !/^(?:box|bars|ball|bag|step)$/.test(tool) || !places.includes('crossfit box'),
  );
  const all = ALL.exec(there);
  const tools = phrasesOf(
    [...named, ...(all ? [/equip|gear|kit/i.test(all[0]) ? all[0].toLowerCase() : 'full gym equipment'] : [])].map(
      withoutCount,
    ),
  );
  return { places, tools: tools.length === 0 && NONE.test(whole) ? ['bodyweight'] : tools };
}

const withoutCount = (tool: string): string => tool.replace(/^(?:(?:few|pair of|set of|some|old|cheap) )+/i, '');

export const readEquipment: TopicReader = (said, situation): FieldValues => {
  if (isAsked(situation, EQUIPMENT_TOPIC)) return answered(said.sentences, said.text, situation);
  const telling = said.sentences.flatMap((sentence) =>
    sentence.split(/,?\s+(?:and|but)\s+(?=i\b)|;\s*/i).filter((clause) => ACCESS.test(clause) && !FEELING.test(clause)),
  );
  const { places, tools } = settingIn(telling);
  const sure = situation.isCorrecting ? high : medium;
  const isBodyOnly = tools.length === 1 && tools[0] === 'bodyweight' && !/equipment|body/i.test(telling.join(' '));
  return {
    ...(tools.length > 0 && !isBodyOnly && { equipmentAccess: sure(tools) }),
    ...(places.length > 0 && { trainingEnvironment: sure(places.join(' and ')) }),
  };
};

function answered(sentences: readonly string[], text: string, { covered }: Situation): FieldValues {
  const bare = bareAnswer(text);
  const knownPlace = covered['trainingEnvironment'] !== undefined;
  const place = (name: string): FieldValues => (knownPlace ? {} : { trainingEnvironment: low(name) });
  if (bare === 'no') return { equipmentAccess: high(['bodyweight']), ...place('home') };
  if (bare === 'both') return { equipmentAccess: medium(['full gym equipment']), ...place('home and gym') };
  if (bare === 'unsure') return { equipmentAccess: low(['whatever is available']), ...place('flexible') };
  const found = completed(settingIn(sentences), text);
  const guessedPlace = found['trainingEnvironment']?.confidence === 'low';
  if (!knownPlace || !guessedPlace) return found;
  const { trainingEnvironment: _, ...kit } = found;
  return kit;
}
