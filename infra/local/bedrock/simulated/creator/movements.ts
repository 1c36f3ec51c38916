import { allMatches, pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
  type FieldValues,
  high,
  isAsked,
  low,
  type Message,
  medium,
  phrasesOf,
  type TopicReader,
} from './message.ts';

export const MOVEMENTS_TOPIC = 'movement_focus_and_love';

type Feeling = 'love' | 'hate';

const HATE = pattern(
  `(?:i )?(?:absolutely |really |also |do |just |kinda |kind of ){0,3}(?:hate|hates|hated|dislikes?|despise|loathe|
      detest|dread|avoid|skip)
    | hating | hates? | disliking | (?:can't|cannot|can not) stand
  | (?:i )?(?:don't|do not|never) (?:really |particularly |actually |much |ever )?(?:like|enjoy|love|care for|
    want(?: to do)?|do)
  | not (?:(?:really|particularly|exactly|so|that|too|super|
    very) ){0,3}(?:a |much of a )?(?:big |huge |great )?(?:fan of|fan|into|keen on|fond of|interested in)
  | not so much | not so fond of | could do without | can do without | rather not(?: do)? | rather avoid
  | prefer not(?: to)?(?: do)? | hard pass on | no thanks to | bored by | bores? me(?: to death)? | boring
  | anything but | anything except | everything but | everything except | except(?: for)? | apart from | minus
  | play(?:ed|ing)? down | less of | less | weak at | weak(?:ness(?:es)?)?(?: is| are|:)? | terrible at | suck at
  | bad at | no way
  | (?:is|are|feels?) (?:(?:really|too|so|very|pretty) ){0,3}(?:hard|tough|awful|horrible|terrible|exhausting|scary|
    not (?:for me|my thing|fun|great))
  | sucks? | miserable | torture | a nightmare | the worst | nothing (?:with|involving) | no | not | nope to
  | stay away from | hate list:?
  | dislikes? ?:`,
);
const LOVE = pattern(
  `(?:i )?(?:absolutely |really |also |do |just |kinda |kind of |would |used to |'d ){0,3}(?:love|loves|loved|like|
      likes|liked|enjoy|enjoys|enjoyed|prefer|adore|dig|fancy)
    | loving | enjoying | (?:a |big |huge |i'm a |i am a ){0,3}fan of
    | (?:i'm |am )?(?:really |super )?(?:into|keen on|fond of|obsessed with|passionate about|good at|best at|
      strong at|strong in|great at)
  | (?:my )?(?:absolute )?favou?rites?(?: movements?| exercises?)?(?: is| are|:)? | fun
  | (?:i'd |would )?(?:like|love|want|wanna|hoping|hope|wanting|going|trying|need) to (?:learn|master|
    get better at|get good at|improve|try|do more|do|work on|play with|practi[cs]e)
  | want(?: more)? | to learn | to master | learning | learn | master | chasing | chase | working on
  | (?:my )?strengths?(?: is| are|:)? | looking forward to
  | (?:i )?don't mind | yes to | happy (?:with|to do) | likes? ?: | loves? ?: | more | the best
  | (?:is|are|was|were|used to be) my (?:thing|jam|happy place) | great | awesome
  | amazing | fine | ok | okay`,
);
const MOVEMENT = pattern(
  `dead~?lifts?\\w* | rdls? | squats?\\w* | bench\\w* | press(?:es|ing)? | overhead\\w* | snatch\\w* | cleans?
    | jerks? | thrusters? | burpees? | lunges? | lunging | planks? | pull~?ups? | chin~?ups? | push~?ups?
    | press~?ups? | muscle~?ups? | dips? | handstands? | hspu | pistols? | toes[ -]to[ -]bar | kipping
    | double~?unders? | rope climbs? | jump(?:ing|s)? rope
  | skipping | box jumps? | jumps? | jumping | wall balls? | kettle~?bells?(?: swings?| work)? | swings?
  | turkish get~?ups? | carries | farmer'?s? (?:carry|carries|walks?) | row(?:s|ing)? | runs? | running | jogging
  | sprints? | sprinting | cardio | hiit | intervals | walk(?:s|ing)? | hik(?:es|ing) | cycl(?:e|ing)
  | bik(?:e|es|ing) | spin(?:ning)? | swim(?:ming|s)? | yoga | pilates
  | stretch(?:es|ing)? | mobility | boxing | kick~?boxing | martial arts | bjj | jiu~?jitsu | climb(?:ing)?
  | bouldering | danc(?:e|ing) | zumba | aerobics | gymnastics? | calisthenics | crossfit | metcons?
  | olympic lifting | olympic lifts | weight~?lifting | power~?lifting | lifting | heavy lifting
  | strength(?: training| work)? | machines? | curls? | biceps | abs | core | crunches | sit~?ups? | leg days?
  | legs | upper body | lower body | isolation\\w*
  | compound\\w* | barbell\\w* | dumbbell\\w* | circuits? | tabata | emoms? | amraps? | sled\\w* | ropes
  | battle ropes | trx | rings | hip thrusts? | glute\\w* | ski(?:ing)? | skat(?:e|ing) | tennis | football | soccer
  | basketball | volleyball | badminton | surfing | paddl\\w+ | engine work | conditioning | endurance\\w*
  | free weights | elliptical | treadmill | assault bike | echo bike | rower | stairs | stair\\w*
  | mountain climbers? | plyo\\w* | wods? | fran | murph | weights | outdoors? | sports? | classes | tai chi | barre
  | steps`,
);
/** Words that are not movements. */
const FILLER = regex('i')`
    ^(?:(?:to|the|any|some|a|an|of|all kinds of|doing|do|anything with|anything|everything|stuff|things|stuff like|
    things like|especially|mostly|mainly|learning|learn|really|very|also|more|most|a lot of|lots of|is|are|was|them|
    it|me|too|much|so|and|or|but|just|at|with|for|on|in|that|those|these|when|i|i'm|my|we|you|would|be|am|a lot|
    though|although|how|kind of|kinda|probably|maybe|definitely|what|which|either|one|ones|movements?|exercises?|
    well|i'd|please|like|as|still|miss|missing|yes|no|not|because|if|bit|little|than|
    rather|getting|better)(?:\s+|$|(?=[,.])))+`;
const EMPTY =
  /^(?:them|it|that|those|these|me|too|much|a lot|most|best|all|fan|though|really|either|so|very|to death)?$/i;
const LINK = /,\s*|;\s*|\s+(?:and|or|nor|&|\+|plus|as well as|along with|then)\s+|\/|\s+-\s+/i;
const CLAUSE = /[.;!?]\s*|,?\s+(?:but|although|though|whereas|while|however)\s+|\s+-\s+|\n/i;
const SHRUG = regex('i')`
    \b(?:anything|everything|whatever|all of it|no preferences?|not picky|open to (?:anything|everything)|
    up for anything|don't mind)\b`;

interface Liking {
  readonly feeling: Feeling;
  readonly text: string;
}

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly feeling: Feeling;
}

/** Here `like` introduces an example: `anything on the floor, like planks`. */
function isExample(clause: string, { start, end }: Cue, isAfterHate: boolean): boolean {
  if (!/^like$/i.test(clause.slice(start, end))) return false;
  const before = clause.slice(0, start);
  return (
    /\b(?:things?|stuff|anything|such|something|sports?|exercises|movements)\s*$/i.test(before) ||
    (isAfterHate && /,\s*$/.test(before))
  );
}

/** The cues in a clause, in order. `don't like` is one cue. */
function cuesIn(clause: string): readonly Cue[] {
  const of = (regex: RegExp, feeling: Feeling): readonly Cue[] =>
    allMatches(clause, regex).map(({ index = 0, 0: cue }) => ({ start: index, end: index + cue.length, feeling }));
  const hates = of(HATE, 'hate');
  const loves = of(LOVE, 'love').filter(
    (love) =>
      !hates.some((hate) => love.start < hate.end && hate.start < love.end) &&
      !isExample(
        clause,
        love,
        hates.some((hate) => hate.start < love.start),
      ),
  );
  return [...hates, ...loves].sort((left, right) => left.start - right.start);
}

const contentOf = (text: string): string =>
  cleaned(text.replace(/^[\s,:]+/, '').replace(FILLER, '')).replace(
    regex('i')`
      \s+(?:and|or|but|is|are|i|too|a lot|so much|the most|though|them|it|that|me|i'm|my|also|really|obviously|
      of course|definitely|mostly|in general|these days|for sure|yet|at all)$`,
    '',
  );
const isContent = (text: string): boolean =>
  !EMPTY.test(
    contentOf(text)
      .replace(/[^\w\s]/g, '')
      .trim(),
  );

/** The last item of a list, to which a following cue refers: `cardio` in `walking, cardio is hard`. */
function lastOf(text: string): { readonly before: string; readonly last: string } {
  const cut = Math.max(text.lastIndexOf(','), text.search(/\s(?:and|but)\s(?!.*\s(?:and|but)\s)/i));
  return cut < 0 ? { before: text, last: '' } : { before: text.slice(0, cut), last: text.slice(cut + 1) };
}

/** The movements of a clause with their cues. A cue comes before (`love squats`) or after (`squats are fun`). */
function likingsIn(clause: string, carried: Feeling): readonly Liking[] {
  const cues = cuesIn(clause);
  const first = cues[0];
  if (!first) return [{ feeling: carried, text: clause }];
  const parts = cues.map((cue, position) => ({ ...cue, text: clause.slice(cue.end, cues[position + 1]?.start) }));
  const standsBehind = (text: string): boolean => !isContent(text) || /^\s*,/.test(text);
  const likings: Liking[] = [];
  let pending = clause.slice(0, first.start);
  for (const [position, { feeling, text }] of parts.entries()) {
    if (isContent(pending) && (standsBehind(text) || MOVEMENT.test(pending))) {
      likings.push({ feeling: standsBehind(text) ? feeling : (likings.at(-1)?.feeling ?? carried), text: pending });
    }
    pending = standsBehind(text) ? text : '';
    if (standsBehind(text)) continue;
    const next = parts[position + 1];
    const { before, last } = next && standsBehind(next.text) ? lastOf(text) : { before: text, last: '' };
    likings.push({ feeling, text: before });
    pending = last;
  }
  if (isContent(pending)) likings.push({ feeling: parts.at(-1)?.feeling ?? carried, text: pending });
  return likings;
}

function likings(sentences: readonly string[]): readonly Liking[] {
  const found: Liking[] = [];
  for (const sentence of sentences) {
    for (const clause of sentence.split(CLAUSE).filter((part) => part.trim() !== '')) {
      found.push(...likingsIn(clause, found.at(-1)?.feeling ?? 'love'));
    }
  }
  return found;
}

const withoutReason = (text: string): string =>
  text.split(/\s+(?:because|since|as i|due to|if i can|when i)\b/i)[0] ?? text;

const itemsOf = (found: readonly Liking[], feeling: Feeling, asked: boolean): readonly string[] =>
  phrasesOf(
    found
      .filter((liking) => liking.feeling === feeling)
      .flatMap(({ text }) => withoutReason(text).split(LINK))
      .filter(isContent)
      .map(contentOf)
      .filter(
        (item) =>
          MOVEMENT.test(item) ||
          (asked && !SHRUG.test(item) && /[a-z]{3}/i.test(item) && item.split(/\s+/).length <= 6),
      ),
  ).slice(0, 10);

const STRONG = regex('i')`
    \b(?:love|loves|enjoy|enjoys|likes? (?!to (?:train|work))|hate|hates|dislikes?|can't stand|
    don't (?:really )?(?:like|enjoy)|not a (?:big |huge )?fan|favou?rites?|fan of|fun|bores? me)\b`;

/** Whether the text names a movement. */
export const namesMovement = (text: string): boolean => MOVEMENT.test(text);

/** When the topic was not asked for, only sentences with a clear feeling about a movement count. */
const tells = (sentence: string): boolean =>
  STRONG.test(sentence) &&
  MOVEMENT.test(sentence) &&
  !/\b(?:coach|voice|goals?|would (?:like|love) to|i'd (?:like|love)|want to|success)\b/i.test(sentence) &&
  !/\b(?:remove|drop|delete|take out|forget)\b/i.test(sentence);

export const readMovements: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, MOVEMENTS_TOPIC);
  const sentences = asked ? said.sentences : said.sentences.filter(tells);
  if (asked && !MOVEMENT.test(said.text) && bareAnswer(said.text)) return openTo(said, []);
  const found = likings(sentences);
  const liked = itemsOf(found, 'love', asked);
  const disliked = itemsOf(found, 'hate', asked);
  const sure = asked || situation.isCorrecting ? high : medium;
  const dislikes: FieldValues = disliked.length > 0 ? { movementDislikes: sure(disliked) } : {};
  if (liked.length > 0) return { movementPreferences: sure(liked), ...dislikes };
  return asked ? { ...openTo(said, disliked), ...dislikes } : dislikes;
};

/** An answer with only dislikes means that the person is open to everything else. */
function openTo({ text }: Message, disliked: readonly string[]): FieldValues {
  if (disliked.length > 0) return { movementPreferences: low([`anything except ${disliked.join(' and ')}`]) };
  const bare = bareAnswer(text);
  if (SHRUG.test(text) || (bare && bare !== 'yes')) return { movementPreferences: low(['open to anything']) };
  return {};
}
