import { BREAK, NEGATOR, PAUSE } from '../base/negation.ts';
import { pattern, regex, source } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
  type FieldValues,
  high,
  isAsked,
  low,
  medium,
  phrasesOf,
  type TopicReader,
} from './message.ts';

export const INJURIES_TOPIC = 'injuries_and_limitations';

const EXERCISE = source`
    (?!(?:s)?[\s-](?:press|presses|raises?|thrusts?|hinges?|curls?|squats?|extensions?|days?|sleeves?|wraps?|fl(?:y|
    ies)|mobility work|to (?:bar|the|it|train)|in (?:shape|the|20|19)|into))`;
const PART = pattern(
  `knee(?:cap)?s? | hips? | shoulders? | wrists? | elbows? | ankles? | necks? | spine | foot | feet | heels? | toes?
    | hamstrings? | quads? | cal(?:f|ves) | groin | achilles | shins? | ribs? | thumbs? | fingers? | hands?
    | forearms? | biceps?
  | triceps? | pecs? | chest | glutes? | lumbar | si joint | joints? | tailbone | collarbone | rotator cuffs?
  | labrum | meniscus | acl | mcl | pcl | lcl | it band | patella | discs? | l[1-5](?:~[ls][1-5])? | tendons?
  | ligaments? | traps? | jaw | thighs? | legs? | arms? | pelvi\\w*(?: floor)? | abdom\\w*
  | (?:lower|upper|mid|low|my|the|a|bad|sore|old|stiff|weak|dodgy|cranky) (?:\\w+ )?backs?
  | backs?(?= (?:pain|aches?|injur|issues?|problems?|trouble|surger|hurts?|spasms?|is|was|gets|sometimes|acts|
    flares|goes))`,
  { after: EXERCISE },
);
const BARE_BACK = /\bback\b(?!\s+(?:to|in|into|at|then|from|squats?|when|on track|extension))/i;
const CONDITION = pattern(
  `tend[io]n\\w* | arthrit\\w* | osteo\\w* | sciatica | hernia\\w* | bulging | asthma | plantar fasciitis
    | (?:tennis|golfer'?s) elbow | shin splints? | scoliosis | carpal tunnel | concussions?
    | heart (?:condition|attack|disease|issues?|problems?|surgery|murmur|failure|trouble) | cardiac | blood pressure
    | hypertension | diabet\\w+ | epilep\\w+
  | fibromyalgia | long covid | covid | pregnan\\w* | postpartum | c-section | diastasis | prolapse | surger\\w+
  | operations? | fractur\\w* | stress fracture | dislocat\\w* | impingement | frozen shoulder | bursitis | torn
  | tore | tears? | ruptur\\w* | sprain\\w* | strain\\w* | whiplash | vertigo
  | migraines? | hypermobil\\w* | ehlers | ms | lupus | gout | runner'?s knee | jumper'?s knee | spondyl\\w+
  | stenosis | neuropathy | replacement | replaced | slipped disc | herniated disc | disc issues? | nerve\\w*
  | pinched | bunions? | flat feet | osgood | broke\\w* | injur(?:y|ies|ed)(?= (?:to|in|on|from|my)) | hip flexors?`,
);
const TROUBLE = pattern(
  `pain\\w* | aches? | achy | aching | sore(?:ness)? | hurts? | hurting | injur\\w* | tweak\\w* | click\\w*
    | crack\\w* | creak\\w* | crunch(?:es|y) | pops? | stiff\\w* | bad | bum | dodgy | cranky | grumpy | angry
    | tricky | wonky | iffy | tight\\w* | tender | weak(?:ness)? | issues? | problems? | trouble\\w*
  | niggl\\w* | flare\\w* | acts? up | acting up | plays? up | playing up | unstable | instability | inflam\\w*
  | swollen | swells? | numb\\w* | tingl\\w* | sensitive | limited | restricted | irritat\\w* | bothers? | bothering
  | killing me | gives? me | giving me | goes out | went out | old injury | rehab\\w* | recover\\w*
  | heal(?:ed|ing) | blew out | messed up | banged up | spasms? | locks? up | rolled | twisted | pulled | overuse
  | chronic | wear and tear | not great | temperamental`,
);
/** Statements of health without a negation: `healthy knees`. */
const WELL = pattern(
  `fine | ok | okay | healthy | good | great | solid | strong | perfect | pain[- ]free | injury[- ]free | 100 ?%
    | all good | in (?:good|great) shape | bulletproof | feel(?:s|ing)? (?:good|great|fine|healthy)`,
);
/** Negations that report a problem, or nothing about injuries. */
const REPHRASED: readonly (readonly [RegExp, string])[] = [
  [
    regex('gi')`
      \b(?:nothing|not(?: an?| any)?) (?:too |very |really |super )?(?:serious|major|big|dramatic|bad|crazy|
      terrible)(?: though| just)?\b`,
    ' ',
  ],
  [/\b(?:not sure|don't know|no idea) (?:why|what|how)\b/gi, ' '],
  [
    /\b(?:not|n't|never)(?: \w+)? (?:great|good|ok|okay|fine|perfect|healed|recovered|right|happy|the same|100 ?%)\b/gi,
    ' hurts ',
  ],
  [
    regex('gi')`
      \b(?:doesn't|don't|won't|never|didn't|not|does not) (?:fully |really |quite )?(?:go away|going away|heal|
      healing|improve|stop|get better|bend|straighten|extend|rotate|turn|feel right|like \w+ing)\b`,
    ' hurts ',
  ],
  [/\b(?:can't|cannot|can not|couldn't|unable to|not able to|shouldn't|not allowed to|must not)\b/gi, ' hurts '],
];
const LIMITS = pattern(
  `can't | cannot | can not | couldn't | unable to | not able to | not allowed to | shouldn't | must not
    | (?:have|need|try) to avoid | avoid(?:ing)? | stay away from | limit(?:s|ed)? | restricted
    | struggle (?:to|with) | trouble with
  | no (?:overhead|running|jumping|impact|high impact|deep|heavy|kipping|burpees) \\w* | work around
  | doctor (?:said|told) \\w* | not supposed to`,
);
const NOTHING = pattern(
  `no (?:\\w+ ){0,3}?(?:injur\\w+|issues?|problems?|pains?|limit\\w*|restrictions?|aches?|complaints?|health \\w+|
      concerns?)
    | injury[- ]free | pain[- ]free
    | nothing (?:hurts|to report|at all|really|that i know of|i know of|comes to mind|worth mentioning|serious)
    | none | all (?:good|clear|healthy) | (?:perfectly|fully|totally|completely|pretty|quite) (?:healthy|fine|fit)
  | fit as a fiddle | good to go | cleared | i'm (?:fine|good|healthy|lucky)
  | never (?:been |had |really ){0,3}(?:injured|hurt|any)
  | (?:don't|do not|haven't|haven't got) (?:really )?(?:have |had |got )?(?:any|a single) | knock on wood
  | touch wood | no | nope | nah | healthy | everything (?:works|is fine|is good|feels (?:good|fine|great))
  | feel(?:ing)? (?:great|good|fine) | zero | nothing | not that i know`,
);
const GENERAL = pattern(
  `no (?:known |current |real |major |serious |past )?(?:injur\\w+|physical limitations?|health (?:issues|
      problems)|limitations?)
    | injury[- ]free | never been injured | (?:do not|don't) have any injuries | without (?:any )?injuries`,
);
const LEAD = regex('i')`
    ^(?:i (?:still |also |do |sometimes |often |just )?(?:have|had|get|got|feel|deal with|suffer from|struggle with|
    tore|broke|tweaked|hurt)(?= )|i've (?:still |also )?(?:got|had|been having)|i'm (?:dealing with|
    recovering from)|there(?:'s| is| was)(?: only)?|(?:the |my )?(?:only|main|one) (?:thing|issue|
    problem)(?: i have)? is|of|from|with|for|my|an?|the|some|is|that|like|and|it's|maybe|just)\s+`;
const INJURY_VERBS = /^i (?:also |just )?(tore|broke|tweaked|hurt)\s+/i;

const FORMER_PREGNANCY = /\b(?:before|pre|between|after)[\s-]?(?:the |my |both )?pregnanc(?:y|ies)\b/gi;

const rephrased = (segment: string): string => REPHRASED.reduce((text, [from, to]) => text.replace(from, to), segment);

/** The scope of a negation: the main clause. */
const judged = (segment: string): string =>
  rephrased(segment).replace(/\b(?:when|whenever|if|unless|until|while|that)\b.*/i, '');

const namesBody = (text: string, asked: boolean): boolean =>
  PART.test(text) || CONDITION.test(text) || (asked && BARE_BACK.test(text));

interface Segment {
  readonly text: string;
  readonly isDenied: boolean;
}

/** Splits a sentence into parts with at most one negation each. */
function segmentsOf(sentence: string): readonly Segment[] {
  const segments: Segment[] = [];
  const parts = sentence.split(BREAK).flatMap((part) => {
    const main = part.search(/\b(?:since|after)\b/i);
    return main > 0 && NEGATOR.test(judged(part.slice(0, main)))
      ? [part.slice(0, main), part.slice(main).replace(/^\w+/, '')]
      : [part];
  });
  for (const part of parts) {
    let runsOn = false;
    for (const text of part.split(PAUSE).filter((piece) => piece.trim() !== '')) {
      const plain = judged(text);
      const hasNo = NEGATOR.test(plain);
      const isWell = WELL.test(plain) && !TROUBLE.test(plain);
      const continues: boolean = runsOn && !/\b(?:i|my|it)\b/i.test(plain) && !hasNo;
      segments.push({ text, isDenied: hasNo || isWell || continues });
      const isOpen = !TROUBLE.test(plain) || plain.search(TROUBLE) < plain.search(PART);
      runsOn = (hasNo && PART.test(plain) && isOpen) || (continues && !TROUBLE.test(plain));
    }
  }
  return segments;
}

function stripped(text: string): string {
  let rest = cleaned(text).replace(INJURY_VERBS, '$1 ');
  for (let shorter = rest.replace(LEAD, ''); shorter !== rest; shorter = rest.replace(LEAD, '')) rest = shorter;
  return cleaned(rest);
}

/** Splits a list of injuries: `right knee and left shoulder` are two. */
function itemsOf(text: string, asked: boolean): readonly string[] {
  const parts = text.split(/\s+(?:and|as well as|plus|&)\s+/i);
  return parts.every((part) => namesBody(part, asked)) ? parts : [text];
}

export const readInjuries: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, INJURIES_TOPIC);
  const segments = said.sentences.map((sentence) => sentence.replace(FORMER_PREGNANCY, ' ')).flatMap(segmentsOf);
  const hurting = segments.filter(({ text, isDenied }) => {
    const isTrouble = CONDITION.test(text) || TROUBLE.test(rephrased(text)) || asked;
    return !isDenied && namesBody(text, asked) && isTrouble && !/\b(?:goal|want to (?:build|grow|train))\b/i.test(text);
  });
  const injuries = phrasesOf(hurting.flatMap(({ text }) => itemsOf(text, asked)).map(stripped));
  const limits =
    asked || injuries.length > 0
      ? phrasesOf(
          segments
            .filter(({ text }) => LIMITS.test(text) && !/^no\b[^a-z]*$/i.test(text.trim()))
            .map(({ text }) => text),
        )
      : [];
  const limitations = limits.filter((limit) => !GENERAL.test(limit) && !/^no (?:limit|restrict)/i.test(limit));
  const answer = injuries.length > 0 ? injuries : asked ? limitations : [];
  if (answer.length > 0) {
    return {
      injuryConsiderations: asked || situation.isCorrecting ? high(answer) : medium(answer),
      ...(limitations.length > 0 && { movementLimitations: medium(limitations) }),
    };
  }
  const allWell =
    asked && segments.some(({ text, isDenied }) => isDenied && (namesBody(text, true) || TROUBLE.test(text)));
  return allWell ? { injuryConsiderations: high([]) } : none(said.text, asked);
};

function none(text: string, asked: boolean): FieldValues {
  if (GENERAL.test(text)) return { injuryConsiderations: high([]) };
  if (!asked) return {};
  const bare = bareAnswer(text);
  if (bare === 'unsure') return { injuryConsiderations: low([]) };
  return bare === 'no' || NOTHING.test(text) ? { injuryConsiderations: high([]) } : {};
}
