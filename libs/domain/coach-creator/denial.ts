import { plainText, regex } from './plain-text.ts';

const NEGATOR = regex('')`
    (?<![\w'])(?:no|not|never|none|nothing|without|zero|neither|nor|nah|nope|cannot|dont|doesnt|didnt|havent|hasnt|
    isnt|arent|wont|wouldnt|\w+n't)(?![\w'])`;

/** A "no" applies only up to one of these. */
const BREAK = regex('')`
    [.!?;:()\n]+|,?(?<![\w'])(?:but|except|although|though|however|because|yet|only|just|apart from|other than|
    besides|due to|when|whenever|if|unless|until|while|after|that|so|since)(?![\w'])`;

/** Usually a "no" ends here too, but it continues through a list. */
const PAUSE =
  /,|\/|(?<![\w'])and (?=(?:my|i|i'm|i've|i'd|the|a|an|some|sometimes|would|want|love|left|right|now)(?![\w']))/;

/** True when the text at `index` follows a "no" in the same stretch. */
export function isDenied(text: string, index: number): boolean {
  const stretch = text.slice(0, index).split(BREAK).at(-1)?.split(PAUSE).at(-1) ?? '';
  return NEGATOR.test(stretch);
}

/** A subject and the expressions that distinguish a denial from a statement about it. */
export interface Subject {
  /** Words for the subject itself: issues, pain; competitions. */
  readonly named: RegExp;
  /** Things that a list may name after one "no": `no knee, hip or back issues`. */
  readonly listed: RegExp;
  /** States that all is well without a "no". */
  readonly denies: RegExp;
  /** Phrases that resemble a denial but are none, and their replacements. */
  readonly rephrase: readonly (readonly [RegExp, string])[];
}

const BODY = regex('')`
    (?<!\w)(?:knee|hip|back|spine|shoulder|wrist|elbow|ankle|neck|foot|feet|heel|hamstring|quad|calf|calve|groin|
    joint|hand|arm|leg|chest)s?(?!\w)`;

/** `no other problems`, `otherwise healthy`: implies that something was named before. */
const OTHERWISE = regex('g')`
  (?<!\w)(?:otherwise,? (?:no|nothing|none|not|fine|healthy|ok|okay|good)|(?:no|not any|nothing|
  without(?: any)?) (?:other|
  else|further|additional))(?: \w+)?(?!\w)`;

export const INJURY: Subject = {
  named: regex('')`
      (?<!\w)(?:injur\w*|pain\w*|ache\w*|aching|sore\w*|hurt\w*|issues?|problems?|trouble\w*|tweak\w*|strain\w*|
      sprain\w*|torn|tore|tear|rotator|disc|hernia\w*|sciatica|asthma|\w+itis|syndrome|fractur\w*|click\w*|stiff\w*|
      bad|dodgy|cranky|tight\w*|surger\w*|operat\w*|broke\w*|flare\w*|
      limit\w*|restrict\w*|sensitive|weak)(?!\w)`,
  listed: BODY,
  denies: /(?<!\w)(?:fine|ok|okay|healthy|good|great|solid|strong|perfect|pain[- ]free|injury[- ]free)(?!\w)/,
  rephrase: [
    [OTHERWISE, ''],
    [/(?<!\w)(?:nothing|not(?: a| an| any)?) (?:too |very |really )?(?:serious|major|big|dramatic|bad)(?!\w)/g, ''],
    [/(?<!\w)(?:not sure|don't know|no idea) (?:why|what|how)(?!\w)/g, ''],
    [/(?<!\w)(?:can'?t|cannot|can not|couldn't|unable to|not able to)(?!\w)/g, 'trouble'],
    [
      /(?<!\w)(?:not|n't|never)(?: \w+)? (?:great|good|ok|okay|fine|perfect|healed|recovered|right|happy)(?!\w)/g,
      'trouble',
    ],
    [
      regex('g')`
        (?<!\w)(?:doesn't|don't|won't|never|didn't|not) (?:fully |really |quite )?(?:go away|going away|heal|
        healing|improve|stop|get better|bend|straighten|extend|rotate|turn|feel right)(?!\w)`,
      'trouble',
    ],
  ],
};

export const COMPETING: Subject = {
  named: /(?<!\w)(?:compet\w*|races?|racing|meets?|podiums?|qualif\w*|comps?)(?!\w)/,
  listed: /(?<!\w)(?:local|online|national|regional)(?!\w)/,
  denies: /(?<!\w)(?:rather train for myself|just for (?:me|myself|fun|health))(?!\w)/,
  rephrase: [
    [
      regex('g')`
        (?<!\w)(?:can'?t wait|why not|(?:don'?t|wouldn'?t|do not|would not) mind|not (?:against|opposed to)|
        not only)(?!\w)`,
      '',
    ],
    [/(?<!\w)(?:never|haven't|have not|not)(?: \w+)? (?:competed|raced)(?: yet| before| so far)?(?!\w)/g, ''],
  ],
};

interface Stretch {
  readonly text: string;
  readonly isDenied: boolean;
}

/** `no knee` still needs its noun, and `no pain in my knees` may continue with further body parts. */
function runsOn(text: string, { named, listed }: Subject): boolean {
  if (!NEGATOR.test(text) || !listed.test(text)) return false;
  return !named.test(text) || text.search(named) < text.search(listed);
}

function stretchesOf(words: string, subject: Subject): readonly Stretch[] {
  const text = subject.rephrase.reduce((line, [from, to]) => line.replace(from, to), plainText(words));
  return text.split(BREAK).flatMap((part) => {
    const stretches: Stretch[] = [];
    let carried = false;
    for (const stretch of part.split(PAUSE)) {
      const hasNo = NEGATOR.test(stretch);
      const isOpenList: boolean = carried && !/(?<!\w)(?:i|my|it)(?!\w)/.test(stretch);
      const isWell = !subject.named.test(stretch) && subject.denies.test(stretch);
      stretches.push({ text: stretch, isDenied: hasNo || isWell || isOpenList });
      carried = runsOn(stretch, subject) || (isOpenList && !subject.named.test(stretch));
    }
    return stretches;
  });
}

/** True when a text states a problem, or names a body part, without denying it. */
export const statesSome = (words: string, subject: Subject): boolean =>
  stretchesOf(words, subject).some(
    ({ text, isDenied }) => !isDenied && (subject.named.test(text) || subject.listed.test(text)),
  );

/**
 * What a text states about a subject: nothing, that it applies, or that it does not. A text with both counts as stated.
 */
export type Verdict = 'absent' | 'stated' | 'denied';

export function verdictOn(words: string, thing: RegExp, subject: Subject): Verdict {
  const named = stretchesOf(words, subject).filter(({ text }) => thing.test(text));
  if (named.length === 0) return 'absent';
  return named.every((stretch) => stretch.isDenied) ? 'denied' : 'stated';
}
